"""`PasswordType`."""

from sqlalchemy import types

# Enough for every scheme that passlib knows.
_LONGEST = 1137


class PasswordType(types.TypeDecorator):
    impl = types.VARBINARY(1024)
    cache_ok = True
    _shown_repr = types.TypeDecorator._repr_of_beneath

    def __init__(self, max_length=None, **kwargs):
        self._max_length = max_length
        super().__init__()

    @property
    def length(self):
        return self._max_length or _LONGEST

    def _repr_parts(self):
        return [] if self._max_length is None else ["max_length=%r" % (self._max_length,)]

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            from sqlalchemy.dialects.postgresql import BYTEA

            return dialect.type_descriptor(BYTEA(self.length))
        kind = types.BLOB if dialect.name == "sqlite" else types.VARBINARY
        return dialect.type_descriptor(kind(self.length))
