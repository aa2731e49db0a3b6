"""Mixins with columns: order of columns, sort_order, foreign keys through declared_attr."""

import datetime
import uuid

from sqlalchemy import Column, DateTime, ForeignKey, Integer, String, Uuid, func
from sqlalchemy.orm import DeclarativeBase, Mapped, declarative_mixin, declared_attr, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class IdMixin:
    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, default=uuid.uuid4, sort_order=-10)


class TimestampMixin:
    created_at: Mapped[datetime.datetime] = mapped_column(server_default=func.now(), sort_order=100)
    updated_at: Mapped[datetime.datetime | None] = mapped_column(onupdate=func.now(), sort_order=101)


@declarative_mixin
class OldMixin:
    legacy_code = Column(String(4), index=True)
    removed_at = Column(DateTime)


class OwnedMixin:
    @declared_attr
    def owner_id(cls) -> Mapped[uuid.UUID]:
        return mapped_column(ForeignKey("owner.id"))

    @declared_attr
    def owner(cls) -> Mapped["Owner"]:
        return relationship("Owner")

    @declared_attr
    def second_owner_id(cls):
        return Column(Uuid, ForeignKey("owner.id"), nullable=False)


class TableNameMixin:
    @declared_attr.directive
    def __tablename__(cls) -> str:
        return cls.__name__.lower()


class Owner(IdMixin, TableNameMixin, Base):
    name: Mapped[str]


class Dog(TimestampMixin, IdMixin, OwnedMixin, OldMixin, TableNameMixin, Base):
    name: Mapped[str] = mapped_column(String(20))
    age: Mapped[int]


class Cat(OldMixin, OwnedMixin, TableNameMixin, IdMixin, Base):
    lives = Column(Integer, nullable=False, server_default="9")


target_metadata = Base.metadata
