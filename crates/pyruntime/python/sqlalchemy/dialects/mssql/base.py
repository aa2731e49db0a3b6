"""`dialect` classes of SQL Server."""

from sqlalchemy.engine.default import MSDialect

dialect = MSDialect


def __getattr__(name):
    # The types were at this address too.
    from sqlalchemy.dialects import mssql

    return getattr(mssql, name)
