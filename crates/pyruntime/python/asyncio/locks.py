"""What tasks use to wait for each other."""

from _collections import deque

from . import events
from .exceptions import BrokenBarrierError, CancelledError


class _Locked:
    """`async with` for what has `acquire` and `release`."""

    async def __aenter__(self):
        await self.acquire()
        return None

    async def __aexit__(self, *exception):
        self.release()


class _Waiting:
    """A queue of futures."""

    def __init__(self):
        self._waiters = deque()

    async def _wait(self):
        future = events.get_running_loop().create_future()
        self._waiters.append(future)
        try:
            return await future
        finally:
            self._waiters.remove(future)

    def _wake_first(self):
        for future in self._waiters:
            if not future.done():
                future.set_result(True)
                return True
        return False

    def _state(self, text):
        waiting = ", waiters:%d" % len(self._waiters) if self._waiters else ""
        return "%s [%s%s]>" % (object.__repr__(self)[:-1], text, waiting)


class Lock(_Locked, _Waiting):
    def __init__(self):
        _Waiting.__init__(self)
        self._locked = False

    def __repr__(self):
        return self._state("locked" if self._locked else "unlocked")

    def locked(self):
        return self._locked

    async def acquire(self):
        if self._locked or any(not future.cancelled() for future in self._waiters):
            try:
                await self._wait()
            except CancelledError:
                if not self._locked:
                    self._wake_first()
                raise
        self._locked = True
        return True

    def release(self):
        if not self._locked:
            raise RuntimeError("Lock is not acquired.")
        self._locked = False
        self._wake_first()


class Event(_Waiting):
    def __init__(self):
        super().__init__()
        self._value = False

    def __repr__(self):
        return self._state("set" if self._value else "unset")

    def is_set(self):
        return self._value

    def set(self):
        self._value = True
        while self._wake_first():
            pass

    def clear(self):
        self._value = False

    async def wait(self):
        if not self._value:
            await self._wait()
        return True


class Condition(_Locked, _Waiting):
    def __init__(self, lock=None):
        _Waiting.__init__(self)
        self._lock = Lock() if lock is None else lock
        self.locked = self._lock.locked
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    async def wait(self):
        if not self.locked():
            raise RuntimeError("cannot wait on un-acquired lock")
        self.release()
        try:
            await self._wait()
            return True
        finally:
            await self.acquire()

    async def wait_for(self, predicate):
        result = predicate()
        while not result:
            await self.wait()
            result = predicate()
        return result

    def notify(self, n=1):
        if not self.locked():
            raise RuntimeError("cannot notify on un-acquired lock")
        while n > 0 and self._wake_first():
            n -= 1

    def notify_all(self):
        self.notify(len(self._waiters))


class Semaphore(_Locked, _Waiting):
    def __init__(self, value=1):
        if value < 0:
            raise ValueError("Semaphore initial value must be >= 0")
        _Waiting.__init__(self)
        self._value = value

    def __repr__(self):
        return self._state("locked" if self.locked() else "unlocked, value:%d" % self._value)

    def locked(self):
        return self._value == 0 or any(not future.cancelled() for future in self._waiters)

    async def acquire(self):
        if not self.locked():
            self._value -= 1
            return True
        # Whoever releases counts down for the one that is woken.
        future = events.get_running_loop().create_future()
        self._waiters.append(future)
        try:
            await future
        except CancelledError:
            if future.done() and not future.cancelled():
                self.release()  # It was woken and cancelled in the same turn.
            raise
        finally:
            self._waiters.remove(future)
        return True

    def release(self):
        self._value += 1
        if self._wake_first():
            self._value -= 1


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1):
        self._bound = value
        super().__init__(value)

    def release(self):
        if self._value >= self._bound:
            raise ValueError("BoundedSemaphore released too many times")
        super().release()


class Barrier:
    """Lets go when enough tasks have come."""

    def __init__(self, parties):
        if parties < 1:
            raise ValueError("parties must be >= 1")
        self._parties = parties
        self._count = 0
        self._state = "filling"
        self._changed = Condition()

    @property
    def parties(self):
        return self._parties

    @property
    def n_waiting(self):
        return self._count if self._state == "filling" else 0

    @property
    def broken(self):
        return self._state == "broken"

    async def __aenter__(self):
        return await self.wait()

    async def __aexit__(self, *exception):
        pass

    async def wait(self):
        async with self._changed:
            await self._changed.wait_for(lambda: self._state not in ("draining", "resetting"))
            self._check()
            index = self._count
            self._count += 1
            try:
                if self._count == self._parties:
                    self._state = "draining"
                    self._changed.notify_all()
                else:
                    await self._changed.wait_for(lambda: self._state != "filling")
                    self._check()
                return index
            finally:
                self._count -= 1
                if self._count == 0 and self._state in ("draining", "resetting"):
                    self._state = "filling"
                    self._changed.notify_all()

    def _check(self):
        if self._state in ("broken", "resetting"):
            raise BrokenBarrierError("Barrier aborted" if self._state == "broken" else "Barrier is being reset")

    async def reset(self):
        async with self._changed:
            self._state = "resetting" if self._count else "filling"
            self._changed.notify_all()

    async def abort(self):
        async with self._changed:
            self._state = "broken"
            self._changed.notify_all()
