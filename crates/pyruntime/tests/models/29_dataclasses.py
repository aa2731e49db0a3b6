"""MappedAsDataclass: init, default_factory, kw_only, mixins, as decorator."""

from __future__ import annotations

import dataclasses
import datetime
from typing import List, Optional

from sqlalchemy import Column, ForeignKey, Integer, String, func
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    MappedAsDataclass,
    mapped_as_dataclass,
    mapped_column,
    registry,
    relationship,
)


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """Every class is a dataclass."""


class Stamped(MappedAsDataclass):
    created: Mapped[datetime.datetime] = mapped_column(init=False, server_default=func.now())


class User(Stamped, Base, unsafe_hash=True):
    __tablename__ = "user"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    name: Mapped[str]
    nickname: Mapped[Optional[str]] = mapped_column(String(30), default=None)
    status: Mapped[str] = mapped_column(insert_default="new", init=False, repr=False)
    uid: Mapped[int] = mapped_column(default_factory=lambda: 7, kw_only=True)
    posts: Mapped[List[Post]] = relationship(default_factory=list, back_populates="user")
    age: Mapped[int] = mapped_column(default=18)


class Post(Base):
    __tablename__ = "post"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), init=False)
    user: Mapped[User] = relationship(back_populates="posts", default=None)


reg = registry(metadata=Base.metadata)


@mapped_as_dataclass(reg)
class Tag:
    __tablename__ = "tag"

    id: Mapped[int] = mapped_column(init=False, primary_key=True)
    word: Mapped[str] = mapped_column(String(10))


@reg.mapped_as_dataclass(kw_only=True)
class Label:
    __tablename__ = "label"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[Optional[str]] = mapped_column(default=None)


@reg.mapped
@dataclasses.dataclass
class Classic:
    __tablename__ = "classic"
    __sa_dataclass_metadata_key__ = "sa"

    id: int = dataclasses.field(init=False, metadata={"sa": Column(Integer, primary_key=True)})
    word: Optional[str] = dataclasses.field(default=None, metadata={"sa": Column(String(7))})


target_metadata = Base.metadata
