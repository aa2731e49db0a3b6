"""`alembic.ddl.mssql`."""

from .impl import MSSQLImpl
