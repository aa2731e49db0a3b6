"""`alembic.ddl.sqlite`."""

from .impl import SQLiteImpl
