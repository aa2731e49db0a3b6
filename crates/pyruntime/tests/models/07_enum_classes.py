"""Enum classes: plain, str, int, IntEnum, StrEnum, with values_callable and names of their own."""

import enum
from typing import Optional

from sqlalchemy import Enum
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Color(enum.Enum):
    RED = "r"
    GREEN = "g"
    BLUE = "b"


class Status(str, enum.Enum):
    draft = "Draft"
    published = "Published"


class Level(enum.IntEnum):
    low = 1
    high = 2


class Mood(enum.StrEnum):
    HAPPY = enum.auto()
    SAD = enum.auto()


class Base(DeclarativeBase):
    type_annotation_map = {Mood: Enum(Mood, name="mood_type", values_callable=lambda e: [m.value for m in e])}


class Article(Base):
    __tablename__ = "article"

    id: Mapped[int] = mapped_column(primary_key=True)
    color: Mapped[Color]
    second_color: Mapped[Optional[Color]]
    status: Mapped[Status] = mapped_column(server_default="draft")
    level: Mapped[Level] = mapped_column(Enum(Level, native_enum=False, length=20))
    checked: Mapped[Status] = mapped_column(Enum(Status, name="status_checked", native_enum=False, create_constraint=True))
    mood: Mapped[Mood]
    by_value: Mapped[Color] = mapped_column(Enum(Color, values_callable=lambda e: [m.value for m in e], name="color_value"))
    words: Mapped[str] = mapped_column(Enum("a", "b", "c", name="words"))


target_metadata = Base.metadata
