"""Primary keys: composite, autoincrement in all forms, without integers, SERIAL kinds."""

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData, PrimaryKeyConstraint, SmallInteger, String, Table, Uuid, text

metadata = MetaData()
Table("plain", metadata, Column("id", Integer, primary_key=True))
Table("big", metadata, Column("id", BigInteger, primary_key=True))
Table("small", metadata, Column("id", SmallInteger, primary_key=True))
Table("off", metadata, Column("id", Integer, primary_key=True, autoincrement=False))
Table("words", metadata, Column("id", String(8), primary_key=True))
Table("uuids", metadata, Column("id", Uuid, primary_key=True, server_default=text("gen_random_uuid()")))
Table("composite", metadata, Column("a", Integer, primary_key=True), Column("b", Integer, primary_key=True))
Table("by_fk", metadata, Column("id", Integer, ForeignKey("plain.id"), primary_key=True))
Table("by_fk_auto", metadata, Column("id", Integer, ForeignKey("plain.id"), primary_key=True, autoincrement="ignore_fk"))
Table("default", metadata, Column("id", Integer, primary_key=True, server_default="5"))
Table("named", metadata, Column("b", Integer), Column("a", Integer), PrimaryKeyConstraint("a", "b", name="pk_named"))
Table("deferred", metadata, Column("id", Integer), PrimaryKeyConstraint("id", deferrable=True, initially="DEFERRED"))
Table("none", metadata, Column("x", Integer), Column("y", Integer, nullable=False, unique=True))
Table("sqlite_auto", metadata, Column("id", Integer, primary_key=True), sqlite_autoincrement=True)
Table("nullable_key", metadata, Column("a", Integer, primary_key=True, nullable=True), Column("b", Integer, primary_key=True))

target_metadata = metadata
