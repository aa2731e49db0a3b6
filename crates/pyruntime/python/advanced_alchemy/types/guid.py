"""`GUID`."""

from uuid import UUID

from sqlalchemy.dialects import postgresql
from sqlalchemy.types import BINARY, CHAR, TypeDecorator


class GUID(TypeDecorator):
    """UUID where the database has it, else sixteen bytes or 32 digits."""

    impl = BINARY(16)
    cache_ok = True

    def __init__(self, *args, binary=True, **kwargs):
        super().__init__()
        self.binary = binary

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID())
        return dialect.type_descriptor(BINARY(16) if self.binary else CHAR(32))

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        if dialect.name == "postgresql":
            return str(value)
        value = self.to_uuid(value)
        return value.bytes if self.binary else value.hex

    def process_result_value(self, value, dialect):
        if value is None or isinstance(value, UUID):
            return value
        return UUID(bytes=value) if self.binary and isinstance(value, bytes) else UUID(hex=value)

    @staticmethod
    def to_uuid(value):
        if value is None or isinstance(value, UUID):
            return value
        return UUID(bytes=value) if isinstance(value, bytes) else UUID(hex=value)
