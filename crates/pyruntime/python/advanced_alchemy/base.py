"""Base classes of models: one registry, a naming convention, and tables named after their classes."""

import datetime
import re
from uuid import UUID

from sqlalchemy import Date, MetaData, String
from sqlalchemy.ext.asyncio import AsyncAttrs
from sqlalchemy.orm import DeclarativeBase, declared_attr
from sqlalchemy.orm import registry as _Registry

from .mixins import (
    AuditColumns,
    BigIntPrimaryKey,
    IdentityPrimaryKey,
    NanoIDPrimaryKey,
    UUIDPrimaryKey,
    UUIDv6PrimaryKey,
    UUIDv7PrimaryKey,
)
from .types import GUID, DateTimeUTC, FileObject, FileObjectList, JsonB, StoredObject

convention = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
table_name_regexp = re.compile("((?<=[a-z0-9])[A-Z]|(?!^)[A-Z](?=[a-z]))")


def create_registry(custom_annotation_map=None):
    types = {UUID: GUID, datetime.datetime: DateTimeUTC, datetime.date: Date}
    types.update({mapping: JsonB for mapping in (dict, dict[str, object], dict[str, str])})
    types.update({FileObject: StoredObject, FileObjectList: StoredObject})
    types.update(_of_pydantic())
    types.update(custom_annotation_map or {})
    return _Registry(metadata=MetaData(naming_convention=convention), type_annotation_map=types)


def _of_pydantic():
    from typing import Any

    from pydantic import AnyHttpUrl, AnyUrl, EmailStr, IPvAnyAddress, IPvAnyInterface, IPvAnyNetwork, Json

    texts = (EmailStr, AnyUrl, AnyHttpUrl, IPvAnyAddress, IPvAnyInterface, IPvAnyNetwork)
    return {**{text: String for text in texts}, Json: JsonB, dict[str, Any]: JsonB}


orm_registry = create_registry()


class MetadataRegistry:
    """The MetaData of each bind key; there is one such registry."""

    _of_keys = {None: orm_registry.metadata}

    def get(self, bind_key=None):
        return self._of_keys.setdefault(bind_key, MetaData(naming_convention=convention))

    def set(self, bind_key, metadata):
        self._of_keys[bind_key] = metadata

    __setitem__ = set

    def __iter__(self):
        return iter(self._of_keys)

    def __getitem__(self, bind_key):
        return self._of_keys[bind_key]

    def __contains__(self, bind_key):
        return bind_key in self._of_keys


metadata_registry = MetadataRegistry()


class BasicAttributes:
    def to_dict(self, exclude=None):
        left_out = {"sa_orm_sentinel", "_sentinel", *(exclude or ())}
        return {name: getattr(self, name) for name in self.__mapper__.columns.keys() if name not in left_out}


def _has_own_table(cls):
    own = cls.__dict__.get("__mapper_args__")
    return isinstance(own, dict) and (bool(own.get("concrete")) or "polymorphic_on" in own)


def _shares_a_table(cls):
    """Whether a class above it tells its rows apart by a column: then they are in that one's table."""
    above = (getattr(parent, "__mapper_args__", None) for parent in cls.__mro__[1:])
    return any(isinstance(arguments, dict) and "polymorphic_on" in arguments for arguments in above)


class CommonTableAttributes(BasicAttributes):
    def __init_subclass__(cls, **kwargs):
        if "__tablename__" not in cls.__dict__ and not _has_own_table(cls) and _shares_a_table(cls):
            cls.__tablename__ = None
        super().__init_subclass__(**kwargs)

    @declared_attr.directive
    def __tablename__(cls):
        return table_name_regexp.sub(r"_\1", cls.__name__).lower()


class AdvancedDeclarativeBase(DeclarativeBase):
    registry = orm_registry
    __abstract__ = True
    __metadata_registry__ = metadata_registry
    __bind_key__ = None

    def __init_subclass__(cls, **kwargs):
        bind_key = getattr(cls, "__bind_key__", None)
        if bind_key is not None:
            cls.metadata = cls.__metadata_registry__.get(bind_key)
        super().__init_subclass__(**kwargs)


class UUIDBase(UUIDPrimaryKey, CommonTableAttributes, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True


class UUIDAuditBase(CommonTableAttributes, UUIDPrimaryKey, AuditColumns, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True


class UUIDv6Base(UUIDv6PrimaryKey, CommonTableAttributes, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True


class UUIDv6AuditBase(CommonTableAttributes, UUIDv6PrimaryKey, AuditColumns, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True


class UUIDv7Base(UUIDv7PrimaryKey, CommonTableAttributes, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True


class UUIDv7AuditBase(CommonTableAttributes, UUIDv7PrimaryKey, AuditColumns, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True


class NanoIDBase(NanoIDPrimaryKey, CommonTableAttributes, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True


class NanoIDAuditBase(CommonTableAttributes, NanoIDPrimaryKey, AuditColumns, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True


class BigIntBase(BigIntPrimaryKey, CommonTableAttributes, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True


class BigIntAuditBase(CommonTableAttributes, BigIntPrimaryKey, AuditColumns, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True


class IdentityBase(IdentityPrimaryKey, CommonTableAttributes, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True


class IdentityAuditBase(CommonTableAttributes, IdentityPrimaryKey, AuditColumns, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True


class DefaultBase(CommonTableAttributes, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True


class SQLQuery(BasicAttributes, AdvancedDeclarativeBase, AsyncAttrs):
    __abstract__ = True
    __allow_unmapped__ = True


class ModelProtocol:
    """A name for annotations."""


def merge_table_arguments(cls, table_args=None):
    """The table arguments of the bases of a class, and then its own."""
    positional, keywords = [], {}
    of_bases = (getattr(super(base, cls), "__table_args__", None) for base in cls.__bases__)
    for arguments in (*of_bases, table_args):
        if isinstance(arguments, dict):
            keywords.update(arguments)
        elif arguments:
            has_keywords = isinstance(arguments[-1], dict)
            positional.extend(arguments[:-1] if has_keywords else arguments)
            keywords.update(arguments[-1] if has_keywords else {})
    if not positional:
        return keywords
    return (*positional, keywords) if keywords else tuple(positional)
