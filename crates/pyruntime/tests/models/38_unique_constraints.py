"""UniqueConstraint with all its settings."""

from sqlalchemy import Column, Integer, MetaData, String, Table, UniqueConstraint

metadata = MetaData()
Table("by_flag", metadata, Column("a", Integer, unique=True), UniqueConstraint("a", name="uq_by_flag"))
place = Table(
    "place",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("a", Integer),
    Column("b", Integer),
    Column("c", String(4)),
    Column("d", String(4)),
    UniqueConstraint("a", "b"),
    UniqueConstraint("b", "c", name="uq_place_bc"),
    UniqueConstraint("c", name="uq_deferred", deferrable=True, initially="DEFERRED"),
    UniqueConstraint("d", name="uq_nulls", postgresql_nulls_not_distinct=True),
    UniqueConstraint("a", name="uq_immediate", deferrable=True, initially="IMMEDIATE"),
    UniqueConstraint("b", name="uq_include", postgresql_include=["c"]),
    UniqueConstraint("b", "d", name="uq_conflict", sqlite_on_conflict="REPLACE"),
)
UniqueConstraint(place.c.a, place.c.c, name="uq_from_columns")
place.append_constraint(UniqueConstraint("c", "d"))

target_metadata = metadata
