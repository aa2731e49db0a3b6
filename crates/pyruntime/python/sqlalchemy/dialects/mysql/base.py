"""`dialect` classes of MySQL."""

from sqlalchemy.engine.default import MySQLDialect

dialect = MySQLDialect


def __getattr__(name):
    if name == "ischema_names":
        return dialect.ischema_names
    # The types were at this address too.
    from sqlalchemy.dialects import mysql

    return getattr(mysql, name)
