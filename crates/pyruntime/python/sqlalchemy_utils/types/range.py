"""Types of ranges: a range of PostgreSQL, elsewhere text."""

from sqlalchemy import types


class RangeType(types.TypeDecorator):
    impl = types.String(255)
    cache_ok = True
    _native = None

    def __init__(self, *args, step=None):
        super().__init__()

    def _repr_parts(self):
        return []

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            from sqlalchemy.dialects import postgresql

            return dialect.type_descriptor(getattr(postgresql, self._native)())
        return dialect.type_descriptor(types.String(255))


class IntRangeType(RangeType):
    _native = "INT4RANGE"


class Int8RangeType(RangeType):
    _native = "INT8RANGE"


class NumericRangeType(RangeType):
    _native = "NUMRANGE"


class DateRangeType(RangeType):
    _native = "DATERANGE"


class DateTimeRangeType(RangeType):
    _native = "TSRANGE"
