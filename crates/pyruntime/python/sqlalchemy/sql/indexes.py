"""`Index`."""

from sqlalchemy import _running

from . import exc_of
from .base import ColumnCollection, SchemaItem
from .conditional import Conditional
from .constraints import ColumnCollectionMixin, attach_by_columns, column_of, columns_in
from .elements import name_wire
from .naming import constraint_name_wire, conventional_name, quoted_name


class Index(Conditional, SchemaItem, ColumnCollectionMixin):
    _convention_key = "ix"
    _column_flag = False
    table = None
    name = None
    unique = False

    def __init__(
        self, name, *expressions, unique=False, quote=None, info=None, _table=None, _column_flag=False, **dialect_kw
    ):
        self.name = name if quote is None or name is None else quoted_name(name, quote)
        if unique:
            self.unique = unique
        if info is not None:
            self._info = info
        if _column_flag:
            self._column_flag = True
        if dialect_kw:
            self._take_dialect_kwargs(dialect_kw)
        self._given = expressions
        if _table is not None:
            self._attach_to_table(_table)
        elif expressions:
            attach_by_columns(self, expressions)

    @property
    def parent(self):
        return self.table

    def _column_was_attached(self):
        attach_by_columns(self, self._given, True)

    def _set_parent(self, parent):
        self._attach_to_table(parent)

    def _attach_to_table(self, table):
        if self.table is not None and table is not self.table:
            raise exc_of(
                "ArgumentError",
                "Index '%s' is against table '%s', and cannot be associated with table '%s'."
                % (self.name, self.table.description, table.description),
            )
        self.table = table
        if self not in table._indexes:
            table._indexes.append(self)

    @property
    def expressions(self):
        return [self._part(given) for given in self._given]

    @property
    def columns(self):
        found = ColumnCollection()
        for part in self.expressions:
            for column in columns_in(part):
                found._add(column)
        return found

    c = columns

    def _part(self, given):
        if isinstance(given, str):
            if self.table is None:
                from .elements import column

                return column(given)
            column = self.table._columns._index.get(given)
            if column is None:
                raise exc_of(
                    "ConstraintColumnNotFoundError",
                    "Can't create Index on table '%s': no column named '%s' is present."
                    % (self.table.description, given),
                )
            return column
        return column_of(given)

    def _wire(self):
        wire = {"parts": [_index_part(self._part(given)) for given in self._given]}
        name = self.name
        if self.table is not None:
            conventional = conventional_name(self, self.table)
            if conventional is not None:
                name = conventional
        name = constraint_name_wire(name)
        if name is not None:
            wire["name"] = name
        if self.unique:
            wire["unique"] = True
        if self._dialect_kwargs:
            wire["options"] = self._options_wire()
        return wire

    def _operation(self):
        if self.table is None:
            raise exc_of("CompileError", "Index '%s' is not associated with any table." % self.name)
        return {"op": "create_index", "table": self.table._name_wire(), "index": self._wire()}

    def create(self, bind, checkfirst=False):
        operation = self._operation()
        if checkfirst:
            operation["if_not_exists"] = True
        bind._perform(operation)

    def drop(self, bind, checkfirst=False):
        operation = {"op": "drop_index", "name": self._wire().get("name")}
        if self.table is not None:
            operation["table"] = self.table._name_wire()
        if checkfirst:
            operation["if_exists"] = True
        if self._dialect_kwargs:
            operation["options"] = self._options_wire()
        bind._perform(operation)

    def _copy(self, target_table=None, **kw):
        copied = self.__class__.__new__(self.__class__)
        copied.__dict__.update(self.__dict__)
        copied.__dict__.pop("table", None)
        return copied

    def __repr__(self):
        parts = [repr(None if self.name is None else str(self.name))]
        parts += [repr(given if self.table is None else self._part(given)) for given in self._given]
        if self.unique:
            parts.append("unique=True")
        return "Index(%s)" % ", ".join(parts)


def _index_part(part):
    """One key of an index: a plain column by name, anything else as an expression."""
    if getattr(part, "_is_column", False) and not part.is_literal:
        return {"column": name_wire(part.name)}
    return {"expression": _running.without_tables(part)}
