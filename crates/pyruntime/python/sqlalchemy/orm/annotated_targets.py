"""`posts: Mapped[list["Post"]] = relationship()`: what the annotation of a relationship says."""

import re

from sqlalchemy import exc

from . import annotations
from .properties import MappedAnnotation

_COLLECTIONS = {"list": list, "List": list, "set": set, "Set": set, "Sequence": list, "Collection": list, "dict": dict}


def target_in_annotation(prop, mapper):
    """The class that the annotation names; it also says whether there is one object or many."""
    kind, noted = _annotation(prop, mapper.class_)
    if noted is None:
        raise exc.ArgumentError(
            "Error creating backref or relationship '%s.%s': the class that it leads to is given neither as an argument"
            " nor by an annotation" % (mapper.class_.__name__, prop.key)
        )
    return _read(noted, prop, mapper)


def _annotation(prop, cls):
    for kind in cls.__mro__:
        noted = annotations.of_class(kind).get(prop.key) if kind is not object else None
        if noted is not None:
            return kind, noted
    return None, None


def _read(noted, prop, mapper):
    if isinstance(noted, MappedAnnotation):
        noted = noted.inner
    if isinstance(noted, str):
        return _read_text(noted, prop, mapper)
    origin = getattr(noted, "__origin__", None)
    arguments = [item for item in getattr(noted, "__args__", ()) if item is not type(None)]
    if annotations.is_union(noted):
        prop._uselist = False
        return _read(arguments[0], prop, mapper)
    name = getattr(origin, "__name__", None)
    if name in _COLLECTIONS or origin in (list, set, dict):
        prop._uselist = True
        prop._keywords.setdefault("collection_class", _collection(origin, name))
        return _read(arguments[-1], prop, mapper)
    forward = getattr(noted, "__forward_arg__", None)
    if forward is not None:
        return _read_text(forward, prop, mapper)
    if prop._uselist is None and isinstance(noted, type):
        prop._uselist = False
    return noted


def _collection(origin, name):
    kind = origin if origin in (list, set, dict) else _COLLECTIONS.get(name, list)
    return None if kind is list else kind


def _read_text(text, prop, mapper):
    """A string, also what `from __future__ import annotations` leaves: the last name in it is the class."""
    from .clsregistry import evaluated

    inner = text.strip()
    while True:
        found = re.fullmatch(r"(?:[\w.]+\.)?(\w+)\s*\[(.*)\]", inner, re.S)
        if found is None:
            break
        word = found.group(1)
        inner = found.group(2).strip()
        if word in _COLLECTIONS:
            prop._uselist = True
            prop._keywords.setdefault("collection_class", _collection(None, word))
            inner = inner.split(",")[-1].strip()
        elif word == "Optional":
            prop._uselist = False
    parts = [part.strip() for part in inner.split("|")]
    if "None" in parts:
        prop._uselist = False
    inner = next(part for part in parts if part != "None").strip("'\" ")
    if prop._uselist is None:
        prop._uselist = False
    return evaluated(inner, prop, mapper)
