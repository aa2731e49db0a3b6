"""Column types of `sqlmodel`, as version files name them."""

from sqlalchemy import types


class AutoString(types.TypeDecorator):
    """A string without a length; MySQL, which wants one, gets 255."""

    impl = types.String
    cache_ok = True
    mysql_default_length = 255

    def load_dialect_impl(self, dialect):
        impl = self.impl
        if impl.length is None and dialect.name in ("mysql", "mariadb"):
            return dialect.type_descriptor(types.String(self.mysql_default_length))
        return super().load_dialect_impl(dialect)


class UTCDateTime(types.TypeDecorator):
    """A moment with its time zone."""

    impl = types.DateTime
    cache_ok = True

    def __init__(self):
        super().__init__(timezone=True)

    def __repr__(self):
        return "UTCDateTime()"

    def process_bind_param(self, value, dialect):
        from datetime import timezone

        if value is not None and value.utcoffset() is None:
            raise ValueError(
                "Datetime values must have timezone information. Use datetime.now(timezone.utc), or annotate the field with "
                "NaiveDatetime for naive storage."
            )
        return None if value is None else value.astimezone(timezone.utc)

    def process_result_value(self, value, dialect):
        from datetime import timezone

        if value is None:
            return None
        return value.replace(tzinfo=timezone.utc) if value.utcoffset() is None else value.astimezone(timezone.utc)

