"""Columns and classes made by loops, functions, type() and decorators."""

from sqlalchemy import Boolean, Column, Integer, String
from sqlalchemy.orm import DeclarativeBase, Mapped, declarative_base, mapped_column


class Base(DeclarativeBase):
    pass


class Flags(Base):
    __tablename__ = "flags"
    id: Mapped[int] = mapped_column(primary_key=True)
    for _name in ("red", "green", "blue"):
        locals()["is_" + _name] = mapped_column(Boolean, nullable=False, server_default="0")
    del _name


def make(name, **columns):
    return type(name, (Base,), {"__tablename__": name.lower(), "id": Column(Integer, primary_key=True), **columns})


Apple = make("Apple", size=Column(Integer), sort=Column(String(10), index=True))
Pear = make("Pear", weight=mapped_column(Integer, nullable=False))


def soft_delete(cls):
    cls.deleted = mapped_column(Boolean, nullable=False, server_default="0")
    return cls


@soft_delete
class Note(Base):
    __tablename__ = "note"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]


OldBase = declarative_base(metadata=Base.metadata, name="OldBase")


class Generated(OldBase):
    __tablename__ = "generated"
    vars().update({"column_%d" % number: Column(Integer) for number in range(3)})
    id = Column(Integer, primary_key=True)


target_metadata = Base.metadata
