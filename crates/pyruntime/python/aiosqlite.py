"""Stand-in for `aiosqlite`: exceptions and names; connections are Limbeck's own."""

import _driver
from sqlite3 import (  # noqa: F401
    DatabaseError,
    Error,
    IntegrityError,
    InterfaceError,
    NotSupportedError,
    OperationalError,
    PARSE_COLNAMES,
    PARSE_DECLTYPES,
    ProgrammingError,
    Row,
    Warning,
    sqlite_version,
    sqlite_version_info,
)

__version__ = "0.21.0"
connect = _driver.refuse("aiosqlite.connect")
globals().update(_driver.unused("Connection", "Cursor"))


def register_adapter(type, adapter):
    """Values are adapted by Limbeck."""


register_converter = register_adapter
