"""Base classes of `db.Model`: tables are named after their classes."""

import re

from sqlalchemy import Column, PrimaryKeyConstraint, Table
from sqlalchemy.orm import DeclarativeBase, DeclarativeBaseNoMeta, DeclarativeMeta, Query, declared_attr
from sqlalchemy.orm.decl_api import DeclarativeAttributeIntercept


class Model:
    """What all models have."""

    __fsa__ = None
    query_class = Query

    def __repr__(self):
        return "<%s>" % type(self).__name__


def camel_to_snake_case(name):
    return re.sub(r"((?<=[a-z0-9])[A-Z]|(?!^)[A-Z](?=[a-z]))", r"_\1", name).lower().lstrip("_")


def should_set_tablename(cls):
    """Whether a class is named after itself: not what is abstract, nor what a class or mixin names."""
    if cls.__dict__.get("__abstract__", False) or not _is_declarative(cls):
        return False
    if DeclarativeBase in cls.__bases__ or DeclarativeBaseNoMeta in cls.__bases__:
        return False
    for base in cls.__mro__:
        if "__tablename__" not in base.__dict__:
            continue
        if isinstance(base.__dict__["__tablename__"], declared_attr):
            return False
        is_mapped_base = isinstance(base, (DeclarativeAttributeIntercept, DeclarativeMeta))
        return not (base is cls or base.__dict__.get("__abstract__", False) or not is_mapped_base)
    return True


def _is_declarative(cls):
    if issubclass(cls, (DeclarativeBase, DeclarativeBaseNoMeta)):
        return True
    return any(isinstance(base, DeclarativeMeta) for base in cls.__mro__[1:])


def _set_metadata(cls):
    """`__bind_key__` says which MetaData a model belongs to."""
    if "metadata" in cls.__dict__ or "__table__" in cls.__dict__ or cls.__fsa__ is None:
        return
    metadata = cls.__fsa__._make_metadata(getattr(cls, "__bind_key__", None))
    if metadata is not getattr(cls, "metadata", None):
        type.__setattr__(cls, "metadata", metadata)


def _set_tablename(cls):
    if should_set_tablename(cls):
        type.__setattr__(cls, "__tablename__", camel_to_snake_case(cls.__name__))


def _table_cls(cls, *args, **kwargs):
    """A class without a primary key of its own below a class with a table shares that table: None."""
    schema = kwargs.get("schema")
    key = args[0] if schema is None else "%s.%s" % (schema, args[0])
    has_key = any(
        isinstance(item, Column) and item.primary_key or isinstance(item, PrimaryKeyConstraint) for item in args
    )
    has_parent = any("__table__" in base.__dict__ for base in cls.__mro__[1:-1])
    if key in cls.metadata.tables or has_key or not has_parent:
        return Table(*args, **kwargs)
    if "__tablename__" in cls.__dict__:
        type.__delattr__(cls, "__tablename__")
    return None


class BindMetaMixin(type):
    def __init__(cls, name, bases, d, **kwargs):
        _set_metadata(cls)
        super().__init__(name, bases, d, **kwargs)


class NameMetaMixin(type):
    def __init__(cls, name, bases, d, **kwargs):
        _set_tablename(cls)
        super().__init__(name, bases, d, **kwargs)

    __table_cls__ = _table_cls


class DefaultMeta(BindMetaMixin, NameMetaMixin, DeclarativeMeta):
    """The metaclass of `db.Model`."""


class DefaultMetaNoName(BindMetaMixin, DeclarativeMeta):
    """The same with `disable_autonaming=True`."""


class BindMixin:
    @classmethod
    def __init_subclass__(cls, **kwargs):
        _set_metadata(cls)
        super().__init_subclass__(**kwargs)


class NameMixin:
    @classmethod
    def __init_subclass__(cls, **kwargs):
        _set_tablename(cls)
        super().__init_subclass__(**kwargs)

    __table_cls__ = classmethod(_table_cls)
