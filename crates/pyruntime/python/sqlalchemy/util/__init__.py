"""`sqlalchemy.util`: the few helpers that projects import."""

from sqlalchemy import _lazy


class immutabledict(dict):
    def __setitem__(self, key, value):
        raise TypeError("immutabledict object is immutable")

    __delitem__ = pop = popitem = clear = update = setdefault = __setitem__

    def union(self, *others, **kw):
        merged = dict(self)
        for other in others:
            merged.update(other or {})
        merged.update(kw)
        return immutabledict(merged)

    def merge_with(self, *others):
        return self.union(*others)

    def __hash__(self):
        return hash(tuple(sorted(self.items())))

    def __repr__(self):
        return "immutabledict(%s)" % dict.__repr__(self)


class symbol(int):
    def __new__(cls, name, doc=None, canonical=None):
        made = int.__new__(cls, hash(name) if canonical is None else canonical)
        made.name = name
        return made


class OrderedSet:
    def __init__(self, items=()):
        self._items = dict.fromkeys(items)

    def add(self, item):
        self._items[item] = None

    def __iter__(self):
        return iter(self._items)

    def __len__(self):
        return len(self._items)

    def __contains__(self, item):
        return item in self._items

    def __repr__(self):
        return "OrderedSet(%r)" % list(self._items)


def ellipses_string(value, len_=25):
    return value[:len_] + "..." if len(value) > len_ else value


OrderedDict = dict
FacadeDict = dict
EMPTY_DICT = immutabledict()


def to_list(x, default=None):
    if x is None:
        return default
    return list(x) if hasattr(x, "__iter__") and not isinstance(x, (str, bytes)) else [x]


def asbool(obj):
    if isinstance(obj, str):
        from sqlalchemy.engine.create import _flag

        return _flag(obj)
    return bool(obj)


class memoized_property:
    """A property that is worked out once for each object."""

    def __init__(self, fget):
        self._fget = fget

    def __get__(self, instance, owner):
        if instance is None:
            return self
        value = instance.__dict__[self._fget.__name__] = self._fget(instance)
        return value


class classproperty:
    def __init__(self, fget):
        self._fget = fget

    def __get__(self, instance, owner):
        return self._fget(owner)


class hybridproperty(classproperty):
    pass


def preload_module(*names):
    return lambda function: function


def await_only(awaitable):
    """Runs a coroutine that never really waits."""
    try:
        awaitable.__await__().send(None)
    except StopIteration as finished:
        return finished.value
    raise NotImplementedError("a coroutine that really waits is not supported here")


await_fallback = await_only


async def greenlet_spawn(fn, *args, _require_await=False, **kwargs):
    return fn(*args, **kwargs)


def warn(msg):
    import warnings

    from sqlalchemy import exc

    warnings.warn(msg, exc.SAWarning, stacklevel=2)


def deprecated(*arguments, **keywords):
    return lambda function: function


__getattr__, __dir__ = _lazy.names(__name__, globals(), {}, "concurrency langhelpers")
