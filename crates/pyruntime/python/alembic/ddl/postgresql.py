"""`alembic.ddl.postgresql`."""

from .impl import PostgresqlImpl
