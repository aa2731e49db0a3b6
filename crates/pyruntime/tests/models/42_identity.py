"""Identity columns with all options."""

from sqlalchemy import BigInteger, Column, Identity, Integer, MetaData, SmallInteger, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Counter(Base):
    __tablename__ = "counter"
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    name: Mapped[str]


class Range(Base):
    __tablename__ = "range"
    id: Mapped[int] = mapped_column(Identity(start=42, increment=3, minvalue=1, maxvalue=1000, cycle=True), primary_key=True)


metadata = Base.metadata
Table("cached", metadata, Column("id", SmallInteger, Identity(always=False, cache=10, nominvalue=True, nomaxvalue=True)))
Table("nullable", metadata, Column("id", Integer, Identity(on_null=True, always=False), nullable=False))
Table("no_cycle", metadata, Column("id", Integer, Identity(cycle=False, start=1), primary_key=True), Column("x", Integer))

target_metadata = metadata
