"""`asyncio.timeout`: a limit for what happens inside `async with`."""

from . import events, tasks
from .exceptions import CancelledError


class Timeout:
    """Cancels the task at a moment, and turns that into a TimeoutError."""

    def __init__(self, when):
        self._state = "created"
        self._when = when
        self._handle = None
        self._task = None

    def __repr__(self):
        words = ["<Timeout [%s]" % self._state]
        if self._state == "active":
            words.append("when=%s" % (None if self._when is None else round(self._when, 3)))
        return " ".join(words) + ">"

    def when(self):
        return self._when

    def expired(self):
        return self._state in ("expiring", "expired")

    def reschedule(self, when):
        if self._state != "active":
            if self._state == "created":
                raise RuntimeError("Timeout has not been entered")
            raise RuntimeError(f"Cannot change state of {self._state} Timeout")
        self._when = when
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
        if when is not None:
            loop = events.get_running_loop()
            if when <= loop._now():
                self._handle = loop.call_soon(self._on_timeout)
            else:
                self._handle = loop.call_at(when, self._on_timeout)

    async def __aenter__(self):
        if self._state != "created":
            raise RuntimeError("Timeout has already been entered")
        task = tasks.current_task()
        if task is None:
            raise RuntimeError("Timeout should be used inside a task")
        self._state = "active"
        self._task = task
        self._cancels = task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(self, kind, error, trace):
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
        if self._state != "expiring":
            self._state = "exited" if self._state == "active" else self._state
            return None
        self._state = "expired"
        if self._task.uncancel() <= self._cancels and kind is not None and issubclass(kind, CancelledError):
            raise TimeoutError from error
        return None

    def _on_timeout(self):
        self._task.cancel()
        self._state = "expiring"
        self._handle = None


def timeout(delay):
    return Timeout(events.get_running_loop()._now() + delay if delay is not None else None)


def timeout_at(when):
    return Timeout(when)
