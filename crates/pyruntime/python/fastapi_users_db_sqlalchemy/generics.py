"""Types that are the same on every database."""

from sqlalchemy import CHAR, TIMESTAMP, types


class GUID(types.TypeDecorator):
    """A UUID: PostgreSQL's own type there, 36 characters elsewhere."""

    class UUIDChar(CHAR):
        pass

    impl = UUIDChar
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            from sqlalchemy.dialects.postgresql import UUID

            return dialect.type_descriptor(UUID())
        return dialect.type_descriptor(CHAR(36))

    def process_bind_param(self, value, dialect):
        if value is None or dialect.name == "postgresql":
            return value if value is None else str(value)
        from uuid import UUID

        return str(value if isinstance(value, UUID) else UUID(value))

    def process_result_value(self, value, dialect):
        from uuid import UUID

        return value if value is None or isinstance(value, UUID) else UUID(value)


def now_utc():
    from datetime import datetime, timezone

    return datetime.now(timezone.utc)


class TIMESTAMPAware(types.TypeDecorator):
    """A moment with its time zone."""

    impl = TIMESTAMP
    cache_ok = True

    def process_result_value(self, value, dialect):
        from datetime import timezone

        if value is not None and dialect.name != "postgresql":
            return value.replace(tzinfo=timezone.utc)
        return value
