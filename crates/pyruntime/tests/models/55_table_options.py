"""Options of tables: partitions, inheritance, tablespace, storage, SQLite's STRICT and WITHOUT ROWID."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Integer, MetaData, String, Table, UniqueConstraint

metadata = MetaData()
Table(
    "measurement",
    metadata,
    Column("city", Integer, nullable=False),
    Column("day", Date, nullable=False),
    postgresql_partition_by="RANGE (day)",
)
Table("parent_of", metadata, Column("id", Integer, primary_key=True))
Table("child_of", metadata, Column("extra", Integer), postgresql_inherits="parent_of")
Table("spaced", metadata, Column("id", Integer, primary_key=True), postgresql_tablespace="fast")
Table("filled", metadata, Column("id", Integer, primary_key=True), postgresql_with={"fillfactor": 50})
Table("methodical", metadata, Column("id", Integer, primary_key=True), postgresql_using="heap")
Table("on_commit", metadata, Column("id", Integer), prefixes=["TEMPORARY"], postgresql_on_commit="DROP")
Table("unlogged", metadata, Column("id", Integer), prefixes=["UNLOGGED"])
Table("strict", metadata, Column("id", Integer, primary_key=True), sqlite_strict=True)
Table("no_rowid", metadata, Column("id", String(5), primary_key=True), sqlite_with_rowid=False)
Table(
    "conflicts",
    metadata,
    Column("id", Integer, primary_key=True, sqlite_on_conflict_primary_key="FAIL"),
    Column("name", String(5), nullable=False, sqlite_on_conflict_not_null="FAIL"),
    Column("code", String(5), unique=True, sqlite_on_conflict_unique="IGNORE"),
    UniqueConstraint("name", "code", sqlite_on_conflict="ROLLBACK"),
    CheckConstraint("id > 0", sqlite_on_conflict="ABORT"),
)
Table("engine", metadata, Column("id", Integer, primary_key=True), mysql_engine="InnoDB", mysql_charset="utf8mb4")

target_metadata = metadata
