"""SQLite's own types: dates as text, JSON."""

from sqlalchemy.sql import sqltypes


class _StorageFormat:
    """`storage_format=` and `regexp=`: how a date is written as text."""

    storage_format = None
    regexp = None

    def _take(self, storage_format, regexp, truncate_microseconds=False):
        if truncate_microseconds:
            storage_format = self._truncated
        if storage_format is not None:
            self.storage_format = storage_format
        if regexp is not None:
            import re

            self.regexp = re.compile(regexp) if isinstance(regexp, str) else regexp

    def _store(self, value):
        if value is None:
            return None
        names = ("year", "month", "day", "hour", "minute", "second", "microsecond")
        return self.storage_format % {name: getattr(value, name, 0) for name in names}

    def _load(self, value):
        if value is None:
            return None
        found = self.regexp.match(value)
        if found is None:
            raise ValueError("Couldn't parse %s string %r - value is not a string." % (type(self).__name__, value))
        groups = found.groupdict()
        if groups:
            return self.python_type(**{name: int(text or 0) for name, text in groups.items()})
        return self.python_type(*[int(text or 0) for text in found.groups()])


class DATETIME(sqltypes.DateTime, _StorageFormat):
    _native_name = "DATETIME"
    _dialect = "sqlite"
    _sent = ()
    _truncated = "%(year)04d-%(month)02d-%(day)02d %(hour)02d:%(minute)02d:%(second)02d"

    def __init__(self, timezone=False, storage_format=None, regexp=None, truncate_microseconds=False):
        sqltypes.DateTime.__init__(self, timezone)
        self._take(storage_format, regexp, truncate_microseconds)

    def bind_processor(self, dialect):
        return sqltypes.DateTime.bind_processor(self, dialect) if self.storage_format is None else self._store

    def result_processor(self, dialect, coltype):
        return sqltypes.DateTime.result_processor(self, dialect, coltype) if self.regexp is None else self._load


class DATE(sqltypes.Date, _StorageFormat):
    _native_name = "DATE"
    _dialect = "sqlite"

    def __init__(self, storage_format=None, regexp=None):
        self._take(storage_format, regexp)

    def bind_processor(self, dialect):
        return sqltypes.Date.bind_processor(self, dialect) if self.storage_format is None else self._store

    def result_processor(self, dialect, coltype):
        return sqltypes.Date.result_processor(self, dialect, coltype) if self.regexp is None else self._load


class TIME(sqltypes.Time, _StorageFormat):
    _native_name = "TIME"
    _dialect = "sqlite"
    _sent = ()
    _truncated = "%(hour)02d:%(minute)02d:%(second)02d"

    def __init__(self, timezone=False, storage_format=None, regexp=None, truncate_microseconds=False):
        sqltypes.Time.__init__(self, timezone)
        self._take(storage_format, regexp, truncate_microseconds)

    def bind_processor(self, dialect):
        return sqltypes.Time.bind_processor(self, dialect) if self.storage_format is None else self._store

    def result_processor(self, dialect, coltype):
        return sqltypes.Time.result_processor(self, dialect, coltype) if self.regexp is None else self._load


class JSON(sqltypes.JSON):
    _native_name = "JSON"
    _dialect = "sqlite"


class JSONB(JSON):
    _native_name = "JSONB"
