"""Stand-in for `psycopg` (version 3): exceptions and names; connections are Limbeck's own."""

import _driver

_driver.dbapi_exceptions(globals(), "psycopg")
__version__ = "3.2.9"
threadsafety = 2
paramstyle = "pyformat"
connect = _driver.refuse("psycopg.connect")
globals().update(_driver.unused("Connection", "Cursor", "AsyncConnection", "AsyncCursor", "Rollback", "IsolationLevel"))
Connection.connect = AsyncConnection.connect = staticmethod(connect)  # noqa: F821


def __getattr__(name):
    if name in ("errors", "sql", "rows", "types"):
        from sys import modules

        __import__("psycopg." + name)
        return modules["psycopg." + name]
    raise AttributeError("module 'psycopg' has no attribute %r" % (name,))
