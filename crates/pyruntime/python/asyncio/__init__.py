"""Light `asyncio`: one cooperative loop without sockets, which is all that migrations need.

A coroutine here never waits for the network: database calls block. What waits is `sleep`, and tasks for each other.
"""

from .exceptions import CancelledError, InvalidStateError, TimeoutError  # noqa: F401
from .events import *  # noqa: F401,F403
from .events import _get_running_loop, _set_running_loop  # noqa: F401
from .futures import Future, isfuture, wrap_future  # noqa: F401
from .tasks import *  # noqa: F401,F403
from .coroutines import iscoroutine, iscoroutinefunction  # noqa: F401
from .runners import Runner, run  # noqa: F401

# Name -> submodule that holds it; imported when somebody asks.
_LATER = {
    "AbstractServer": "protocols",
    "Barrier": "locks",
    "BaseEventLoop": "base_events",
    "BaseProtocol": "protocols",
    "BaseTransport": "protocols",
    "BoundedSemaphore": "locks",
    "BrokenBarrierError": "exceptions",
    "Condition": "locks",
    "DatagramProtocol": "protocols",
    "Event": "locks",
    "IncompleteReadError": "exceptions",
    "LifoQueue": "queues",
    "LimitOverrunError": "exceptions",
    "Lock": "locks",
    "PriorityQueue": "queues",
    "Protocol": "protocols",
    "Queue": "queues",
    "QueueEmpty": "queues",
    "QueueFull": "queues",
    "QueueShutDown": "queues",
    "Semaphore": "locks",
    "SendfileNotAvailableError": "exceptions",
    "Server": "protocols",
    "StreamReader": "streams",
    "StreamReaderProtocol": "streams",
    "StreamWriter": "streams",
    "SubprocessProtocol": "protocols",
    "TaskGroup": "taskgroups",
    "Timeout": "timeouts",
    "Transport": "protocols",
    "create_subprocess_exec": "subprocess",
    "create_subprocess_shell": "subprocess",
    "open_connection": "streams",
    "open_unix_connection": "streams",
    "start_server": "streams",
    "start_unix_server": "streams",
    "timeout": "timeouts",
    "timeout_at": "timeouts",
    "to_thread": "threads",
}
_SUBMODULES = frozenset(_LATER.values()) | {"constants", "log", "selector_events", "unix_events"}

__all__ = tuple(sorted({name for name in globals() if not name.startswith("_")} | set(_LATER)))


def __getattr__(name):
    module = _LATER.get(name)
    if module is None and name in _SUBMODULES:
        return _submodule(name)
    if module is None:
        raise AttributeError("module 'asyncio' has no attribute %r" % (name,))
    value = globals()[name] = getattr(_submodule(module), name)
    return value


def _submodule(name):
    from sys import modules

    __import__("asyncio." + name)
    return modules["asyncio." + name]
