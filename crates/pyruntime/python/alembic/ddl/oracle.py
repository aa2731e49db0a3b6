"""`alembic.ddl.oracle`."""

from .impl import OracleImpl
