"""Makes tables of the real SQLAlchemy out of what directives are given."""

import sqlalchemy
from sqlalchemy.sql.elements import conv
from sqlalchemy.sql.schema import DEFAULT_NAMING_CONVENTION


def conventional_name(constraint, table):
    """The name by convention is given as the real constraint joins its table."""
    return None


def unattached(column):
    """Returns the column, or a copy of one that belongs to a table: its references are that table's and stay there."""
    return column if column.table is None else column._copy()


class SchemaObjects:
    def __init__(self, migration_context=None):
        self.migration_context = migration_context

    @property
    def _convention(self):
        """The naming convention of `target_metadata`, if it has one."""
        context = self.migration_context
        target = context.opts.get("target_metadata") if context is not None else None
        return getattr(target, "naming_convention", None)

    def metadata(self):
        return sqlalchemy.MetaData(naming_convention=self._convention)

    def table(self, name, *columns, **kw):
        """Makes a table; what belongs to another table already is copied."""
        kw.pop("_constraints_included", None)
        items = [
            item._copy() if item.table is not None else item
            for item in columns
            if isinstance(item, sqlalchemy.Column)
        ]
        table = sqlalchemy.Table(name, self.metadata(), *items, **kw)
        for item in columns:
            if isinstance(item, sqlalchemy.Constraint):
                owner = getattr(item, "parent", None)
                if owner is not None and owner is not table:
                    item = item._copy(target_table=table)
                table.append_constraint(item)
            elif isinstance(item, sqlalchemy.Index):
                if item.table is None:
                    item._set_parent_with_dispatch(table)
                elif item.table is not table:
                    parts = [part.name if getattr(part, "_is_column", False) else part for part in item.expressions]
                    sqlalchemy.Index(item.name, *parts, unique=item.unique, _table=table, **dict(item.dialect_kwargs))
        return table

    def column(self, name, type_, **kw):
        return sqlalchemy.Column(name, type_, **kw)

    def name(self, thing, table_name, schema, columns):
        """Lets the naming convention see a constraint or index whose name is not final."""
        convention = self._convention or DEFAULT_NAMING_CONVENTION
        if isinstance(thing.name, conv):
            return
        if thing.name is not None and convention is DEFAULT_NAMING_CONVENTION:
            return
        columns = [sqlalchemy.Column(column, sqlalchemy.types.NullType()) for column in dict.fromkeys(columns)]
        thing._attach_to_table(self.table(table_name, *columns, schema=schema))
