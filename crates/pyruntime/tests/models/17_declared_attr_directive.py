"""declared_attr for __tablename__, __table_args__, __mapper_args__, and columns that depend on the class."""

import re

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column


class Base(DeclarativeBase):
    @declared_attr.directive
    def __tablename__(cls) -> str:
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    @declared_attr.directive
    def __table_args__(cls):
        return (
            UniqueConstraint("code", name="uq_%s_code" % cls.__tablename__),
            Index("ix_%s_code_name" % cls.__tablename__, "code", "name"),
            CheckConstraint("length(code) > 1", name="ck_%s" % cls.__tablename__),
            {"comment": "table of %s" % cls.__name__},
        )

    @declared_attr.directive
    def __mapper_args__(cls):
        return {"eager_defaults": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(6))
    name: Mapped[str] = mapped_column(String(60))


class BigBox(Base):
    pass


class SmallRedBox(Base):
    lid: Mapped[bool]


target_metadata = Base.metadata
