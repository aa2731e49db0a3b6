"""Reads the annotations of a model's class: which are mapped, of which type, whether NULL may be in them."""

import sys

from sqlalchemy.sql.schema import Column

from .properties import Mapped, MappedAnnotation, MappedColumn, WriteOnlyMapped, DynamicMapped

_BUILTIN = {"int": "Integer", "str": "String", "bool": "Boolean", "bytes": "LargeBinary", "float": "Float"}
_LIBRARY = {
    ("decimal", "Decimal"): "Numeric",
    ("datetime", "datetime"): "DateTime",
    ("datetime", "date"): "Date",
    ("datetime", "time"): "Time",
    ("datetime", "timedelta"): "Interval",
    ("uuid", "UUID"): "Uuid",
}


def of_class(cls):
    """{name: annotation} of the class itself, evaluated as far as can be."""
    if sys.version_info >= (3, 14):
        import annotationlib

        try:
            found = dict(annotationlib.get_annotations(cls, format=annotationlib.Format.FORWARDREF))
        except Exception:
            found = dict(cls.__dict__.get("__annotations__") or {})
    else:
        found = dict(cls.__dict__.get("__annotations__") or {})
    for name, annotation in found.items():
        if isinstance(annotation, str):
            found[name] = _evaluated(annotation, cls)
    return found


class _Names(dict):
    """Names of the class's module; unknown ones stay strings, so that `Mapped["User"]` can still be read."""

    def __init__(self, cls):
        module = sys.modules.get(cls.__module__)
        dict.__init__(self, getattr(module, "__dict__", {}))
        self._class = cls

    def __missing__(self, name):
        import builtins

        if hasattr(builtins, name):
            return getattr(builtins, name)
        return _Unknown(name)


class _Unknown:
    """A name that is not defined here (yet): `TYPE_CHECKING` imports, forward references."""

    def __init__(self, name):
        self.__forward_arg__ = name

    def __getitem__(self, item):
        return self

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __or__(self, other):
        return self

    __ror__ = __or__


def _evaluated(text, cls):
    try:
        return eval(text, {"__builtins__": {}}, _Names(cls))
    except Exception:
        return None


def inner_of(annotation, cls):
    """What stands inside `Mapped[…]`; Ellipsis where the annotation is not a mapped one."""
    if isinstance(annotation, MappedAnnotation):
        if issubclass(annotation.origin, (WriteOnlyMapped, DynamicMapped)) or issubclass(annotation.origin, Mapped):
            inner = annotation.inner
            return _evaluated(inner, cls) if isinstance(inner, str) else inner
    return Ellipsis


def without_none(inner):
    """(the type without None, whether None was among it)."""
    arguments = getattr(inner, "__args__", None)
    if arguments and type(None) in arguments and getattr(inner, "__origin__", None) is not dict:
        rest = [argument for argument in arguments if argument is not type(None)]
        return rest[0] if len(rest) == 1 else inner, True
    return inner, False


def type_for(inner, registry_types, cls):
    """The column type that an annotation means; None where it means none."""
    if isinstance(inner, str):
        inner = _evaluated(inner, cls)
    try:
        known = registry_types.get(inner)
    except TypeError:
        known = None
    if known is not None:
        return known() if isinstance(known, type) else known
    metadata = getattr(inner, "__metadata__", None)
    if metadata is not None:
        return type_for(inner.__origin__, registry_types, cls)
    supertype = getattr(inner, "__supertype__", None)
    if supertype is not None:
        return type_for(supertype, registry_types, cls)
    from sqlalchemy.sql import sqltypes

    if type(inner).__name__ == "_LiteralGenericAlias":
        return sqltypes.Enum(*inner.__args__, native_enum=False)
    if not isinstance(inner, type):
        origin = getattr(inner, "__origin__", None)
        return type_for(origin, registry_types, cls) if isinstance(origin, type) and origin in registry_types else None
    if hasattr(inner, "__members__"):
        return sqltypes.Enum(inner)
    for kind in inner.__mro__:
        if kind in registry_types and kind is not object:
            known = registry_types[kind]
            return known() if isinstance(known, type) else known
        name = _LIBRARY.get((kind.__module__, kind.__name__))
        if name is None and kind.__module__ == "builtins":
            name = _BUILTIN.get(kind.__name__)
        if name is not None:
            return getattr(sqltypes, name)()
    return None


def column_in(inner):
    """The `mapped_column(…)` inside `Annotated[int, mapped_column(…)]`, as a copy."""
    for item in getattr(inner, "__metadata__", ()):
        if isinstance(item, MappedColumn):
            return item._copy()
        if isinstance(item, Column):
            return item._copy()
    return None
