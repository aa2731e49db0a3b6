"""Constraints of a table: primary key, unique, check."""

from sqlalchemy import _running

from . import exc_of
from .base import ColumnCollection, SchemaItem
from .conditional import Conditional
from .elements import name_wire
from .naming import constraint_name_wire, conventional_name

_created = 0


def _next_number():
    global _created
    _created += 1
    return _created


class ColumnCollectionMixin:
    pass


class Constraint(Conditional, SchemaItem):
    _tag = None
    _convention_key = None
    parent = None
    deferrable = initially = comment = None
    _column_flag = False
    _of_column = False
    name = None

    def __init__(
        self,
        name=None,
        deferrable=None,
        initially=None,
        info=None,
        comment=None,
        _create_rule=None,
        _type_bound=False,
        **dialect_kw,
    ):
        self._begin(name, deferrable, initially, info, comment, dialect_kw)
        if _create_rule is not None:
            self._create_rule = _create_rule

    def _begin(self, name, deferrable, initially, info, comment, dialect_kw):
        self.name = name
        self._creation_order = _next_number()
        if deferrable is not None:
            self.deferrable = deferrable
        if initially is not None:
            self.initially = initially
        if info is not None:
            self._info = info
        if comment is not None:
            self.comment = comment
        if dialect_kw:
            self._take_dialect_kwargs(dialect_kw)

    @property
    def table(self):
        if self.parent is None:
            raise exc_of(
                "InvalidRequestError",
                "This constraint is not bound to a table.  Did you mean to call table.append_constraint(constraint) ?",
            )
        return self.parent

    def _set_parent(self, parent):
        self._attach_to_table(parent)

    def _attach_to_table(self, table):
        if self._attachment_is_heard:
            self._tell_listeners("before_parent_attach", table)
        self.parent = table
        if self not in table._constraints:
            table._constraints.append(self)
        if self._attachment_is_heard:
            self._tell_listeners("after_parent_attach", table)

    def __eq__(self, other):
        return self is other

    __hash__ = object.__hash__

    def _wire(self):
        wire = {"constraint": self._tag}
        name = self.name
        if self.parent is not None:
            conventional = conventional_name(self, self.parent)
            if conventional is not None:
                name = conventional
        name = constraint_name_wire(name)
        if name is not None:
            wire["name"] = name
        if self.deferrable is not None:
            wire["deferrable"] = self.deferrable
        if self.initially is not None:
            wire["initially"] = self.initially
        if self.comment is not None:
            wire["comment"] = self.comment
        if self._dialect_kwargs:
            wire["options"] = self._options_wire()
        return wire

    def _copy(self, target_table=None, **kw):
        copied = self.__class__.__new__(self.__class__)
        copied.__dict__.update(self.__dict__)
        copied.__dict__.pop("parent", None)
        copied._creation_order = _next_number()
        return copied

    def copy(self, **kw):
        return self._copy(**kw)

    def __repr__(self):
        shown = []
        if self.name is not None:
            shown.append("name=%r" % str(self.name))
        for name in ("deferrable", "initially", "comment"):
            value = getattr(self, name)
            if value is not None:
                shown.append("%s=%r" % (name, value))
        return "%s(%s)" % (type(self).__name__, ", ".join(self._repr_arguments() + shown))

    def _repr_arguments(self):
        return []


class ColumnCollectionConstraint(Constraint, ColumnCollectionMixin):
    def __init__(
        self,
        *columns,
        name=None,
        deferrable=None,
        initially=None,
        info=None,
        _autoattach=True,
        _column_flag=False,
        _gather_expressions=None,
        **dialect_kw,
    ):
        comment = dialect_kw.pop("comment", None)
        self._begin(name, deferrable, initially, info, comment, dialect_kw)
        if _column_flag:
            self._column_flag = True
        self._given = columns
        if _autoattach and columns:
            attach_by_columns(self, columns)

    def _attach_to_table(self, table):
        Constraint._attach_to_table(self, table)
        # A column that is not there is an error now, not when the table is created.
        self._resolved()

    def _column_was_attached(self):
        attach_by_columns(self, self._given, True)

    @property
    def columns(self):
        return ColumnCollection(self._resolved())

    c = columns

    def _resolved(self):
        return [column for column in map(self._column, self._given) if not isinstance(column, str)]

    def _column(self, given):
        if isinstance(given, str):
            if self.parent is None:
                return given
            column = self.parent._columns._index.get(given)
            if column is None:
                raise exc_of(
                    "ConstraintColumnNotFoundError",
                    "Can't create %s on table '%s': no column named '%s' is present."
                    % (type(self).__name__, self.parent.description, given),
                )
            return column
        return column_of(given)

    def _column_names(self):
        return [
            name_wire(column) if isinstance(column, str) else name_wire(column.name)
            for column in map(self._column, self._given)
        ]

    def _wire(self):
        wire = Constraint._wire(self)
        wire["columns"] = self._column_names()
        if self._of_column:
            wire["of_column"] = True
        return wire

    def contains_column(self, col):
        return any(column is col for column in self._resolved())

    def __iter__(self):
        return iter(self._resolved())

    def __len__(self):
        return len(self._given)

    def _copy(self, target_table=None, **kw):
        copied = Constraint._copy(self)
        copied._given = tuple(given if isinstance(given, str) else column_of(given).key for given in self._given)
        return copied

    def __repr__(self):
        columns = [repr(column) for column in self._resolved()] if self.parent is not None else []
        return "%s(%s)" % (type(self).__name__, ", ".join(columns))


def column_of(given):
    """The column that a constraint is given: itself, or what a mapped attribute stands for."""
    if hasattr(given, "_definition") or getattr(given, "_is_clause", False):
        return given
    clause = getattr(given, "__clause_element__", None)
    if clause is not None:
        return clause()
    column = getattr(given, "column", None)
    return given if column is None else column


def attach_by_columns(constraint, columns, again=False):
    """A constraint of Column objects joins their table by itself, now or when they join it."""
    table = None
    for column in columns:
        if isinstance(column, str):
            if again:
                continue
            return
        for part in columns_in(column_of(column)):
            if not hasattr(part, "_definition"):
                continue
            if part.table is None:
                if not again:
                    part._pending = part._pending + (constraint,)
                table = False
            elif table is None:
                table = part.table
    if table is not None and table is not False and constraint.parent is None and hasattr(table, "_constraints"):
        constraint._attach_to_table(table)


def columns_in(expression):
    """The columns inside an expression."""
    if getattr(expression, "_is_column", False):
        return [expression]
    found = []
    children = getattr(expression, "_children", None)
    if children is not None:
        for child in children():
            found.extend(columns_in(child))
    return found


class UniqueConstraint(ColumnCollectionConstraint):
    _tag = "unique"

    def copy(self, target_table=None, **kw):
        copied = self._copy(target_table=target_table)
        if target_table is None and self.parent is not None:
            # It is of the same columns, so it joins their table, as one that a script makes of them does.
            copied._attach_to_table(self.parent)
        return copied
    _convention_key = "uq"


class PrimaryKeyConstraint(ColumnCollectionConstraint):
    _tag = "primary_key"
    _convention_key = "pk"
    _implicit = False

    def __init__(
        self,
        *columns,
        name=None,
        deferrable=None,
        initially=None,
        info=None,
        _implicit_generated=False,
        **dialect_kw,
    ):
        ColumnCollectionConstraint.__init__(
            self, *columns, name=name, deferrable=deferrable, initially=initially, info=info, **dialect_kw
        )
        if _implicit_generated:
            self._implicit = True

    def _attach_to_table(self, table):
        table._primary_key = self
        self.parent = table
        table._constraints = [item for item in table._constraints if not isinstance(item, PrimaryKeyConstraint)]
        table._constraints.append(self)
        if self._given:
            for column in self._resolved():
                if not column.primary_key:
                    column.primary_key = column._primary_key_by_constraint = True
                if column._nullable is None:
                    column._nullable = False
        else:
            self._given = tuple(column for column in table._columns if column.primary_key)

    @property
    def columns_autoinc_first(self):
        return self._resolved()


class CheckConstraint(ColumnCollectionConstraint):
    _tag = "check"
    _convention_key = "ck"

    def __init__(
        self,
        sqltext,
        name=None,
        deferrable=None,
        initially=None,
        table=None,
        info=None,
        _create_rule=None,
        _autoattach=True,
        _type_bound=False,
        **dialect_kw,
    ):
        comment = dialect_kw.pop("comment", None)
        self._begin(name, deferrable, initially, info, comment, dialect_kw)
        if _create_rule is not None:
            self._create_rule = _create_rule
        if isinstance(sqltext, str):
            from .elements import text

            sqltext = text(sqltext)
        self.sqltext = sqltext
        self._given = ()
        if table is not None:
            self._attach_to_table(table)
        elif _autoattach and not getattr(sqltext, "_is_text", False):
            attach_by_columns(self, (sqltext,))

    def _column_was_attached(self):
        attach_by_columns(self, (self.sqltext,), True)

    @property
    def columns(self):
        return ColumnCollection(columns_in(self.sqltext))

    def _attach_to_column(self, column):
        column._checks = list(column._checks) + [self]
        self._column_flag = True
        if column.table is not None:
            self._attach_to_table(column.table)

    @property
    def is_column_level(self):
        return self.parent is not None and any(self in column._checks for column in self.parent._columns)

    def _wire(self):
        wire = Constraint._wire(self)
        wire["condition"] = _running.without_tables(self.sqltext)
        return wire

    def _copy(self, target_table=None, **kw):
        return Constraint._copy(self)

    def _repr_arguments(self):
        return [repr(self.sqltext)]

    def __repr__(self):
        shown = Constraint.__repr__(self)
        return shown if self.parent is None else "%s, table=%r)" % (shown[:-1], self.parent)
