"""`dialect` classes of PostgreSQL."""

from sqlalchemy.engine.default import PGDialect

dialect = PGDialect
