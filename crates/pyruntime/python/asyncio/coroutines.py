"""What is a coroutine, and what makes one."""


async def _example():
    pass


_coroutine = _example()
_coroutine.close()
CoroutineType = type(_coroutine)
_COROUTINE_FUNCTION = 0x80
_GENERATOR_BASED = 0x100


def iscoroutine(obj):
    return isinstance(obj, CoroutineType) or all(hasattr(obj, name) for name in ("send", "throw", "close", "__await__"))


def iscoroutinefunction(func):
    while True:
        inner = getattr(func, "__func__", None) or getattr(func, "func", None)
        if inner is None:
            break
        func = inner
    code = getattr(func, "__code__", None)
    marked = getattr(func, "_is_coroutine_mark", None) or getattr(func, "_is_coroutine", None)
    return code is not None and bool(code.co_flags & _COROUTINE_FUNCTION) or marked is not None and bool(marked)


def _is_awaitable(obj):
    code = getattr(obj, "gi_code", None)
    return hasattr(type(obj), "__await__") or code is not None and bool(code.co_flags & _GENERATOR_BASED)
