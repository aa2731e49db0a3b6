"""`asyncio.unix_events`: another name of the loop."""

from .events import DefaultEventLoopPolicy, EventLoop as BaseSelectorEventLoop, SelectorEventLoop  # noqa: F401
