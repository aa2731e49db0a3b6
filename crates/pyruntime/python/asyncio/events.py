"""The event loop: ready callbacks in order, timers by time, no sockets."""

import sys
import time

import _contextvars
from _collections import deque
from _thread import _local, get_ident
from _weakref import ref

try:
    from _limbeck import doubt
except ImportError:

    def doubt():
        """Only the embedded Python remembers runs."""


__all__ = (
    "AbstractEventLoop",
    "AbstractEventLoopPolicy",
    "DefaultEventLoopPolicy",
    "EventLoop",
    "Handle",
    "SelectorEventLoop",
    "TimerHandle",
    "get_event_loop",
    "get_event_loop_policy",
    "get_running_loop",
    "new_event_loop",
    "set_event_loop",
    "set_event_loop_policy",
)


class Handle:
    """A callback that waits for its turn."""

    def __init__(self, callback, args, loop, context=None):
        self._callback = callback
        self._args = args
        self._loop = loop
        self._context = _contextvars.copy_context() if context is None else context
        self._cancelled = False

    def cancel(self):
        self._cancelled = True
        self._callback = self._args = None

    def cancelled(self):
        return self._cancelled

    def _run(self):
        try:
            self._context.run(self._callback, *self._args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            message = "Exception in callback %r" % (self._callback,)
            self._loop.call_exception_handler({"message": message, "exception": error, "handle": self})
        self = None  # A traceback keeps this frame; the task must not live as long.


class TimerHandle(Handle):
    """A callback that waits for its time."""

    def __init__(self, when, callback, args, loop, context=None):
        super().__init__(callback, args, loop, context)
        self._when = when

    def when(self):
        return self._when


class AbstractEventLoop:
    """What users name in annotations and subclass in tests."""


def _not_served(name):
    def refuse(self, *args, **kwargs):
        raise NotImplementedError(
            "%s() of the event loop is not served: while migrations run there are no sockets, processes or signals" % name
        )

    refuse.__name__ = name
    return refuse


class EventLoop(AbstractEventLoop):
    """The one kind of loop there is."""

    def __init__(self, selector=None):
        self._ready = deque()
        self._timers = []
        self._order = 0
        self._stopping = False
        self._closed = False
        self._thread = None
        self._debug = False
        self._task_factory = None
        self._exception_handler = None
        self._generators = []
        self.slow_callback_duration = 0.1

    def __repr__(self):
        return "<%s running=%s closed=%s debug=%s>" % (
            self.__class__.__name__,
            self.is_running(),
            self.is_closed(),
            self.get_debug(),
        )

    def time(self):
        # Somebody reads a clock; our own looks at it are nobody's business.
        doubt()
        return time.monotonic()

    def _now(self):
        return time.monotonic()

    def call_soon(self, callback, *args, context=None):
        self._check_closed()
        handle = Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    call_soon_threadsafe = call_soon

    def call_later(self, delay, callback, *args, context=None):
        if delay is None:
            raise TypeError("delay must not be None")
        return self.call_at(self._now() + delay, callback, *args, context=context)

    def call_at(self, when, callback, *args, context=None):
        if when is None:
            raise TypeError("when cannot be None")
        self._check_closed()
        handle = TimerHandle(when, callback, args, self, context)
        self._order += 1
        self._timers.append((when, self._order, handle))
        self._timers.sort()
        return handle

    def create_future(self):
        from .futures import Future

        return Future(loop=self)

    def create_task(self, coro, *, name=None, context=None, **options):
        self._check_closed()
        if self._task_factory is None:
            from .tasks import Task

            return Task(coro, loop=self, name=name, context=context)
        task = self._task_factory(self, coro) if context is None else self._task_factory(self, coro, context=context)
        if name is not None and hasattr(task, "set_name"):
            task.set_name(name)
        return task

    def set_task_factory(self, factory):
        if factory is not None and not callable(factory):
            raise TypeError("task factory must be a callable or None")
        self._task_factory = factory

    def get_task_factory(self):
        return self._task_factory

    def run_forever(self):
        self._check_closed()
        if self.is_running():
            raise RuntimeError("This event loop is already running")
        if _get_running_loop() is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")
        self._thread = get_ident()
        hooks = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(firstiter=self._remember, finalizer=self._finalize)
        _set_running_loop(self)
        try:
            while not self._stopping:
                self._turn()
            self._turn_what_is_ready()
        finally:
            self._stopping = False
            self._thread = None
            _set_running_loop(None)
            sys.set_asyncgen_hooks(*hooks)

    def _turn(self):
        """Waits if there is nothing to do yet, then runs what is ready."""
        while self._timers and self._timers[0][2]._cancelled:
            del self._timers[0]
        if not self._ready:
            if self._timers:
                time.sleep(max(0, self._timers[0][0] - self._now()))
            elif _other_threads():
                time.sleep(0.001)
            else:
                raise RuntimeError("every task of the event loop waits for something that nothing will bring about")
        now = self._now() + 1e-9
        while self._timers and self._timers[0][0] <= now:
            self._ready.append(self._timers.pop(0)[2])
        self._turn_what_is_ready()

    def _turn_what_is_ready(self):
        if self._stopping and not self._ready:
            return
        for _ in range(len(self._ready)):
            handle = self._ready.popleft()
            if not handle._cancelled:
                handle._run()
            handle = None

    def run_until_complete(self, future):
        from . import tasks
        from .futures import isfuture

        self._check_closed()
        if self.is_running():
            raise RuntimeError("This event loop is already running")
        if _get_running_loop() is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")
        made_here = not isfuture(future)
        future = tasks.ensure_future(future, loop=self)
        future.add_done_callback(self._stop_after)
        try:
            self.run_forever()
        except BaseException:
            if made_here and future.done() and not future.cancelled():
                future.exception()  # What is raised here has told of it.
            raise
        finally:
            future.remove_done_callback(self._stop_after)
        if not future.done():
            raise RuntimeError("Event loop stopped before Future completed.")
        return future.result()

    def _stop_after(self, future):
        if not future.cancelled() and isinstance(future._exception, (SystemExit, KeyboardInterrupt)):
            return
        self.stop()

    def stop(self):
        self._stopping = True

    def is_running(self):
        return self._thread is not None

    def is_closed(self):
        return self._closed

    def close(self):
        if self.is_running():
            raise RuntimeError("Cannot close a running event loop")
        self._closed = True
        self._ready.clear()
        self._timers.clear()

    def _check_closed(self):
        if self._closed:
            raise RuntimeError("Event loop is closed")

    def _remember(self, generator):
        self._generators = [known for known in self._generators if known() is not None]
        self._generators.append(ref(generator))

    def _finalize(self, generator):
        if not self._closed:
            self.call_soon(self.create_task, generator.aclose())

    async def shutdown_asyncgens(self):
        generators, self._generators = self._generators, []
        for generator in [known() for known in generators]:
            if generator is not None and generator.ag_frame is not None:
                await generator.aclose()

    async def shutdown_default_executor(self, timeout=None):
        """Nothing runs in another thread."""

    def run_in_executor(self, executor, func, *args):
        self._check_closed()
        future = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as error:
            future.set_exception(error)
        return future

    def set_default_executor(self, executor):
        """Functions run in the loop's own thread, whoever would have run them."""

    def get_debug(self):
        return self._debug

    def set_debug(self, enabled):
        self._debug = enabled

    def set_exception_handler(self, handler):
        if handler is not None and not callable(handler):
            raise TypeError(f"A callable object or None is expected, got {handler!r}")
        self._exception_handler = handler

    def get_exception_handler(self):
        return self._exception_handler

    def default_exception_handler(self, context):
        try:
            import logging
        except ImportError:
            return  # The interpreter is going down.
        lines = [context.get("message") or "Unhandled exception in event loop"]
        error = context.get("exception")
        for key in sorted(context):
            if key not in ("message", "exception"):
                lines.append(f"{key}: {context[key]!r}")
        info = (type(error), error, error.__traceback__) if error is not None else False
        logging.getLogger("asyncio").error("\n".join(lines), exc_info=info)

    def call_exception_handler(self, context):
        if self._exception_handler is None:
            self.default_exception_handler(context)
        else:
            self._exception_handler(self, context)


def _other_threads():
    threading = sys.modules.get("threading")
    return threading is not None and threading.active_count() > 1


for _name in (
    "add_reader add_signal_handler add_writer connect_accepted_socket connect_read_pipe connect_write_pipe create_connection "
    "create_datagram_endpoint create_server create_unix_connection create_unix_server getaddrinfo getnameinfo remove_reader "
    "remove_signal_handler remove_writer sendfile sock_accept sock_connect sock_recv sock_sendall start_tls subprocess_exec "
    "subprocess_shell"
).split():
    setattr(EventLoop, _name, _not_served(_name))

SelectorEventLoop = EventLoop


class AbstractEventLoopPolicy:
    """Who makes loops."""


class DefaultEventLoopPolicy(AbstractEventLoopPolicy):
    """Gives every thread its loop."""

    def __init__(self):
        self._local = _local()

    def get_event_loop(self):
        loop = getattr(self._local, "loop", None)
        if loop is None:
            if getattr(self._local, "was_set", False):
                raise RuntimeError("There is no current event loop in thread 'MainThread'.")
            loop = self.new_event_loop()
            self.set_event_loop(loop)
        return loop

    def set_event_loop(self, loop):
        if loop is not None and not isinstance(loop, AbstractEventLoop):
            raise TypeError(f"loop must be an instance of AbstractEventLoop or None, not '{type(loop).__name__}'")
        self._local.was_set = True
        self._local.loop = loop

    def new_event_loop(self):
        return EventLoop()


_policy = DefaultEventLoopPolicy()
_running = _local()

if sys.platform == "win32":
    WindowsSelectorEventLoopPolicy = WindowsProactorEventLoopPolicy = DefaultEventLoopPolicy
    ProactorEventLoop = EventLoop
    __all__ += ("ProactorEventLoop", "WindowsProactorEventLoopPolicy", "WindowsSelectorEventLoopPolicy")


def get_event_loop_policy():
    return _policy


def set_event_loop_policy(policy):
    """Only a policy of ours makes loops; another (uvloop's) is accepted and not used."""
    global _policy
    if isinstance(policy, DefaultEventLoopPolicy):
        _policy = policy
    elif policy is None:
        _policy = DefaultEventLoopPolicy()


def _get_running_loop():
    return getattr(_running, "loop", None)


def _set_running_loop(loop):
    _running.loop = loop


def get_running_loop():
    loop = _get_running_loop()
    if loop is None:
        raise RuntimeError("no running event loop")
    return loop


def get_event_loop():
    return _get_running_loop() or _policy.get_event_loop()


def set_event_loop(loop):
    _policy.set_event_loop(loop)


def new_event_loop():
    return _policy.new_event_loop()
