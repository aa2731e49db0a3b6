"""The columns that have an enum as their type."""

import enum

from sqlalchemy import ARRAY, Enum


class ColumnType(enum.Enum):
    COMMON = Enum
    ARRAY = ARRAY

    def __repr__(self):
        return "ColumnType.%s" % self.name


Unspecified = object()


class TableReference:
    def __init__(
        self,
        table_name,
        column_name,
        table_schema=Unspecified,
        column_type=ColumnType.COMMON,
        existing_server_default=None,
    ):
        self.table_name = table_name
        self.column_name = column_name
        self.table_schema = table_schema
        self.column_type = column_type
        self.existing_server_default = existing_server_default

    def within(self, namespace):
        """Returns the column with that schema, where none was given."""
        if self.table_schema is not Unspecified:
            return self
        return TableReference(
            self.table_name, self.column_name, namespace, self.column_type, self.existing_server_default
        )

    @property
    def is_column_type_import_needed(self):
        return self.column_type != ColumnType.COMMON

    @property
    def table_name_with_schema(self):
        return '"%s"."%s"' % (self.table_schema, self.table_name) if self.table_schema else '"%s"' % self.table_name

    @property
    def escaped_column_name(self):
        return '"%s"' % self.column_name

    def _key(self):
        return self.table_name, self.column_name, self.table_schema, self.column_type, self.existing_server_default

    def __eq__(self, other):
        return isinstance(other, TableReference) and self._key() == other._key()

    def __hash__(self):
        return hash(self._key())

    def __repr__(self):
        shown = [("table_schema", self.table_schema)] if self.table_schema else []
        shown += [("table_name", self.table_name), ("column_name", self.column_name)]
        if self.is_column_type_import_needed:
            shown.append(("column_type", self.column_type))
        if self.existing_server_default is not None:
            shown.append(("existing_server_default", self.existing_server_default))
        return "TableReference(%s)" % ", ".join("%s=%r" % pair for pair in shown)
