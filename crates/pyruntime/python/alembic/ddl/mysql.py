"""`alembic.ddl.mysql`."""

from .impl import MySQLImpl
