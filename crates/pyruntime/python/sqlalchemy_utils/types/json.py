"""`JSONType`."""

from sqlalchemy import types


class JSONType(types.TypeDecorator):
    impl = types.UnicodeText
    cache_ok = True
    hashable = False

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            from sqlalchemy.dialects.postgresql import JSON

            return dialect.type_descriptor(JSON())
        return dialect.type_descriptor(self.impl)
