"""INSERT, UPDATE and DELETE."""

from sqlalchemy import _running

from . import exc_of
from .base import ColumnCollection, Executable
from .elements import BindParameter, ClauseElement, and_, criterion_of, expression_of, name_wire
from .aliases import CTE, from_of, from_wire


class UpdateBase(ClauseElement, Executable):
    is_dml = True
    supports_execution = True
    _returning = ()
    _execution_options = {}
    _values = None
    _multi_values = None
    _select = None
    _implicit_returning = ()
    _last_values = {}
    _on_conflict = None

    # The model that the statement was made for.
    _mapper = None
    _returning_entities = ()

    def __init__(self, table):
        self.table = from_of(table)
        mapper = getattr(table, "__mapper__", None)
        if mapper is not None:
            self._mapper = mapper

    def _copied(self):
        copied = self.__class__.__new__(self.__class__)
        copied.__dict__.update(self.__dict__)
        return copied

    def returning(self, *cols, sort_by_parameter_order=False, **kw):
        from .select_statement import _columns_of

        copied = self._copied()
        copied._returning = self._returning + _columns_of(cols)
        copied._returning_entities = self._returning_entities + cols
        return copied

    def return_defaults(self, *cols, **kw):
        return self._copied()

    def execution_options(self, **kw):
        copied = self._copied()
        copied._execution_options = dict(self._execution_options, **kw)
        return copied

    def get_execution_options(self):
        return self._execution_options

    def with_hint(self, *arguments, **keywords):
        raise NotImplementedError("with_hint() is not supported: write the statement with text()")

    prefix_with = with_hint

    def cte(self, name=None, recursive=False, nesting=False):
        return CTE(self, name, recursive)

    def _returned_columns(self):
        return ColumnCollection(self._returning)

    exported_columns = property(_returned_columns)

    def _froms(self):
        return []

    def _result_columns(self):
        return list(self._returning) if self._returning else None

    def _query(self):
        """The wire form without parameters of an execution."""
        return self._prepared(None, [])[0]

    def _inner_query(self, correlates=False):
        return self._lowered(_running.query, [])[0]

    def _prepared(self, connection, parameters):
        """The wire form for an execution, its parameters, and the columns that come back."""
        outer = _running.query
        _running.query = query = _running.Lowering()
        self._dialect = connection.dialect if connection is not None else None
        try:
            wire, parameters = self._lowered(query, parameters)
            if query.ctes:
                wire["ctes"] = query.ctes
        finally:
            _running.query = outer
        return wire, parameters, self._result_columns()

    def _returning_wire(self, wire, table_names=True):
        if self._returning:
            wire["returning"] = [_returned(column) for column in self._returning]

    def _typed(self, key, parameters_row=None):
        return self.table.c.get(key)


def _returned(column):
    name = column._result_name()
    wire = column._wire()
    if name is None and column._name_for_label() is not None:
        return {"expr": "label", "name": _running.query.name(column, column._name_for_label()), "of": wire}
    return wire


class ValuesBase(UpdateBase):
    def values(self, *args, **kwargs):
        copied = self._copied()
        if args:
            given = args[0]
            if len(args) > 1:
                raise exc_of(
                    "ArgumentError",
                    "Only a single dictionary/tuple or list of dictionaries/tuples is accepted positionally.",
                )
            if isinstance(given, (list, tuple)) and given and isinstance(given[0], (dict, list, tuple)):
                if self.is_update:
                    raise exc_of("InvalidRequestError", "UPDATE construct does not support multiple parameter sets.")
                copied._multi_values = (self._multi_values or []) + [self._keyed(row) for row in given]
                return copied
            if isinstance(given, (list, tuple)):
                given = dict(zip([column.key for column in self.table.c], given)) if given else {}
            elif hasattr(given, "_wire"):
                raise exc_of("ArgumentError", "values() takes a dictionary or keywords")
            kwargs = dict(self._keyed(given), **kwargs)
        copied._values = dict(self._values or {}, **self._keyed(kwargs))
        return copied

    def _keyed(self, row):
        """Values by column key; a row may be a tuple, keys may be columns."""
        if isinstance(row, (list, tuple)):
            return dict(zip([column.key for column in self.table.c], row))
        keyed = {getattr(key, "key", key): value for key, value in dict(row).items()}
        return keyed if self._mapper is None else self._by_columns(keyed)

    def _by_columns(self, row):
        """A model's attributes may have other names than their columns."""
        columns = self._mapper.column_of
        return {
            columns[key].key if key in columns and key not in self.table.c else key: value for key, value in row.items()
        }

    def _column(self, key):
        column = self.table.c.get(key)
        if column is None:
            for candidate in self.table.c:
                if candidate.name == key:
                    return candidate
        return column

    def _unconsumed(self, keys):
        unknown = [key for key in keys if self._column(key) is None]
        # A table() without columns takes any.
        if unknown and len(self.table.c):
            raise exc_of("CompileError", "Unconsumed column names: %s" % ", ".join(sorted(unknown)))

    def _value(self, key, value):
        column = self._column(key)
        if getattr(value, "_is_clause", False) or hasattr(value, "__clause_element__"):
            expression = expression_of(value)
            if expression._is_bind:
                if expression.type._is_null and column is not None:
                    expression.type = column.type
                if expression.key is None:
                    expression._called_after = key
            return expression
        # In VALUES and SET a plain value has the name and the type of its column.
        return BindParameter(key, value, None if column is None else column.type)

    def _check_names(self, keys, expressions):
        """A bind of the user's must not have the name of a column that is set by itself."""
        for expression in expressions:
            for bind in _binds(expression):
                if bind.key in keys and not bind.unique and bind.required:
                    raise exc_of(
                        "CompileError",
                        "bindparam() name '%s' is reserved for automatic usage in the VALUES or SET clause of this"
                        " insert/update statement.   Please use a name other than column name when using bindparam()"
                        " with insert() or update() (for example, 'b_%s')." % (bind.key, bind.key),
                    )

    def _row_value(self, key, value, number):
        """A value of one of many rows: `x_m0`, `x_m1`, …"""
        expression = self._value(key, value)
        if expression._is_bind and expression.key == key:
            expression.key = "%s_m%d" % (key, number)
        return expression

    def _name(self, key):
        column = self._column(key)
        return name_wire(key if column is None else column.name)


class Insert(ValuesBase):
    is_insert = True

    def from_select(self, names, select, include_defaults=True):
        copied = self._copied()
        copied._select_names = [getattr(name, "key", name) for name in names]
        copied._select = select
        return copied

    def inline(self):
        return self._copied()

    def _children(self):
        found = [value for value in (self._values or {}).values() if getattr(value, "_is_clause", False)]
        if self._select is not None:
            found.append(self._select)
        return found + list(self._returning)

    def _lowered(self, query, parameters):
        table = self.table
        wire = {"query": "insert", "table": table._name_wire()}
        self._implicit_returning = ()
        if self._select is not None:
            wire["source"] = {
                "source": "select",
                "columns": [self._name(name) for name in self._select_names],
                "query": self._select._inner_query(),
            }
        elif self._multi_values is not None:
            rows = [self._with_defaults(row) for row in self._multi_values]
            keys = list(rows[0])
            self._unconsumed(keys)
            wire["source"] = {
                "source": "values",
                "columns": [self._name(key) for key in keys],
                "rows": [
                    [self._row_value(key, row.get(key), number)._wire() for key in keys]
                    for number, row in enumerate(rows)
                ],
            }
        else:
            wire["source"], parameters = self._values_source(parameters)
        if self._on_conflict is not None:
            wire["on_conflict"] = self._on_conflict(self)
        self._returning_wire(wire)
        self._return_primary_key(wire, parameters)
        return wire, parameters

    def _values_source(self, parameters):
        """One row of values; those that come with the execution are binds of the columns' names."""
        asked = {bind.key for value in (self._values or {}).values() for bind in _binds(value) if bind.required}
        if len(parameters) > 1:
            return self._many_source(parameters, asked)
        values = dict(self._values or {})
        self._unconsumed(values)
        if parameters:
            # One set of parameters is the same as values(), but for what binds in values() ask for.
            row = self._keyed(parameters[0])
            values.update({key: value for key, value in row.items() if key not in asked and self._is_column(key)})
            parameters = [{key: value for key, value in row.items() if key in asked}] if asked else []
        elif self._values is None and self._dialect is None and len(self.table.c):
            # `str(table.insert())` shows every column.
            return self._every_column(), []
        values = self._with_defaults(values)
        self._last_values = values
        keys = self._in_table_order(values)
        if not keys:
            return {"source": "defaults"}, []
        row = [self._value(key, values[key])._wire() for key in keys]
        source = {"source": "values", "columns": [self._name(key) for key in keys], "rows": [row]}
        return source, self._processed(parameters)

    def _is_column(self, key):
        return not len(self.table.c) or self._column(key) is not None

    def _processed(self, parameters):
        from sqlalchemy.engine.execution import processed

        if not parameters or self._dialect is None:
            return parameters
        return processed(self, parameters, self._dialect)

    def _every_column(self):
        columns = list(self.table.c)
        self._last_values = {column.key: None for column in columns}
        row = [BindParameter(column.key, type_=column.type)._wire() for column in columns]
        return {"source": "values", "columns": [name_wire(column.name) for column in columns], "rows": [row]}

    def _many_source(self, parameters, asked):
        """An executemany: the first row says which columns there are."""
        first = self._keyed(parameters[0])
        given = [key for key in first if key not in asked and self._is_column(key)]
        fixed = {key: value for key, value in (self._values or {}).items() if key not in given}
        keys = self._in_table_order(self._with_defaults(dict(fixed, **{key: None for key in given})))
        made = [key for key in keys if key not in given and key not in fixed]
        self._last_values = {}
        binds = []
        for key in keys:
            if key in fixed:
                binds.append(self._value(key, fixed[key])._wire())
            else:
                column = self._column(key)
                binds.append(BindParameter(key, type_=None if column is None else column.type)._wire())
        source = {"source": "values", "columns": [self._name(key) for key in keys], "rows": [binds]}
        if not asked and not made:
            return source, self._table_of(given, parameters)
        sent = []
        for number, row in enumerate(parameters):
            row = self._keyed(row)
            for key in first:
                if key not in row:
                    self._missing(key, number, parameters)
            values = {key: row[key] for key in asked if key in row}
            defaults = self._with_defaults(dict(fixed, **row)) if made else {}
            for key in given + made:
                values[key] = self._stored(key, row[key] if key in row else defaults.get(key))
            sent.append(values)
        return source, self._processed(sent) if asked else sent

    def _table_of(self, given, parameters):
        """The parameters of a plain executemany as names and rows: there may be very many."""
        from sqlalchemy.engine.execution import ParameterRows, rows_of

        processors = [self._processor(key) for key in given]
        if not any(processors):
            processors = None
        rows = rows_of(parameters, given)
        if rows is None:
            rows = [self._row_of(given, row, number, parameters) for number, row in enumerate(parameters)]
        if processors is not None:
            rows = [
                [value if process is None else process(value) for process, value in zip(processors, row)] for row in rows
            ]
        return ParameterRows(given, rows)

    def _row_of(self, given, row, number, parameters):
        row = self._keyed(row)
        for key in given:
            if key not in row:
                self._missing(key, number, parameters)
        return [row[key] for key in given]

    def _processor(self, key):
        column = self._column(key)
        return None if column is None else column.type._bind_processor(self._dialect)

    def _missing(self, key, number, parameters):
        from .compiled import text_of_statement

        raise exc_of(
            "StatementError",
            "(sqlalchemy.exc.InvalidRequestError) A value is required for bind parameter %r, in parameter group %d"
            % (key, number),
            text_of_statement(self),
            parameters,
            None,
        )

    def _stored(self, key, value):
        from .elements import bound_value

        column = self._column(key)
        return value if column is None else bound_value(value, column.type)

    def _in_table_order(self, values):
        order = {column.key: place for place, column in enumerate(self.table.c)}
        return sorted(values, key=lambda key: order.get(key, len(order)))

    def _with_defaults(self, values):
        """Adds what `Column(default=…)` gives."""
        for column in self.table.c:
            default = getattr(column, "default", None)
            if default is None or column.key in values or column.name in values:
                continue
            if default.is_sequence:
                if self._dialect is not None and self._dialect.supports_sequences:
                    values[column.key] = default.next_value()
            else:
                values[column.key] = default._value(_DefaultContext(values))
        return values

    def _return_primary_key(self, wire, parameters):
        """Asks for the new row's key where the database can say it in the same breath."""
        dialect = _running.dialect if self._dialect is None else self._dialect
        if dialect is None or not dialect.implicit_returning or self._returning or parameters:
            return
        if self._multi_values is not None or self._select is not None or self._on_conflict is not None:
            return
        if not getattr(self.table, "implicit_returning", False):
            return
        missing = [
            column
            for column in getattr(self.table, "primary_key", ())
            if column.key not in self._last_values or hasattr(self._last_values[column.key], "_wire")
        ]
        if missing:
            self._implicit_returning = [column.key for column in missing]
            wire["returning"] = [column._wire() for column in missing]

    _dialect = None


class _DefaultContext:
    """What a default's function is given: `context.get_current_parameters()`."""

    def __init__(self, values):
        self.current_parameters = values

    def get_current_parameters(self, isolate_multiinsert_groups=True):
        return self.current_parameters


class _HasWhere:
    _where = ()

    def where(self, *whereclause):
        copied = self._copied()
        copied._where = self._where + tuple(criterion_of(clause) for clause in whereclause)
        return copied

    filter = where

    def filter_by(self, **kwargs):
        if self._mapper is not None:
            return self.where(*[getattr(self._mapper.class_, name) == value for name, value in kwargs.items()])
        return self.where(*[self.table.c[name] == value for name, value in kwargs.items()])

    @property
    def whereclause(self):
        return and_(*self._where) if self._where else None

    def _further_froms(self, expressions):
        """Tables beside the one that is changed: UPDATE … FROM, DELETE … USING."""
        found = []
        for expression in expressions:
            for source in expression._froms():
                if source is not self.table and not any(source is known for known in found):
                    found.append(source)
        return found

    def _target(self, wire):
        table = self.table
        element = getattr(table, "element", None)
        if element is not None:
            wire["table"] = element._name_wire()
            wire["alias"] = name_wire(table._given_name())
        else:
            wire["table"] = table._name_wire()


class Update(ValuesBase, _HasWhere):
    is_update = True
    _ordered = None

    def ordered_values(self, *args):
        copied = self._copied()
        copied._ordered = [getattr(key, "key", key) for key, _ in args]
        copied._values = self._keyed(dict(args))
        return copied

    def inline(self):
        return self._copied()

    def _children(self):
        found = [value for value in (self._values or {}).values() if getattr(value, "_is_clause", False)]
        return found + list(self._where) + list(self._returning)

    def _lowered(self, query, parameters):
        from sqlalchemy.engine.execution import processed

        wire = {"query": "update"}
        self._target(wire)
        binds = {part.key for clause in self._where for part in _binds(clause)}
        binds.update(part.key for value in (self._values or {}).values() for part in _binds(value))
        from_parameters = []
        if parameters:
            from_parameters = [key for key in self._keyed(parameters[0]) if key not in binds]
        values = dict(self._values or {})
        if len(parameters) == 1:
            row = self._keyed(parameters[0])
            values.update({key: row.pop(key) for key in from_parameters})
            parameters = [row] if row else []
            from_parameters = []
        if not values and not from_parameters and self._dialect is None:
            from_parameters = [column.key for column in self.table.c]
        self._unconsumed(list(values) + from_parameters)
        names = [column.key for column in self.table.c]
        self._check_names(names, self._where)
        for key, value in values.items():
            self._check_names([name for name in names if name != key], [value])
        keys = self._ordered or self._in_order(list(values) + from_parameters)
        query.enclosing.append([self.table])
        try:
            expressions = self._assign(wire, keys, values)
            if self._where:
                wire["where"] = and_(*self._where)._wire()
            others = self._further_froms(list(self._where) + expressions)
            if others:
                wire["from"] = [from_wire(source) for source in others]
            self._returning_wire(wire)
        finally:
            query.enclosing.pop()
        if parameters and self._dialect is not None:
            parameters = processed(self, parameters, self._dialect)
            parameters = [self._processed_columns(row, from_parameters) for row in parameters]
        return wire, parameters

    def _assign(self, wire, keys, values):
        """SET: the values given, those that come with the execution, and what `Column(onupdate=…)` gives."""
        wire["set"] = assignments = []
        expressions = []
        for key in keys:
            if key in values:
                value = self._value(key, values[key])
            else:
                column = self._column(key)
                value = BindParameter(key, type_=None if column is None else column.type)
            expressions.append(value)
            assignments.append({"column": self._name(key), "value": value._wire()})
        for column in self.table.c:
            default = getattr(column, "onupdate", None)
            if default is not None and column.key not in keys:
                value = self._value(column.key, default._value(_DefaultContext(values)))
                assignments.append({"column": name_wire(column.name), "value": value._wire()})
        return expressions

    def _processed_columns(self, row, keys):
        from .elements import bound_value

        row = self._keyed(row)
        for key in keys:
            column = self._column(key)
            if column is not None and key in row:
                row[key] = bound_value(row[key], column.type)
        return row

    def _in_order(self, keys):
        order = {column.key: place for place, column in enumerate(self.table.c)}
        return sorted(keys, key=lambda key: order.get(key, len(order)))

    _dialect = None


def _binds(expression):
    if not getattr(expression, "_is_clause", False):
        return []
    from .traversal import parts_of

    found = []
    for part in parts_of(expression):
        if part._is_bind and part.key is not None:
            found.append(part)
        elif part._is_text:
            found.extend(part._binds.values())
    return found


class Delete(UpdateBase, _HasWhere):
    is_delete = True
    _using = ()
    _dialect = None

    def using(self, *froms):
        copied = self._copied()
        copied._using = self._using + tuple(from_of(source) for source in froms)
        return copied

    def _children(self):
        return list(self._where) + list(self._returning)

    def _lowered(self, query, parameters):
        from sqlalchemy.engine.execution import processed

        wire = {"query": "delete"}
        self._target(wire)
        query.enclosing.append([self.table])
        try:
            if self._where:
                wire["where"] = and_(*self._where)._wire()
            others = self._further_froms(self._where)
            others = [source for source in self._using if source not in others] + others
            if others:
                wire["using"] = [from_wire(source) for source in others]
            self._returning_wire(wire)
        finally:
            query.enclosing.pop()
        if parameters and self._dialect is not None:
            parameters = processed(self, parameters, self._dialect)
        return wire, parameters


def insert(table):
    return Insert(table)


def update(table):
    return Update(table)


def delete(table):
    return Delete(table)
