"""Runs one statement: values on their way in, rows on their way out, defaults that Python fills."""

import _limbeck


def run(connection, statement, parameters):
    try:
        prepared = _prepare(connection, statement, parameters)
    except NotImplementedError:
        raise
    except Exception as error:
        raise _while_preparing(error, statement, parameters) from error
    if connection._has_listeners("before_execute"):
        _tell(connection, "before_execute", statement, parameters)
    query, parameters, columns = prepared
    processors = expressions = None
    if columns is not None:
        expressions = columns
        processors = _result_processors(columns, connection.dialect)
    inserts = getattr(statement, "is_insert", False)
    result = connection._send(query, parameters, processors, expressions, statement)
    if inserts:
        _keep_primary_key(connection, statement, query, parameters, result)
    if connection._has_listeners("after_execute"):
        _tell(connection, "after_execute", statement, parameters, result)
    return result


def _prepare(connection, statement, parameters):
    """The query, its parameters and the columns of its result."""
    execute = getattr(statement, "_prepared", None)
    if execute is not None:
        return execute(connection, parameters)
    query = statement._query()
    if parameters:
        parameters = processed(statement, parameters, connection.dialect)
    return query, parameters, statement._result_columns()


def _while_preparing(error, statement, parameters):
    """A value that its type refuses is a StatementError, as in SQLAlchemy."""
    from sqlalchemy import exc

    if isinstance(error, exc.SQLAlchemyError):
        return error
    from sqlalchemy.sql.compiled import text_of_statement

    kind = type(error)
    return exc.StatementError(
        "(%s.%s) %s" % (kind.__module__, kind.__name__, error), text_of_statement(statement), parameters, error
    )


def rows_of(dictionaries, names):
    """The values of those names, a list for each dictionary; None where one is another mapping or lacks a name."""
    native = getattr(_limbeck, "rows_of", None)
    return None if native is None else native(dictionaries, names)


class ParameterRows:
    """The parameters of an executemany: the names once, and the values of each row."""

    def __init__(self, names, rows):
        self.names = names
        self.rows = rows

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, place):
        return dict(zip(self.names, self.rows[place]))

    def __iter__(self):
        return (dict(zip(self.names, row)) for row in self.rows)

    def _wire(self):
        return {"names": self.names, "rows": self.rows}


def processed(statement, parameters, dialect):
    """The parameters of an execution, turned by the types of the binds that they fill."""
    types = {}
    for bind in binds_of(statement):
        if bind.key is not None and not bind.type._is_null:
            types[bind.key] = bind
    if not types:
        return parameters
    rows = []
    for row in parameters:
        row = dict(row)
        for key, bind in types.items():
            if key in row:
                process = bind.type._bind_processor(dialect)
                if process is not None:
                    value = row[key]
                    row[key] = [process(item) for item in value] if bind.expanding else process(value)
        rows.append(row)
    return rows


def binds_of(statement):
    """The named binds inside a statement."""
    found = getattr(statement, "_binds", None)
    if isinstance(found, dict):
        return list(found.values())
    from sqlalchemy.sql.traversal import parts_of

    return [part for part in parts_of(statement) if part._is_bind]


def _result_processors(columns, dialect):
    processors = [None if column is None else column.type._result_processor(dialect) for column in columns]
    return processors if any(process is not None for process in processors) else None


def _keep_primary_key(connection, statement, query, parameters, result):
    """`result.inserted_primary_key`: what was given, what RETURNING said, or the last row's number."""
    table = statement.table
    if len(parameters) > 1 or statement._returning or statement._multi_values or statement._select is not None:
        return
    columns = list(getattr(table, "primary_key", ()))
    given = statement._last_values
    returned = None
    if statement._implicit_returning and result.returns_rows:
        returned = result.first()
        result._keys = None
    values = []
    for place, column in enumerate(columns):
        if column.key in given:
            value = given[column.key]
            values.append(None if hasattr(value, "_wire") else value)
        elif returned is not None:
            values.append(dict(zip(statement._implicit_returning, returned)).get(column.key))
        elif column is getattr(table, "_autoincrement_column", None):
            values.append(result._lastrowid)
        else:
            values.append(None)
    from .row import row_class

    result._inserted_primary_key = row_class([column.key for column in columns])(values)
    if returned is None and not statement._implicit_returning:
        return
    result.rowcount = 1


def _tell(connection, name, statement, parameters, *result):
    multi = parameters if len(parameters) > 1 else []
    single = parameters[0] if len(parameters) == 1 else {}
    for function in connection._listeners_of(name):
        function(connection, statement, multi, single, {}, *result)
