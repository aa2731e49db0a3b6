"""`Vector`: pgvector's column on PostgreSQL."""

from sqlalchemy.types import JSON, TypeDecorator


class Vector(TypeDecorator):
    impl = JSON
    cache_ok = True

    def __init__(self, dim, *, storage_format="FLOAT32"):
        super().__init__()
        self.dim = dim

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            from pgvector.sqlalchemy import VECTOR

            return dialect.type_descriptor(VECTOR(self.dim))
        return dialect.type_descriptor(JSON())
