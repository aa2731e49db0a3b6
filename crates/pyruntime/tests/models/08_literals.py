"""Literal annotations, alone, in an alias, optional, and through the map."""

from typing import Literal, Optional

from sqlalchemy import Enum
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

Size = Literal["small", "medium", "large"]


class Base(DeclarativeBase):
    pass


class OtherBase(DeclarativeBase):
    type_annotation_map = {Size: Enum("small", "medium", "large", name="size_enum")}


class Shirt(Base):
    __tablename__ = "shirt"

    id: Mapped[int] = mapped_column(primary_key=True)
    size: Mapped[Size]
    fit: Mapped[Literal["slim", "regular"]]
    cut: Mapped[Optional[Literal["a", "bb"]]] = mapped_column(index=True)


class Coat(OtherBase):
    __tablename__ = "coat"

    id: Mapped[int] = mapped_column(primary_key=True)
    size: Mapped[Size]


target_metadata = [Base.metadata, OtherBase.metadata]
