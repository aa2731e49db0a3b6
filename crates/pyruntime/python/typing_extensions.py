"""`typing_extensions`: everything is in `typing` already; what is not is made here."""

import typing as _typing


def __getattr__(name):
    value = getattr(_typing, name, None)
    if value is None:
        value = _OWN.get(name)
    if value is None:
        raise AttributeError("module 'typing_extensions' has no attribute %r" % (name,))
    globals()[name] = value
    return value


def _dataclass_transform(**options):
    return lambda decorated: decorated


def _deprecated(message, /, *, category=DeprecationWarning, stacklevel=1):
    def decorate(decorated):
        decorated.__deprecated__ = message
        return decorated

    return decorate


def _unchanged(decorated):
    return decorated


class Doc:
    def __init__(self, documentation, /):
        self.documentation = documentation


class Sentinel:
    def __init__(self, name, repr=None):
        self._name = name
        self._repr = repr or "<%s>" % name

    def __repr__(self):
        return self._repr


class _TypeAliasType:
    """`type X = …` written as a call, where `typing` has none."""

    def __init__(self, name, value, *, type_params=()):
        self.__name__, self.__value__, self.__type_params__ = name, value, type_params

    def __repr__(self):
        return self.__name__

    def __or__(self, other):
        return _typing.Union[self, other]

    def __getitem__(self, item):
        return self

    def __call__(self):
        raise TypeError("Type alias is not callable")


_OWN = {
    "Buffer": bytes,
    "ReadOnly": _typing.Required,
    "TypeIs": getattr(_typing, "TypeGuard", None),
    "deprecated": _deprecated,
    "dataclass_transform": _dataclass_transform,
    "disjoint_base": _unchanged,
    "evaluate_forward_ref": None,
    "get_annotations": lambda obj, **options: dict(getattr(obj, "__annotations__", {})),
    "get_original_bases": lambda cls: getattr(cls, "__orig_bases__", cls.__bases__),
    "override": _unchanged,
    "runtime": _typing.runtime_checkable,
    "TypeAliasType": _TypeAliasType,
    "TypeForm": _typing.Type,
}


def __dir__():
    return sorted(set(_typing.__all__) | set(_OWN) | {"Doc", "Sentinel"})
