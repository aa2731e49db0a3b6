"""`dialect` classes of MySQL."""

from sqlalchemy.engine.default import MySQLDialect

dialect = MySQLDialect
