"""`UUIDType`."""

from sqlalchemy import types

_DATABASES_WITH_UUID = ("postgresql", "cockroachdb")


class UUIDType(types.TypeDecorator):
    """A UUID: the database's own type where there is one."""

    impl = types.BINARY(16)
    cache_ok = True

    def __init__(self, binary=True, native=True):
        self.binary = binary
        self.native = native
        super().__init__()

    def _repr_parts(self):
        given = (("binary", self.binary), ("native", self.native))
        return ["%s=%r" % (name, value) for name, value in given if value is not True]

    def load_dialect_impl(self, dialect):
        if self.native and dialect.name in _DATABASES_WITH_UUID:
            from sqlalchemy.dialects.postgresql import UUID

            return dialect.type_descriptor(UUID())
        return dialect.type_descriptor(types.BINARY(16) if self.binary else types.CHAR(32))

    def process_bind_param(self, value, dialect):
        from uuid import UUID

        if value is None:
            return None
        value = value if isinstance(value, UUID) else UUID(str(value))
        if self.native and dialect.name in _DATABASES_WITH_UUID:
            return str(value)
        return value.bytes if self.binary else value.hex

    def process_result_value(self, value, dialect):
        from uuid import UUID

        if value is None or isinstance(value, UUID):
            return value
        return UUID(bytes=value) if isinstance(value, bytes) else UUID(value)
