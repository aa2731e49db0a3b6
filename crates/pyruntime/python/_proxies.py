"""What env.py holds instead of a class or MetaData of a module that waits (`_waiting.py`)."""

import _operator as operator
import sys

_get = object.__getattribute__

# What is asked of the proxy as an attribute and called as a method.
_OWN = frozenset(("__mro_entries__", "__reduce_ex__"))


# What the shims ask; the answers are functions.
_LIMBECKS = {
    "_limbeck_is_waiting": lambda waiting, path: waiting.is_waiting,
    "_limbeck_name": lambda waiting, path: lambda: "%s:%s" % (waiting.name, ".".join(path)),
    "_limbeck_value": lambda waiting, path: lambda: waiting.value(path),
    "_limbeck_value_alone": lambda waiting, path: lambda: waiting.value_alone(path),
}


class Proxy:
    """Answers `.metadata` with another proxy; whatever else is done with it is done with the object itself."""

    __slots__ = ("_waiting", "_path")

    # `_waiting.is_pending()` looks for it.
    _stands_for_another = True

    def __init__(self, waiting, path):
        object.__setattr__(self, "_waiting", waiting)
        object.__setattr__(self, "_path", path)

    def __getattribute__(self, name):
        if name in _LIMBECKS:
            return _LIMBECKS[name](_get(self, "_waiting"), _get(self, "_path"))
        if name in _OWN:
            return _get(self, name)
        if name == "__bases__":
            # `issubclass(proxy, Base)` goes up from here.
            return (_value(self),)
        waiting = _get(self, "_waiting")
        path = _get(self, "_path")
        if name == "metadata" and path[-1] != "metadata" and waiting.is_waiting() and _reads_for_env():
            return waiting.proxy(path + (name,))
        return getattr(_value(self), name)

    def __setattr__(self, name, value):
        setattr(_value(self), name, value)

    def __delattr__(self, name):
        delattr(_value(self), name)

    def __mro_entries__(self, bases):
        return (_value(self),)

    def __call__(self, *arguments, **keywords):
        return _value(self)(*arguments, **keywords)

    def __instancecheck__(self, instance):
        return isinstance(instance, _value(self))

    def __subclasscheck__(self, subclass):
        return issubclass(_unwrapped(subclass), _value(self))

    def __reduce_ex__(self, protocol):
        return _itself, (_value(self),)

    def __eq__(self, other):
        return _value(self) == _unwrapped(other)

    def __ne__(self, other):
        return _value(self) != _unwrapped(other)

    def __contains__(self, item):
        return item in _value(self)

    def __dir__(self):
        return dir(_value(self))

    def __enter__(self):
        return _value(self).__enter__()

    def __exit__(self, *arguments):
        return _value(self).__exit__(*arguments)


def _value(proxy):
    from _waiting import touch

    touch()
    return _get(proxy, "_waiting").value(_get(proxy, "_path"))


def _unwrapped(value):
    return _value(value) if type(value) is Proxy else value


def _itself(value):
    return value


def _reads_for_env():
    from _waiting import is_environment

    return is_environment(sys._getframe(2))


def _one(function):
    return lambda self: function(_value(self))


def _two(function):
    return lambda self, other: function(_value(self), _unwrapped(other))


def _reflected(function):
    return lambda self, other: function(other, _value(self))


def _forward():
    for name, function in (
        ("bool", bool),
        ("complex", complex),
        ("float", float),
        ("hash", hash),
        ("int", int),
        ("iter", iter),
        ("len", len),
        ("next", next),
        ("repr", repr),
        ("reversed", reversed),
        ("str", str),
        ("invert", operator.invert),
        ("neg", operator.neg),
        ("pos", operator.pos),
        ("abs", abs),
        ("index", operator.index),
    ):
        setattr(Proxy, "__%s__" % name, _one(function))
    for name in ("lt", "le", "gt", "ge", "getitem", "delitem"):
        setattr(Proxy, "__%s__" % name, _two(getattr(operator, name)))
    for name in ("add", "and_", "floordiv", "lshift", "matmul", "mod", "mul", "or_", "pow", "rshift", "sub", "truediv", "xor"):
        function = getattr(operator, name)
        name = name.rstrip("_")
        setattr(Proxy, "__%s__" % name, _two(function))
        setattr(Proxy, "__r%s__" % name, _reflected(function))
    Proxy.__format__ = lambda self, form: format(_value(self), form)
    Proxy.__setitem__ = lambda self, key, value: operator.setitem(_value(self), key, value)


_forward()
