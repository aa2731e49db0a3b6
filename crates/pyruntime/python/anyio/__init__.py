"""Stand-in for `anyio`: what runs a coroutine; the rest is refused when it is used."""


def run(func, *args, backend="asyncio", backend_options=None):
    import asyncio

    return asyncio.run(func(*args))


async def sleep(delay):
    import asyncio

    await asyncio.sleep(delay)


class to_thread:
    """`anyio.to_thread.run_sync`."""

    @staticmethod
    async def run_sync(func, *args, **options):
        return func(*args)


class Path:
    """What users name in annotations."""

    def __init__(self, *args):
        raise NotImplementedError("anyio.Path is not served: use pathlib.Path")


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def refused(*args, **kwargs):
        raise NotImplementedError("anyio.%s() is not served while migrations run: use asyncio" % name)

    return refused
