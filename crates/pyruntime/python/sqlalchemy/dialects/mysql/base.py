"""`dialect` classes of MySQL."""

from sqlalchemy.engine.default import MySQLDialect

dialect = MySQLDialect


def __getattr__(name):
    # The types were at this address too.
    from sqlalchemy.dialects import mysql

    return getattr(mysql, name)
