"""Enum and Literal as keys of type_annotation_map: settings for all of them."""

import enum
from typing import Literal

from sqlalchemy import Enum
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    type_annotation_map = {
        enum.Enum: Enum(enum.Enum, native_enum=False, length=32),
        Literal: Enum(enum.Enum, native_enum=False),
    }


class Kind(enum.Enum):
    one = 1
    two = 2


class Thing(Base):
    __tablename__ = "thing"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind]
    word: Mapped[Literal["yes", "no", "perhaps"]]


target_metadata = Base.metadata
