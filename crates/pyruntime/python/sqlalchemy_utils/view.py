"""Views as statements, and views that are made and dropped with a MetaData."""

from sqlalchemy import MetaData, PrimaryKeyConstraint, Table, event
from sqlalchemy.sql.ddl import DDLElement


class _OfView(DDLElement):
    """A statement of a view."""

    def _query(self):
        return {"query": "driver", "sql": self._sql()}

    @property
    def _quoted(self):
        from sqlalchemy import _running
        from sqlalchemy.engine.default import named_dialect

        return (_running.dialect or named_dialect("default")).identifier_preparer.quote(self.name)

    @property
    def _kind(self):
        return "MATERIALIZED VIEW" if self.materialized else "VIEW"


class CreateView(_OfView):
    def __init__(self, name, selectable, materialized=False, replace=False):
        if materialized and replace:
            raise ValueError("Cannot use CREATE OR REPLACE with materialized views")
        self.name = name
        self.selectable = selectable
        self.materialized = materialized
        self.replace = replace

    def _sql(self):
        from sqlalchemy.ext.compiler import UserCompiler

        query = UserCompiler().process(self.selectable, literal_binds=True)
        return "CREATE %s%s %s AS %s" % ("OR REPLACE " if self.replace else "", self._kind, self._quoted, query)


class DropView(_OfView):
    def __init__(self, name, materialized=False, cascade=True):
        self.name = name
        self.materialized = materialized
        self.cascade = cascade

    def _sql(self):
        return "DROP %s IF EXISTS %s%s" % (self._kind, self._quoted, " CASCADE" if self.cascade else "")


class RefreshMaterializedView(_OfView):
    materialized = True

    def __init__(self, name, concurrently):
        self.name = name
        self.concurrently = concurrently

    def _sql(self):
        return "REFRESH %s %s%s" % (self._kind, "CONCURRENTLY " if self.concurrently else "", self._quoted)


def create_table_from_selectable(name, selectable, indexes=None, metadata=None, aliases=None, **kwargs):
    """The table that a query gives: its columns, and a primary key of them where they have none."""
    from sqlalchemy import Column

    selected = list(selectable.selected_columns)
    keys = aliases or {}
    columns = [
        Column(column.name, column.type, key=keys.get(column.name, column.name), primary_key=column.primary_key)
        for column in selected
    ]
    table = Table(name, MetaData() if metadata is None else metadata, *columns, *(indexes or ()), **kwargs)
    if not any(column.primary_key for column in columns):
        table.append_constraint(PrimaryKeyConstraint(*[keys.get(column.name, column.name) for column in selected]))
    return table


def create_view(name, selectable, metadata, cascade_on_drop=True, replace=False):
    table = create_table_from_selectable(name, selectable)
    drop = DropView(name, cascade=cascade_on_drop)
    return _goes_with(metadata, table, CreateView(name, selectable, replace=replace), drop)


def create_materialized_view(name, selectable, metadata, indexes=None, aliases=None):
    table = create_table_from_selectable(name, selectable, indexes, aliases=aliases)
    create = CreateView(name, selectable, materialized=True)
    return _goes_with(metadata, table, create, DropView(name, materialized=True))


def _goes_with(metadata, table, create, drop):
    """Has the view made after the tables of the MetaData, and dropped before them."""

    def create_indexes(target, connection, **keywords):
        for index in table.indexes:
            index.create(connection)

    event.listen(metadata, "after_create", create)
    event.listen(metadata, "after_create", create_indexes)
    event.listen(metadata, "before_drop", drop)
    return table


def refresh_materialized_view(session, name, concurrently=False):
    session.flush()
    session.execute(RefreshMaterializedView(name, concurrently))
