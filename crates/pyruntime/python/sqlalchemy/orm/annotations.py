"""Reads the annotations of a model's class: which are mapped, of which type, whether NULL may be in them."""

import sys

from sqlalchemy.sql.schema import Column

from .properties import MappedAnnotation, MappedColumn, ORMDescriptor, Unmapped

_BUILTIN = {"int": "Integer", "str": "String", "bool": "Boolean", "bytes": "LargeBinary", "float": "Double"}
_LIBRARY = {
    ("decimal", "Decimal"): "Numeric",
    ("datetime", "datetime"): "DateTime",
    ("datetime", "date"): "Date",
    ("datetime", "time"): "Time",
    ("datetime", "timedelta"): "Interval",
    ("uuid", "UUID"): "Uuid",
}


# Where a class keeps its annotations, or the function that makes them.
_KEPT_IN = ("__annotate_func__", "__annotate__", "__annotations__", "__annotations_cache__")


def of_class(cls):
    """{name: annotation} of the class itself, evaluated as far as can be."""
    members = cls.__dict__
    for place in _KEPT_IN:
        if members.get(place) is not None:
            break
    else:
        return {}
    if sys.version_info >= (3, 14):
        import annotationlib

        try:
            found = dict(annotationlib.get_annotations(cls, format=annotationlib.Format.FORWARDREF))
        except Exception:
            found = dict(cls.__dict__.get("__annotations__") or {})
    else:
        found = dict(cls.__dict__.get("__annotations__") or {})
    for name, annotation in found.items():
        found[name] = evaluated(annotation, cls)
        if isinstance(found[name], _Unknown) and "Mapped[" in annotation:
            from .exc import MappedAnnotationError

            raise MappedAnnotationError("Could not de-stringify annotation %r of %s.%s" % (annotation, cls.__name__, name))
    return found


class _Names(dict):
    """Names of the class's module; unknown ones stay strings, so that `Mapped["User"]` can still be read."""

    def __init__(self, cls):
        module = sys.modules.get(cls.__module__)
        dict.__init__(self, getattr(module, "__dict__", {}))
        self._class = cls

    def __missing__(self, name):
        import builtins

        if name == self._class.__name__:
            return self._class
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

    def __call__(self, *arguments, **keywords):
        return self

    def __repr__(self):
        return self.__forward_arg__


def evaluated(annotation, cls):
    """An annotation that is text, as the object it means; a name that is not known where it cannot be read."""
    if not isinstance(annotation, str):
        return annotation
    names = _Names(cls)
    try:
        return eval(annotation, {"__builtins__": {}}, names)
    except Exception:
        return _around_what_is_unknown(annotation, names)


def _around_what_is_unknown(text, names):
    """`Mapped[models.User]` where `models` is still being imported: what stands around the name is known."""
    around, bracket, inner = text.strip().partition("[")
    if not bracket or not inner.endswith("]"):
        return _Unknown(text.strip().removesuffix("| None").rstrip())
    try:
        return eval(around, {"__builtins__": {}}, names)[_around_what_is_unknown(inner[:-1], names)]
    except Exception:
        return _Unknown(text)


def is_mapped(annotation):
    """Whether an annotation is `Mapped[…]`, or `Unmapped[…]`, which is a column too."""
    return isinstance(annotation, MappedAnnotation)


def is_unmapped(annotation):
    return is_mapped(annotation) and issubclass(annotation.origin, Unmapped)


def is_descriptor(annotation):
    """Whether a plain annotation is of something else that models may hold, such as an association proxy."""
    return isinstance(annotation, type) and issubclass(annotation, (ORMDescriptor, MappedColumn))


def inner_of(annotation, cls):
    """What stands inside `Mapped[…]`; Ellipsis where the annotation is not a mapped one."""
    return _known(annotation.inner, cls) if is_mapped(annotation) else Ellipsis


def _known(inner, cls):
    """What a forward reference means: `"Item"`, `ForwardRef("Item")`, `Optional["Item"]`."""
    reference = inner if isinstance(inner, str) else getattr(inner, "__forward_arg__", None)
    if isinstance(reference, str) and not isinstance(inner, _Unknown):
        return evaluated(reference, cls)
    if is_union(inner):
        return _union([_known(argument, cls) for argument in inner.__args__])
    return inner


def is_union(inner):
    """Whether an annotation is `Optional[…]`, `Union[…]` or `… | …`."""
    arguments = getattr(inner, "__args__", None)
    if not arguments or getattr(inner, "__metadata__", None) is not None:
        return False
    name = getattr(getattr(inner, "__origin__", None), "__name__", None) or type(inner).__name__
    return name in ("Union", "Optional", "UnionType", "_UnionGenericAlias")


def _union(arguments):
    from typing import Union

    try:
        return Union[tuple(arguments)]
    except TypeError:
        # With a name among them that is not known here.
        return arguments[0]


def includes_none(inner):
    """Whether NULL may be in a column of that annotation."""
    if inner is None or inner is type(None):
        return True
    if is_union(inner):
        return any(includes_none(argument) for argument in inner.__args__)
    if getattr(inner, "__metadata__", None) is not None:
        return includes_none(inner.__origin__)
    if _is_alias(inner):
        return includes_none(inner.__value__)
    supertype = getattr(inner, "__supertype__", None)
    return supertype is not None and includes_none(supertype)


def without_none(inner):
    """The type without the None of `Optional[…]`."""
    if not is_union(inner):
        return inner
    rest = [argument for argument in inner.__args__ if argument is not type(None)]
    return inner if len(rest) == len(inner.__args__) else rest[0] if len(rest) == 1 else _union(rest)


def _is_alias(inner):
    """`type Name = …` and TypeAliasType."""
    return type(inner).__name__ == "TypeAliasType" and hasattr(inner, "__value__")


def type_for(inner, registry_types, cls):
    """The column type that an annotation means; None where it means none."""
    inner = without_none(_known(inner, cls))
    found = _in_map(inner, registry_types)
    if found is not None:
        return found
    for within in _within(inner):
        found = type_for(within, registry_types, cls)
        if found is not None:
            return found
    return None


def _within(inner):
    """What an alias, `Annotated[…]` or NewType stands for."""
    if _is_alias(inner):
        return [inner.__value__]
    if getattr(inner, "__metadata__", None) is not None:
        return [inner.__origin__]
    supertype = getattr(inner, "__supertype__", None)
    return [] if supertype is None else [supertype]


def _in_map(inner, registry_types):
    """The type of a Python type in the user's map, or in SQLAlchemy's."""
    if _is_literal(inner):
        keys = [inner] + [key for key in registry_types if _is_literal_form(key)]
        for key in keys:
            known = _get(registry_types, key)
            if known is not None:
                return _instance(known)._for_python_type(inner, key, inner)
        from sqlalchemy.sql import sqltypes

        return sqltypes.Enum(_enum_base())._for_python_type(inner, None, inner)
    if not isinstance(inner, type) or getattr(inner, "__origin__", None) is not None:
        known = _get(registry_types, inner)
        return None if known is None else _instance(known)
    for kind in inner.__mro__:
        known = _get(registry_types, kind)
        if known is None:
            known = _standard(kind)
        if known is not None:
            found = _instance(known)._for_python_type(inner, kind, kind)
            if found is not None:
                return found
    return None


def _standard(kind):
    from sqlalchemy.sql import sqltypes

    if kind.__module__ == "enum" and kind.__name__ == "Enum":
        return sqltypes.Enum(kind)
    name = _LIBRARY.get((kind.__module__, kind.__name__))
    if name is None and kind.__module__ in ("_decimal", "_pydecimal", "_datetime", "_pydatetime"):
        name = _LIBRARY.get((kind.__module__.lstrip("_").replace("py", ""), kind.__name__))
    if name is None and kind.__module__ == "builtins":
        name = _BUILTIN.get(kind.__name__)
    return None if name is None else getattr(sqltypes, name)


def _enum_base():
    from enum import Enum

    return Enum


def _get(registry_types, key):
    try:
        return registry_types.get(key)
    except TypeError:
        return None


def _instance(known):
    return known() if isinstance(known, type) else known


def _is_literal(inner):
    return type(inner).__name__ == "_LiteralGenericAlias"


def _is_literal_form(key):
    """`Literal` itself, as a key of the map."""
    return getattr(key, "_name", None) == "Literal" and not hasattr(key, "__args__")


def unresolved(inner, name):
    """The error for an annotation that means no column type."""
    from .exc import MappedAnnotationError

    if isinstance(inner, type) or hasattr(inner, "__origin__") or hasattr(inner, "__supertype__"):
        shown = "%s.%s" % (inner.__module__, inner.__qualname__) if isinstance(inner, type) else inner
        return MappedAnnotationError(
            "Could not locate SQLAlchemy Core type when resolving for Python type indicated by '%s' inside the Mapped[]"
            " annotation for the '%s' attribute; the type object is not resolvable by the registry" % (shown, name)
        )
    return MappedAnnotationError(
        "The object provided inside the '%s' attribute Mapped annotation is not a Python type, it's the object %r."
        " Expected a Python type." % (name, inner)
    )


def column_in(inner):
    """The `mapped_column(…)` inside `Annotated[int, mapped_column(…)]`, as a copy."""
    if _is_alias(inner):
        inner = without_none(inner.__value__)
    for item in getattr(inner, "__metadata__", ()):
        if isinstance(item, MappedColumn):
            return item._copy()
        if isinstance(item, Column):
            mapped = MappedColumn()
            mapped.column = item._copy()
            mapped._has_nullable = mapped.column._nullable is not None
            return mapped
    return None
