"""`dialect` classes of Oracle."""

from sqlalchemy.engine.default import OracleDialect

dialect = OracleDialect
