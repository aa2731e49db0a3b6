"""__mapper_args__: version counters, primary keys of the mapper, exclusion of columns, on __table__."""

from sqlalchemy import Column, Integer, String, Table, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, column_property, mapped_column


class Base(DeclarativeBase):
    pass


class Versioned(Base):
    __tablename__ = "versioned"
    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(nullable=False)
    __mapper_args__ = {"version_id_col": version}


class Hybrid(Base):
    __table__ = Table(
        "hybrid",
        Base.metadata,
        Column("id", Integer, primary_key=True),
        Column("raw_name", String(20), key="raw"),
        UniqueConstraint("raw"),
    )
    name = column_property(__table__.c.raw)
    __mapper_args__ = {"exclude_properties": ["raw_name"]}


class WithoutKey(Base):
    __table__ = Table("without_key", Base.metadata, Column("a", Integer), Column("b", Integer, nullable=False))
    __mapper_args__ = {"primary_key": [__table__.c.a, __table__.c.b]}


target_metadata = Base.metadata
