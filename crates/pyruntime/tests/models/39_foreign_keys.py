"""Foreign keys: named, deferrable, ON clauses, MATCH, composite, to a Column object, across names."""

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Integer, MetaData, String, Table

metadata = MetaData()
country = Table("country", metadata, Column("code", String(2), primary_key=True), Column("Num", Integer, unique=True, key="num"))
region = Table(
    "region",
    metadata,
    Column("country", String(2), ForeignKey(country.c.code, name="fk_region_country"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("by_key", ForeignKey("country.num")),
    Column("by_name", ForeignKey("country.Num", link_to_name=True)),
)
town = Table(
    "town",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("country", String(2), nullable=False),
    Column("region", Integer),
    Column("capital_of", ForeignKey("country.code", deferrable=True, initially="DEFERRED", ondelete="SET NULL")),
    Column("twin", ForeignKey("town.id", match="FULL", onupdate="CASCADE", ondelete="SET DEFAULT")),
    Column("two_keys", ForeignKey("country.code"), ForeignKey("other.code", name="to_other")),
    ForeignKeyConstraint(["country", "region"], ["region.country", "region.number"], name="fk_town_region"),
    ForeignKeyConstraint(
        ["country"], [country.c.code], deferrable=True, initially="IMMEDIATE", ondelete="RESTRICT", onupdate="RESTRICT"
    ),
)
Table("other", metadata, Column("code", String(2), primary_key=True))
Table("later", metadata, Column("town_id", Integer, ForeignKey("town.id", postgresql_not_valid=True)))

target_metadata = metadata
