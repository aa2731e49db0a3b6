"""Results of `stream()`: the plain ones behind `await` and `async for`."""


class AsyncResult:
    def __init__(self, real_result):
        self._real_result = real_result

    def __aiter__(self):
        return self

    async def __anext__(self):
        try:
            return next(self._real_result)
        except StopIteration:
            raise StopAsyncIteration from None

    def keys(self):
        return self._real_result.keys()

    def scalars(self, index=0):
        return AsyncResult(self._real_result.scalars(index))

    def mappings(self):
        return AsyncResult(self._real_result.mappings())

    def unique(self, strategy=None):
        self._real_result.unique(strategy)
        return self

    @property
    def closed(self):
        return self._real_result.closed

    async def close(self):
        self._real_result.close()

    async def partitions(self, size=None):
        for part in self._real_result.partitions(size):
            yield part


def _awaited(name):
    async def method(self, *arguments):
        return getattr(self._real_result, name)(*arguments)

    method.__name__ = name
    return method


for _name in (
    "all",
    "fetchall",
    "fetchone",
    "fetchmany",
    "first",
    "one",
    "one_or_none",
    "scalar",
    "scalar_one",
    "scalar_one_or_none",
):
    setattr(AsyncResult, _name, _awaited(_name))

AsyncScalarResult = AsyncMappingResult = AsyncTupleResult = AsyncResult
