"""`dialect` classes of SQLite."""

from sqlalchemy.engine.default import SQLiteDialect

dialect = SQLiteDialect


def __getattr__(name):
    # The types were at this address too.
    from sqlalchemy.dialects import sqlite

    return getattr(sqlite, name)
