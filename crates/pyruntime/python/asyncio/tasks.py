"""Task: a coroutine that is driven to its end; and what combines several of them."""

import _contextvars

from . import events, futures
from .coroutines import _is_awaitable, iscoroutine
from .exceptions import CancelledError
from .futures import Future, isfuture

__all__ = (
    "ALL_COMPLETED",
    "FIRST_COMPLETED",
    "FIRST_EXCEPTION",
    "Task",
    "all_tasks",
    "as_completed",
    "create_task",
    "current_task",
    "ensure_future",
    "gather",
    "run_coroutine_threadsafe",
    "shield",
    "sleep",
    "wait",
    "wait_for",
)

FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED = "FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED"

# Unfinished tasks in the order of their creation, and the one that runs in each loop.
_unfinished = {}
_current = {}
_number = 0


class Task(Future):
    """Drives a coroutine: each step runs until it waits for a future."""

    def __init__(self, coro, *, loop=None, name=None, context=None, eager_start=False):
        global _number
        super().__init__(loop=loop)
        if not iscoroutine(coro):
            self._coro = None
            raise TypeError(f"a coroutine was expected, got {coro!r}")
        _number += 1
        self._name = f"Task-{_number}" if name is None else str(name)
        self._coro = coro
        self._context = _contextvars.copy_context() if context is None else context
        self._cancels = 0
        self._must_cancel = False
        self._waits_for = None
        self._loop.call_soon(self._step, context=self._context)
        _unfinished[self] = None

    def _described(self):
        words = super()._described()
        return [words[0], "name=%r" % self._name, "coro=%s" % getattr(self._coro, "__qualname__", self._coro), *words[1:]]

    def get_coro(self):
        return self._coro

    def get_context(self):
        return self._context

    def get_name(self):
        return self._name

    def set_name(self, value):
        self._name = str(value)

    def set_result(self, result):
        raise RuntimeError("Task does not support set_result operation")

    def set_exception(self, exception):
        raise RuntimeError("Task does not support set_exception operation")

    def get_stack(self, *, limit=None):
        frame = getattr(self._coro, "cr_frame", None)
        return [frame] if frame is not None else []

    def cancel(self, msg=None):
        self._retrieved = True
        if self.done():
            return False
        self._cancels += 1
        if self._waits_for is not None and self._waits_for.cancel(msg=msg):
            return True
        self._must_cancel = True
        self._cancel_message = msg
        return True

    def cancelling(self):
        return self._cancels

    def uncancel(self):
        if self._cancels > 0:
            self._cancels -= 1
            if self._cancels == 0:
                self._must_cancel = False
        return self._cancels

    def _finish(self, settle, value):
        _unfinished.pop(self, None)
        settle(value)

    def _step(self, error=None):
        if self.done():
            raise futures.InvalidStateError(f"step(): already done: {self!r}, {error!r}")
        if self._must_cancel:
            if not isinstance(error, CancelledError):
                error = self._cancelled_error()
            self._must_cancel = False
        self._waits_for = None
        before, _current[self._loop] = _current.get(self._loop), self
        try:
            result = self._coro.send(None) if error is None else self._coro.throw(error)
        except StopIteration as end:
            if self._must_cancel:
                self._must_cancel = False
                self._finish(super().cancel, self._cancel_message)
            else:
                self._finish(super().set_result, end.value)
        except CancelledError as raised:
            self._cancel_message = raised.args[0] if raised.args else None
            self._finish(super().cancel, self._cancel_message)
        except (KeyboardInterrupt, SystemExit) as raised:
            self._finish(super().set_exception, raised)
            self._retrieved = True
            raise
        except BaseException as raised:
            self._finish(super().set_exception, raised)
        else:
            self._wait_for(result)
        finally:
            _current[self._loop] = before
            self = None

    def _wait_for(self, result):
        if result is None:
            self._loop.call_soon(self._step, context=self._context)
            return
        if not getattr(result, "_asyncio_future_blocking", None):
            error = RuntimeError(f"Task got bad yield: {result!r}")
            self._loop.call_soon(self._step, error, context=self._context)
            return
        if result.get_loop() is not self._loop:
            error = RuntimeError(f"Task {self!r} got Future {result!r} attached to a different loop")
            self._loop.call_soon(self._step, error, context=self._context)
            return
        if result is self:
            error = RuntimeError(f"Task cannot await on itself: {self!r}")
            self._loop.call_soon(self._step, error, context=self._context)
            return
        result._asyncio_future_blocking = False
        result.add_done_callback(self._wake_up, context=self._context)
        self._waits_for = result
        if self._must_cancel and result.cancel(msg=self._cancel_message):
            self._must_cancel = False

    def _wake_up(self, future):
        try:
            future.result()
        except BaseException as error:
            self._step(error)
        else:
            self._step()
        self = None


def create_task(coro, *, name=None, context=None, **options):
    return events.get_running_loop().create_task(coro, name=name, context=context, **options)


def current_task(loop=None):
    return _current.get(events.get_running_loop() if loop is None else loop)


def all_tasks(loop=None):
    loop = events.get_running_loop() if loop is None else loop
    return {task for task in _unfinished if task._loop is loop and not task.done()}


async def _wrap_awaitable(awaitable):
    return await awaitable


def ensure_future(coro_or_future, *, loop=None):
    if isfuture(coro_or_future):
        if loop is not None and loop is not coro_or_future.get_loop():
            raise ValueError("The future belongs to a different loop than the one specified as the loop argument")
        return coro_or_future
    if not iscoroutine(coro_or_future):
        if not _is_awaitable(coro_or_future):
            raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
        coro_or_future = _wrap_awaitable(coro_or_future)
    return (loop if loop is not None else events.get_event_loop()).create_task(coro_or_future)


class _Turn:
    """Awaiting it gives every other task its turn."""

    def __await__(self):
        yield


async def sleep(delay, result=None):
    if delay != delay:
        raise ValueError("Invalid delay: NaN (not a number)")
    if delay <= 0:
        await _Turn()
        return result
    loop = events.get_running_loop()
    future = loop.create_future()
    handle = loop.call_later(delay, _set_unless_done, future, result)
    try:
        return await future
    finally:
        handle.cancel()


def _set_unless_done(future, result):
    if not future.done():
        future.set_result(result)


async def wait_for(fut, timeout):
    if timeout is not None and not iscoroutine(fut) and not _is_awaitable(fut):
        raise TypeError("An asyncio.Future, a coroutine or an awaitable is required")
    if timeout is not None and timeout <= 0:
        fut = ensure_future(fut)
        if not fut.done():
            fut.cancel()
            await wait([fut])
        try:
            return fut.result()
        except CancelledError as error:
            raise TimeoutError from error
    from .timeouts import timeout as limit

    async with limit(timeout):
        return await fut


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    if isfuture(fs) or iscoroutine(fs):
        raise TypeError(f"expect a list of futures, not {type(fs).__name__}")
    if not fs:
        raise ValueError("Set of Tasks/Futures is empty.")
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return_when value: {return_when}")
    fs = set(fs)
    if any(iscoroutine(future) for future in fs):
        raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
    loop = events.get_running_loop()
    enough = loop.create_future()

    def is_enough():
        done = [future for future in fs if future.done()]
        failed = any(not future.cancelled() and future._exception is not None for future in done)
        return (
            len(done) == len(fs)
            or return_when == FIRST_COMPLETED
            and bool(done)
            or return_when == FIRST_EXCEPTION
            and failed
        )

    def completed(future):
        if not enough.done() and is_enough():
            enough.set_result(None)

    if not is_enough():
        handle = None if timeout is None else loop.call_later(timeout, _set_unless_done, enough, None)
        for future in fs:
            future.add_done_callback(completed)
        try:
            await enough
        finally:
            if handle is not None:
                handle.cancel()
            for future in fs:
                future.remove_done_callback(completed)
    done = {future for future in fs if future.done()}
    return done, fs - done


class _Gathering(Future):
    """The future of `gather`: cancelling it cancels what it waits for."""

    def __init__(self, children, *, loop):
        super().__init__(loop=loop)
        self._children = children
        self._cancel_requested = False

    def cancel(self, msg=None):
        if self.done():
            return False
        cancelled = [child.cancel(msg=msg) for child in self._children]
        self._cancel_requested = self._cancel_requested or any(cancelled)
        return any(cancelled)


def gather(*coros_or_futures, return_exceptions=False):
    if not coros_or_futures:
        outer = events.get_event_loop().create_future()
        outer.set_result([])
        return outer
    made = {}
    loop = None
    for argument in coros_or_futures:
        if argument not in made:
            made[argument] = ensure_future(argument, loop=loop)
            loop = made[argument].get_loop()
    children = [made[argument] for argument in coros_or_futures]
    outer = _Gathering(children, loop=loop)
    waiting = set(made.values())

    def done(child):
        waiting.discard(child)
        if outer.done():
            if not child.cancelled():
                child.exception()
            return
        if not return_exceptions:
            if child.cancelled():
                outer.set_exception(child._cancelled_error())
                return
            if child.exception() is not None:
                outer.set_exception(child.exception())
                return
        if waiting:
            return
        results = []
        for future in children:
            if future.cancelled():
                results.append(CancelledError("" if future._cancel_message is None else future._cancel_message))
            else:
                error = future.exception()
                results.append(future._result if error is None else error)
        if outer._cancel_requested:
            outer.set_exception(children[-1]._cancelled_error())
        else:
            outer.set_result(results)

    for future in list(made.values()):
        future.add_done_callback(done)
    return outer


def shield(arg):
    inner = ensure_future(arg)
    if inner.done():
        return inner
    outer = inner.get_loop().create_future()

    def inner_done(inner):
        if outer.cancelled():
            if not inner.cancelled():
                inner.exception()
        elif inner.cancelled():
            outer.cancel()
        elif inner.exception() is not None:
            outer.set_exception(inner.exception())
        else:
            outer.set_result(inner._result)

    inner.add_done_callback(inner_done)
    outer.add_done_callback(lambda outer: inner.done() or inner.remove_done_callback(inner_done))
    return outer


class as_completed:
    """Iterates over awaitables in the order in which they end."""

    def __init__(self, fs, *, timeout=None):
        if isfuture(fs) or iscoroutine(fs):
            raise TypeError(f"expect an iterable of futures, not {type(fs).__name__}")
        self._loop = events.get_event_loop()
        self._left = {ensure_future(future, loop=self._loop) for future in set(fs)}
        self._deadline = None if timeout is None else self._loop._now() + timeout
        self._count = len(self._left)

    def __iter__(self):
        for _ in range(self._count):
            yield self._result()

    async def _result(self):
        return (await self._next()).result()

    async def _next(self):
        limit = None if self._deadline is None else max(0, self._deadline - self._loop._now())
        done, _ = await wait(self._left, timeout=limit, return_when=FIRST_COMPLETED)
        if not done:
            raise TimeoutError
        first = done.pop()
        self._left.discard(first)
        return first

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self._left:
            raise StopAsyncIteration
        return await self._next()


def run_coroutine_threadsafe(coro, loop):
    if not iscoroutine(coro):
        raise TypeError("A coroutine object is required")
    coro.close()
    raise NotImplementedError(
        "asyncio.run_coroutine_threadsafe() is not served: while migrations run there is one thread; use asyncio.run()"
    )
