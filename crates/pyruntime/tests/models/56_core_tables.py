"""Core Table objects: keys, append_column, extend_existing, copies, listeners, to_metadata, sorting."""

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, UniqueConstraint

metadata = MetaData()
users = Table("users", metadata, Column("id", Integer, primary_key=True), Column("name", String(30)))
users.append_column(Column("email", String(50), unique=True))
Table("users", metadata, Column("extra", Integer, index=True), extend_existing=True)
Table("users", metadata, keep_existing=True)
orders = Table(
    "a_orders",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user_id", None, ForeignKey("users.id")),
)
Table("z_later", metadata, Column("code", String(9), primary_key=True))
Table("b_orders", metadata, Column("untyped_later", ForeignKey("z_later.code")))
copied = MetaData()
orders.to_metadata(copied)
users.to_metadata(copied, name="users")
Table("z_later", copied, Column("code", String(9), primary_key=True), Column("lost", Integer))
mixed = [Column("created", Integer), Column("changed", Integer)]
Table("with_copies", metadata, Column("id", Integer, primary_key=True), *[column.copy() for column in mixed] if False else mixed)

target_metadata = [metadata, copied]
