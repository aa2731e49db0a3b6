"""`dialect` classes of SQLite."""

from sqlalchemy.engine.default import SQLiteDialect

dialect = SQLiteDialect
