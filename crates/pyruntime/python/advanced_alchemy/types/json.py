"""`JsonB`: JSONB on PostgreSQL; the other variants are there because generated files name them."""

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import JSON, BLOB, TypeDecorator


class ORA_JSONB(TypeDecorator):
    """For Oracle, which Limbeck does not connect to."""

    impl = BLOB
    cache_ok = True


JsonB = JSON().with_variant(JSONB, "postgresql").with_variant(ORA_JSONB, "oracle").with_variant(JSONB, "cockroachdb")
