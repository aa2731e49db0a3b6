"""`alembic.ddl.postgresql`."""

from .base import AlterColumn, ColumnComment, IdentityColumnDefault, RenameTable, refusing  # noqa: F401
from .impl import PostgresqlImpl  # noqa: F401


class PostgresqlColumnType(AlterColumn):
    """Only named: `op.alter_column` is the host's."""


_FUNCTIONS = """
add_column alter_column alter_table format_column_name format_table_name format_type visit_column_comment
visit_column_type visit_identity_column visit_rename_table
"""
globals().update({name: refusing(__name__, name) for name in _FUNCTIONS.split()})
