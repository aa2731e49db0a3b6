"""`dialect` classes of SQLite."""

from sqlalchemy.engine.default import SQLiteDialect

dialect = SQLiteDialect


def __getattr__(name):
    if name == "ischema_names":
        return dialect.ischema_names
    # The types were at this address too.
    from sqlalchemy.dialects import sqlite

    return getattr(sqlite, name)
