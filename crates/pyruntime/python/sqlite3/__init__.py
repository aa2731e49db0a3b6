"""Stand-in for `sqlite3`: exceptions and names; connections are Limbeck's own."""

import datetime
import time

import _driver

_driver.dbapi_exceptions(globals(), "sqlite3")
threadsafety = 3
paramstyle = "qmark"
version = "2.6.0"
version_info = (2, 6, 0)
sqlite_version = "3.50.2"
sqlite_version_info = (3, 50, 2)
PARSE_DECLTYPES, PARSE_COLNAMES = 1, 2
SQLITE_OK, SQLITE_DENY, SQLITE_IGNORE = 0, 1, 2
connect = _driver.refuse("sqlite3.connect")
globals().update(_driver.unused("Connection", "Cursor", "Row", "Blob", "PrepareProtocol", "Binary"))


Date, Time, Timestamp = datetime.date, datetime.time, datetime.datetime


def DateFromTicks(ticks):
    return Date(*time.localtime(ticks)[:3])


def TimeFromTicks(ticks):
    return Time(*time.localtime(ticks)[3:6])


def TimestampFromTicks(ticks):
    return Timestamp(*time.localtime(ticks)[:6])


def register_adapter(type, adapter, /):
    """Values are adapted by Limbeck."""


def register_converter(typename, converter, /):
    """Values are converted by Limbeck."""


def complete_statement(statement):
    return statement.rstrip().endswith(";")


def __getattr__(name):
    if name == "dbapi2":
        from sys import modules

        __import__("sqlite3.dbapi2")
        return modules["sqlite3.dbapi2"]
    raise AttributeError("module 'sqlite3' has no attribute %r" % (name,))
