"""Serialised queries: importable; using one comes later."""

from sqlalchemy._lazy import not_yet


def dumps(obj, protocol=5):
    raise not_yet("sqlalchemy.ext.serializer")


def loads(data, metadata=None, scoped_session=None, engine=None):
    raise not_yet("sqlalchemy.ext.serializer")
