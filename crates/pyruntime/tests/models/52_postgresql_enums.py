"""PostgreSQL enums: shared, in metadata, create_type=False, schema, arrays, checks."""

import enum

from sqlalchemy import ARRAY, Column, Enum, Integer, MetaData, String, Table
from sqlalchemy.dialects.postgresql import ARRAY as PG_ARRAY
from sqlalchemy.dialects.postgresql import ENUM


class Role(enum.Enum):
    admin = "a"
    guest = "g"


metadata = MetaData()
shared = Enum("s1", "s2", name="shared_words", metadata=metadata)
role = Enum(Role, name="role")
existing = ENUM("x1", "x2", name="existing", create_type=False)
quoted = Enum("it's", "100%", "a:b", 'say "hi"', name="Quoted Words")

Table(
    "first",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("shared", shared),
    Column("role", role, server_default=Role.guest.name, nullable=False),
    Column("existing", String(5).with_variant(existing, "postgresql")),
    Column("quoted", quoted),
)
Table(
    "second",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("shared", shared),
    Column("role", role),
    Column("roles", String(50).with_variant(PG_ARRAY(role), "postgresql")),
    Column("elsewhere", Enum("p", "q", name="in_schema", schema="extra")),
    Column("checked", Enum("k", "l", name="checked", create_constraint=True, native_enum=False)),
    Column("lengthy", Enum(Role, name="lengthy", native_enum=False, length=30)),
)

target_metadata = metadata
