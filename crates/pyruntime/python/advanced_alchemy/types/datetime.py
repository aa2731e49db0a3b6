"""`DateTimeUTC`."""

import datetime

from sqlalchemy.types import DateTime, TypeDecorator


class DateTimeUTC(TypeDecorator):
    """Takes times with a zone, and returns them in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("tzinfo is required")
        return value.astimezone(datetime.timezone.utc)

    def process_result_value(self, value, dialect):
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=datetime.timezone.utc)
