"""Future: a result that is not there yet."""

import _contextvars

from . import events
from .exceptions import CancelledError, InvalidStateError

_PENDING, _CANCELLED, _FINISHED = "PENDING", "CANCELLED", "FINISHED"


class Future:
    """A place for one result or one exception, and those who wait for it."""

    _asyncio_future_blocking = False
    _retrieved = True

    def __init__(self, *, loop=None):
        self._loop = loop if loop is not None else events.get_event_loop()
        self._state = _PENDING
        self._result = None
        self._exception = None
        self._cancel_message = None
        self._callbacks = []

    @classmethod
    def __class_getitem__(cls, item):
        return cls

    def __repr__(self):
        return "<%s %s>" % (self.__class__.__name__, " ".join(self._described()))

    def _described(self):
        words = [self._state.lower()]
        if self._state == _FINISHED and self._exception is not None:
            words.append("exception=%r" % (self._exception,))
        elif self._state == _FINISHED:
            words.append("result=%r" % (self._result,))
        return words

    def __del__(self):
        if self._retrieved:
            return
        self._loop.call_exception_handler(
            {
                "message": f"{self.__class__.__name__} exception was never retrieved",
                "exception": self._exception,
                "future": self,
            }
        )

    def get_loop(self):
        return self._loop

    def cancelled(self):
        return self._state == _CANCELLED

    def done(self):
        return self._state != _PENDING

    def cancel(self, msg=None):
        self._retrieved = True
        if self._state != _PENDING:
            return False
        self._state = _CANCELLED
        self._cancel_message = msg
        self._schedule_callbacks()
        return True

    def _cancelled_error(self):
        return CancelledError() if self._cancel_message is None else CancelledError(self._cancel_message)

    _make_cancelled_error = _cancelled_error

    def result(self):
        if self._state == _CANCELLED:
            raise self._cancelled_error()
        if self._state != _FINISHED:
            raise InvalidStateError("Result is not set.")
        self._retrieved = True
        if self._exception is not None:
            raise self._exception.with_traceback(self._trace)
        return self._result

    def exception(self):
        if self._state == _CANCELLED:
            raise self._cancelled_error()
        if self._state != _FINISHED:
            raise InvalidStateError("Exception is not set.")
        self._retrieved = True
        return self._exception

    def add_done_callback(self, fn, *, context=None):
        if self._state != _PENDING:
            self._loop.call_soon(fn, self, context=context)
        else:
            self._callbacks.append((fn, context if context is not None else _contextvars.copy_context()))

    def remove_done_callback(self, fn):
        kept = [entry for entry in self._callbacks if entry[0] != fn]
        removed = len(self._callbacks) - len(kept)
        self._callbacks[:] = kept
        return removed

    def _schedule_callbacks(self):
        callbacks, self._callbacks = self._callbacks, []
        for function, context in callbacks:
            self._loop.call_soon(function, self, context=context)

    def set_result(self, result):
        if self._state != _PENDING:
            raise InvalidStateError("invalid state")
        self._result = result
        self._state = _FINISHED
        self._schedule_callbacks()

    def set_exception(self, exception):
        if self._state != _PENDING:
            raise InvalidStateError("invalid state")
        if isinstance(exception, type):
            exception = exception()
        if isinstance(exception, StopIteration):
            error = RuntimeError("StopIteration interacts badly with generators and cannot be raised into a Future")
            error.__cause__ = error.__context__ = exception
            exception = error
        self._exception = exception
        self._trace = exception.__traceback__
        self._state = _FINISHED
        self._retrieved = False
        self._schedule_callbacks()

    def __await__(self):
        if not self.done():
            self._asyncio_future_blocking = True
            yield self
        if not self.done():
            raise RuntimeError("await wasn't used with future")
        return self.result()

    __iter__ = __await__


def isfuture(obj):
    return hasattr(obj.__class__, "_asyncio_future_blocking") and obj._asyncio_future_blocking is not None


def wrap_future(future, *, loop=None):
    if isfuture(future):
        return future
    # A concurrent future: nothing runs beside us, so it is waited for at once.
    wrapped = (loop or events.get_event_loop()).create_future()
    try:
        wrapped.set_result(future.result())
    except Exception as error:
        wrapped.set_exception(error)
    return wrapped
