"""Whether the project was written for pydantic 1, and what its models do in another way.

Version 2 has no `pydantic.BaseSettings`: whoever imports it pins version 1. From then on, models follow version 1 where
the two differ: URLs are `str`, `Optional[X]` has the default None, a default of None makes a field optional, and a
value without annotation is a field.
"""


_active = False


def begin():
    global _active
    _active = True


def is_active():
    return _active


def with_implied_default(field, written):
    """The field as version 1 reads it: what may be None need not be given, and a default of None may be None."""
    if field.default is None and not _may_be_none(field.annotation):
        from typing import Optional

        return _changed(field, Optional[field.annotation], None)
    may_be_left_out = field.is_required() and not getattr(written, "_is_explicitly_required", False)
    if may_be_left_out and _may_be_none(field.annotation):
        return _changed(field, field.annotation, None)
    return field


def _changed(field, annotation, default):
    made = field._derived(annotation, default)
    made.metadata = list(field.metadata)
    return made


def _may_be_none(annotation):
    if annotation is None or annotation is type(None) or getattr(annotation, "__name__", None) == "Any":
        return True
    is_union = type(annotation).__name__ in ("UnionType", "Union", "_UnionGenericAlias")
    return is_union and type(None) in annotation.__args__


def unannotated(cls, annotated, is_plain):
    """Names and values of the fields that are written without a type."""
    for name, value in cls.__pydantic_own__.items():
        if name not in annotated and not name.startswith("_") and is_plain(value):
            yield name, type(value), value


class Url(str):
    """A URL as version 1 has it: the text as it was written."""

    def __new__(cls, text, parts):
        made = str.__new__(cls, text.strip())
        made._parts = parts
        return made

    _host = property(lambda self: self._parts.hosts[0] if self._parts.hosts else None)
    scheme = property(lambda self: self._parts.scheme)
    user = property(lambda self: self._host and self._host.username)
    password = property(lambda self: self._host and self._host.password)
    host = property(lambda self: self._host and self._host.host)
    path = property(lambda self: self._parts.path)
    query = property(lambda self: self._parts.query)
    fragment = property(lambda self: self._parts.fragment)

    @property
    def port(self):
        port = self._host and self._host.port
        return None if port is None else str(port)

    def __repr__(self):
        return "%s(%s, )" % (type(self).__name__, str.__repr__(self))

    def __reduce__(self):
        return str, (str(self),)


def url(cls, text, parts):
    """The value of a URL type, below a class of the type's name."""
    return type(cls.__name__, (Url,), {"__module__": cls.__module__})(text, parts)


def built(scheme, user=None, password=None, host=None, port=None, path=None, query=None, fragment=None, **_):
    """What `build` gives: text, nothing in it quoted."""
    result = scheme + "://" + (user or "")
    if password:
        result += ":" + password
    if user or password:
        result += "@"
    result += host
    if port:
        result += ":" + port
    result += path or ""
    if query:
        result += "?" + query
    return result + ("#" + fragment if fragment else "")


def settings():
    """`BaseSettings` of version 1."""
    from pydantic_settings.version_1 import BaseSettings

    return BaseSettings


