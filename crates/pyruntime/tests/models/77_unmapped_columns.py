"""Columns that are in the table and not in the class, and other attributes that make none."""

from typing import Any, ClassVar, Optional

from sqlalchemy import ForeignKey, Integer, String, func
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Unmapped,
    mapped_column,
    query_expression,
    relationship,
    unmapped_column,
)


class Base(DeclarativeBase):
    pass


class Parcel(Base):
    __tablename__ = "parcel"

    id: Mapped[int] = mapped_column(primary_key=True)
    trigger_count: Unmapped[int] = unmapped_column(server_default="0")
    shadow: Unmapped[Optional[str]]
    weight: Mapped[int]
    LIMIT: ClassVar[int] = 30
    ALLOWED = {"a", "b"}
    computed_later: Mapped[int] = query_expression()
    hidden: Unmapped[str] = unmapped_column(String(3), index=True)


class Letter(Base):
    __tablename__ = "letter"
    __allow_unmapped__ = True

    id = mapped_column(Integer, primary_key=True)
    parcel_id = mapped_column(ForeignKey("parcel.id"))
    parcel: Parcel = relationship("Parcel")
    note: Any = None
    later: int


target_metadata = Base.metadata
