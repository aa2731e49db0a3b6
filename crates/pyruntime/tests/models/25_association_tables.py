"""Association tables and association objects, with composite keys."""

import datetime

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Index, Integer, PrimaryKeyConstraint, Table, func
from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


left_right = Table(
    "left_right",
    Base.metadata,
    Column("left_id", Integer, ForeignKey("left.id"), nullable=False),
    Column("right_id", Integer, ForeignKey("right.id"), nullable=False),
    UniqueConstraint("left_id", "right_id", name="uq_left_right"),
    Index("ix_left_right", "right_id", "left_id"),
)
named_key = Table(
    "named_key",
    Base.metadata,
    Column("left_id", ForeignKey("left.id")),
    Column("right_id", ForeignKey("right.id")),
    PrimaryKeyConstraint("left_id", "right_id", name="pk_named_key"),
)


class Left(Base):
    __tablename__ = "left"
    id: Mapped[int] = mapped_column(primary_key=True)
    rights: Mapped[list["Right"]] = relationship(secondary=left_right)


class Right(Base):
    __tablename__ = "right"
    id: Mapped[int] = mapped_column(primary_key=True)


class Link(Base):
    __tablename__ = "link"
    left_id: Mapped[int] = mapped_column(ForeignKey("left.id"), primary_key=True)
    right_id: Mapped[int] = mapped_column(ForeignKey("right.id"), primary_key=True)
    since: Mapped[datetime.date] = mapped_column(server_default=func.current_date())


class LinkNote(Base):
    __tablename__ = "link_note"
    __table_args__ = (
        ForeignKeyConstraint(
            ["left_id", "right_id"], ["link.left_id", "link.right_id"], onupdate="CASCADE", ondelete="SET NULL"
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    left_id: Mapped[int | None]
    right_id: Mapped[int | None]


target_metadata = Base.metadata
