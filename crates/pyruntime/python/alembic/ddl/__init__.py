"""`alembic.ddl`: where dialects of third parties hang their class in."""

from .impl import DefaultImpl
