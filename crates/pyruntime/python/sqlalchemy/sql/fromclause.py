"""What may stand in FROM, and the plain `table("t", column("x"))`."""

from . import exc_of
from .base import ColumnCollection
from .elements import ClauseElement, name_wire


class FromClause(ClauseElement):
    is_selectable = True
    named_with_column = False
    schema = None
    name = None
    primary_key = ()
    foreign_keys = ()

    def _froms(self):
        return [self]

    def _hidden(self):
        """The tables inside this one, which then need no place of their own in FROM."""
        return ()

    def _from_wire(self):
        raise NotImplementedError("%s in FROM" % type(self).__name__)

    def _qualify(self, wire):
        """Writes on a column which table it belongs to."""
        wire["table"] = self.name

    @property
    def columns(self):
        return self._columns

    c = columns
    exported_columns = columns

    @property
    def entity_namespace(self):
        return self.c

    @property
    def description(self):
        return self.name or ""

    def alias(self, name=None, flat=False):
        from .aliases import Alias

        return Alias(self, name)

    def select(self):
        from .select_statement import select

        return select(self)

    def join(self, right, onclause=None, isouter=False, full=False):
        from .aliases import Join

        return Join(self, right, onclause, isouter, full)

    def outerjoin(self, right, onclause=None, full=False):
        from .aliases import Join

        return Join(self, right, onclause, True, full)

    def tablesample(self, sampling, name=None, seed=None):
        raise NotImplementedError("tablesample() is not supported: write the statement with text()")

    def is_derived_from(self, fromclause):
        return fromclause is self

    def corresponding_column(self, column, require_embedded=False):
        return self.c.corresponding_column(column)

    def _result_columns(self):
        return list(self.c)


class TableClause(FromClause):
    __module__ = "sqlalchemy.sql.selectable"
    named_with_column = True
    implicit_returning = False

    def __init__(self, name, *columns, **kw):
        self.name = name
        schema = kw.pop("schema", None)
        if schema is not None:
            self.schema = schema
        if kw:
            raise exc_of("ArgumentError", "Unsupported argument(s): %s" % list(kw))
        self._columns = ColumnCollection()
        for column in columns:
            self.append_column(column)

    def append_column(self, column):
        existing = column.table
        if existing is not None and existing is not self:
            raise exc_of(
                "ArgumentError",
                "column object '%s' already assigned to table '%s'" % (column.key, existing.description),
            )
        column.table = self
        if column.key is None:
            column.key = column.name
        self._columns._index[column.key] = column

    @property
    def fullname(self):
        return self.name if self.schema is None else "%s.%s" % (self.schema, self.name)

    @property
    def description(self):
        return str(self.name)

    def _name_wire(self):
        wire = {"name": name_wire(self.name)}
        if self.schema is not None:
            wire["namespace"] = name_wire(self.schema)
        return wire

    def _from_wire(self):
        wire = self._name_wire()
        wire["from"] = "table"
        return wire

    def _wire(self):
        return self._from_wire()

    def _qualify(self, wire):
        wire["table"] = name_wire(self.name)
        if self.schema is not None:
            wire["namespace"] = name_wire(self.schema)

    def insert(self):
        from .dml import Insert

        return Insert(self)

    def update(self):
        from .dml import Update

        return Update(self)

    def delete(self):
        from .dml import Delete

        return Delete(self)

    def __str__(self):
        return self.fullname

    def __repr__(self):
        return "<%s.%s at %#x; %s>" % (type(self).__module__, type(self).__qualname__, id(self), self.name)


def table(name, *columns, **kw):
    return TableClause(name, *columns, **kw)
