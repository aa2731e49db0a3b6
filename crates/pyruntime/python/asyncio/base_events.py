"""`asyncio.base_events`: another name of the loop."""

from .events import EventLoop as BaseEventLoop, Handle, TimerHandle  # noqa: F401
