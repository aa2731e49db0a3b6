"""Stand-in for `psycopg2`: exceptions and names; connections are Limbeck's own."""

import _driver

_driver.dbapi_exceptions(globals(), "psycopg2")
__version__ = "2.9.10 (dt dec pq3 ext lo64)"
threadsafety = 2
paramstyle = "pyformat"
connect = _driver.refuse("psycopg2.connect")
globals().update(_driver.unused("Binary", "Date", "Time", "Timestamp", "DateFromTicks"))


def __getattr__(name):
    if name in ("errors", "errorcodes", "extensions", "extras", "pool", "sql"):
        from sys import modules

        __import__("psycopg2." + name)
        return modules["psycopg2." + name]
    raise AttributeError("module 'psycopg2' has no attribute %r" % (name,))
