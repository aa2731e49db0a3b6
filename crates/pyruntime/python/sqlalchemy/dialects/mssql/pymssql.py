"""`dialect` classes of SQL Server."""

from sqlalchemy.engine.default import MSDialect

dialect = MSDialect
