"""Stand-in for `alembic_postgresql_enum`: `op.sync_enum_values` and `op.add_enum_value`.

What its import changes in autogenerate is done here without it: enums of PostgreSQL are compared anyway.
"""

from . import operations as _operations  # noqa: F401
from .configuration import Config, set_configuration
from .get_enum_data import ColumnType, TableReference

__all__ = ("ColumnType", "TableReference", "set_configuration", "Config")
