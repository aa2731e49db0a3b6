"""with_variant: several dialects, enums, keys, arrays, chains."""

from sqlalchemy import JSON, BigInteger, Column, DateTime, Enum, Integer, LargeBinary, MetaData, String, Table, Text, Uuid
from sqlalchemy.dialects import mysql, postgresql, sqlite

metadata = MetaData()
BigKey = BigInteger().with_variant(Integer, "sqlite")
Table(
    "varied",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("text", String(100).with_variant(Text(), "postgresql").with_variant(mysql.LONGTEXT(), "mysql", "mariadb")),
    Column("json", JSON().with_variant(postgresql.JSONB(astext_type=Text()), "postgresql")),
    Column("moment", DateTime().with_variant(sqlite.DATETIME(truncate_microseconds=True), "sqlite")),
    Column("small", BigInteger().with_variant(sqlite.INTEGER(), "sqlite").with_variant(postgresql.BIGINT(), "postgresql")),
    Column("array", String(50).with_variant(postgresql.ARRAY(postgresql.UUID), "postgresql")),
    Column("kind", String(5).with_variant(Enum("a", "b", name="variant_kind"), "postgresql")),
    Column("kind_back", Enum("c", "d", name="other_kind").with_variant(String(7), "sqlite")),
    Column("uuid", Uuid().with_variant(String(32), "sqlite")),
    Column("data", LargeBinary().with_variant(postgresql.OID(), "postgresql")),
)
Table("no_auto", metadata, Column("id", BigInteger, primary_key=True), Column("n", BigKey, index=True))

target_metadata = metadata
