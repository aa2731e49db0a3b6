"""Stand-in for `asyncpg`: exceptions and names; connections are Limbeck's own."""

import _driver
from . import exceptions  # noqa: F401
from .exceptions import InterfaceError, InternalClientError, PostgresError  # noqa: F401

__version__ = "0.31.0"
connect = _driver.refuse("asyncpg.connect")
create_pool = _driver.refuse("asyncpg.create_pool")
globals().update(_driver.unused("Connection", "Pool", "Record", "BitString", "Range", "Point", "Box"))


def __getattr__(name):
    if name in ("UniqueViolationError", "ForeignKeyViolationError") or name.endswith("Error") or name == "PostgresWarning":
        return getattr(exceptions, name)
    if name in ("connection", "pool", "types", "pgproto", "protocol", "transaction"):
        module = globals()[name] = type(exceptions)("asyncpg." + name)
        module.Connection, module.Pool, module.Record = Connection, Pool, Record  # noqa: F821
        return module
    raise AttributeError("module 'asyncpg' has no attribute %r" % (name,))
