"""Columns that models share."""

import datetime
from uuid import UUID, uuid4

from sqlalchemy import Identity, Index, Sequence, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from .types import BigIntIdentity, DateTimeUTC

_KEY_ORDER = -100


def _now():
    return datetime.datetime.now(datetime.timezone.utc)


class SentinelMixin:
    """The column by which SQLAlchemy finds again what an INSERT of many rows returns."""

    @declared_attr
    def _sentinel(cls) -> Mapped[int]:
        return mapped_column(name="sa_orm_sentinel", insert_sentinel=True, nullable=True, sort_order=3001)


class UUIDPrimaryKey(SentinelMixin):
    id: Mapped[UUID] = mapped_column(default=uuid4, primary_key=True, sort_order=_KEY_ORDER)


class UUIDv6PrimaryKey(SentinelMixin):
    id: Mapped[UUID] = mapped_column(default=uuid4, primary_key=True, sort_order=_KEY_ORDER)


class UUIDv7PrimaryKey(SentinelMixin):
    id: Mapped[UUID] = mapped_column(default=uuid4, primary_key=True, sort_order=_KEY_ORDER)


class NanoIDPrimaryKey(SentinelMixin):
    id: Mapped[str] = mapped_column(default=uuid4, primary_key=True, sort_order=_KEY_ORDER)


class BigIntPrimaryKey:
    @declared_attr
    def id(cls) -> Mapped[int]:
        schema = _schema_of(cls)
        sequence = Sequence("%s_id_seq" % cls.__tablename__, optional=False, **({"schema": schema} if schema else {}))
        return mapped_column(BigIntIdentity, sequence, primary_key=True, sort_order=_KEY_ORDER)


def _schema_of(cls):
    arguments = getattr(cls, "__table_args__", None)
    if isinstance(arguments, tuple) and arguments:
        arguments = arguments[-1]
    if isinstance(arguments, dict) and "schema" in arguments:
        return arguments["schema"]
    return (getattr(cls, "__table_kwargs__", None) or {}).get("schema")


class IdentityPrimaryKey:
    @declared_attr
    def id(cls) -> Mapped[int]:
        return mapped_column(BigIntIdentity, Identity(start=1, increment=1), primary_key=True, sort_order=_KEY_ORDER)


class AuditColumns:
    created_at: Mapped[datetime.datetime] = mapped_column(DateTimeUTC(timezone=True), default=_now, sort_order=3002)
    updated_at: Mapped[datetime.datetime] = mapped_column(
        DateTimeUTC(timezone=True), default=_now, onupdate=_now, sort_order=3003
    )


class SlugKey:
    @declared_attr
    def slug(cls) -> Mapped[str]:
        return mapped_column(String(length=100), nullable=False)

    @declared_attr.directive
    def __table_args__(cls):
        # A constraint, or an index on Spanner; Alembic compares both.
        constraint = UniqueConstraint(cls.slug, name="uq_%s_slug" % cls.__tablename__)
        index = Index("ix_%s_slug_unique" % cls.__tablename__, cls.slug, unique=True)
        return constraint, index.ddl_if(callable_=_is_spanner)


def _is_spanner(*args, dialect, **kwargs):
    return dialect.name.startswith("spanner")


class UniqueMixin:
    """Finds or makes rows; migrations do not."""
