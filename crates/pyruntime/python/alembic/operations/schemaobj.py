"""Makes tables out of what directives are given."""

import _waiting
from sqlalchemy import Column, Constraint, Index, MetaData, Table
from sqlalchemy.sql.naming import conv
from sqlalchemy.sql.schema import DEFAULT_NAMING_CONVENTION

from .. import _lower


class SchemaObjects:
    def __init__(self, migration_context=None):
        self.migration_context = migration_context

    @property
    def _convention(self):
        """The naming convention of `target_metadata`, if it has one."""
        context = self.migration_context
        target = context.opts.get("target_metadata") if context is not None else None
        return getattr(_waiting.real_alone(target), "naming_convention", None)

    def metadata(self):
        return MetaData(naming_convention=self._convention)

    def table(self, name, *columns, **kw):
        """Makes a table; what belongs to another table already is copied."""
        kw.pop("_constraints_included", None)
        items = [item._copy() if item.table is not None else item for item in columns if isinstance(item, Column)]
        table = Table(name, self.metadata(), *items, **kw)
        for item in columns:
            if isinstance(item, (Constraint, Index)):
                _lower.join_table(item, table)
        return table

    def column(self, name, type_, **kw):
        return Column(name, type_, **kw)

    def name(self, thing, table_name, schema, columns):
        """Lets the naming convention see a constraint or index whose name is not final."""
        convention = self._convention or DEFAULT_NAMING_CONVENTION
        if isinstance(thing.name, conv):
            return
        if thing.name is not None and convention is DEFAULT_NAMING_CONVENTION:
            return
        columns = [Column(column) for column in dict.fromkeys(columns)]
        thing._attach_to_table(self.table(table_name, *columns, schema=schema))
