"""What only PostgreSQL can write: composite keys that count, virtual columns, checks that are not enforced here."""

from sqlalchemy import CheckConstraint, Column, Computed, ForeignKey, Identity, Integer, MetaData, Sequence, String, Table
from sqlalchemy.dialects.postgresql import ARRAY, CITEXT, DOMAIN, ENUM

metadata = MetaData()
email = DOMAIN("email", CITEXT(), check=r"VALUE ~ '^[^@]+@[^@]+$'", metadata=metadata)
state = ENUM("on", "off", name="state", metadata=metadata)
Table(
    "typed",
    metadata,
    Column("mail", email, nullable=False),
    Column("mails", ARRAY(email)),
    Column("state", state, server_default="on"),
    Column("states", ARRAY(state), server_default="{}"),
)
Table(
    "composite_auto",
    metadata,
    Column("a", Integer, primary_key=True, autoincrement=True),
    Column("b", String(3), primary_key=True),
)
Table("virtual", metadata, Column("a", Integer), Column("b", Integer, Computed("a + 1", persisted=False)))
Table("not_valid", metadata, Column("a", Integer), CheckConstraint("a > 1", name="later", postgresql_not_valid=True))
Table("owned", metadata, Column("id", Integer, Sequence("owned_seq", start=2, cycle=True, minvalue=0), primary_key=True))
only_dialect = "postgresql"
target_metadata = metadata
