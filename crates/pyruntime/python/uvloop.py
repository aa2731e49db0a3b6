"""Stand-in for `uvloop`: the loop is the one of `asyncio`."""

from asyncio import DefaultEventLoopPolicy as EventLoopPolicy, EventLoop as Loop, new_event_loop, run  # noqa: F401

__version__ = "0.21.0"


def install():
    """There is one kind of loop."""
