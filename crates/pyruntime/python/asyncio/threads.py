"""`asyncio.to_thread`: here the function runs where it is called."""

import _contextvars


async def to_thread(func, /, *args, **kwargs):
    return _contextvars.copy_context().run(func, *args, **kwargs)
