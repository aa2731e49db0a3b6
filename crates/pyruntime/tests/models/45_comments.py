"""Comments on tables, columns and constraints, with quotes in them."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, MetaData, String, Table, UniqueConstraint

metadata = MetaData()
Table(
    "remarked",
    metadata,
    Column("id", Integer, primary_key=True, comment="the key"),
    Column("name", String(5), comment="it's a \"name\""),
    Column("percent", Integer, comment="100% \\ backslash"),
    Column("empty", Integer, comment=""),
    Column("Mixed", Integer, comment="упомянуто"),
    UniqueConstraint("name", name="uq_remarked", comment="only one"),
    CheckConstraint("percent < 100", name="ck_remarked", comment="less"),
    comment="a table's comment",
)
Table("remarked_in", metadata, Column("id", Integer, ForeignKey("remarked.id", name="fk_in", comment="fk"), comment="x"), schema="s")

target_metadata = metadata
