"""`BitType`."""

from sqlalchemy import types


class BitType(types.TypeDecorator):
    impl = types.BINARY
    cache_ok = True

    def __init__(self, length=1, **kwargs):
        self.length = length
        super().__init__(**kwargs)

    def _repr_parts(self):
        return ["length=%r" % (self.length,)]

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            from sqlalchemy.dialects.postgresql import BIT

            return dialect.type_descriptor(BIT(self.length))
        kind = types.String if dialect.name == "sqlite" else types.BINARY
        return dialect.type_descriptor(kind(self.length))
