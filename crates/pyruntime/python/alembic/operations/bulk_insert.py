"""`op.bulk_insert`: rows as SQLAlchemy would insert them, column defaults of the Python side included."""

from .. import _lower

# Their values travel as they are; of other types (JSON, Enum, a user's own) the type itself makes the value.
_PLAIN_TYPES = frozenset(
    "BIGINT BOOLEAN BigInteger Boolean CHAR INTEGER Integer NullType SMALLINT SmallInteger String TEXT Text Unicode"
    " UnicodeText VARCHAR".split()
)


def inserts(table, rows, multiinsert, context):
    """Yields the `bulk_insert` operations that the rows are."""
    if not isinstance(rows, list):
        raise TypeError("List expected")
    if rows and not isinstance(rows[0], dict):
        raise TypeError("List of dictionaries expected")
    if context.as_sql or not multiinsert:
        # Each row is a statement of its own, with the columns that it names.
        groups = [[row] for row in rows]
    else:
        groups = [rows] if rows else []
    for group in groups:
        yield _insert(table, group, multiinsert, context)


def _insert(table, rows, multiinsert, context):
    keys = _keys(table, rows[0], context)
    columns = []
    fillers = []
    for column in table.c:
        if column.key in keys:
            columns.append(column)
            fillers.append(None)
            continue
        filler = _default(column, context)
        if filler is not None:
            columns.append(column)
            fillers.append(filler)
    return {
        "op": "bulk_insert",
        "table": _lower.table_name(table.name, getattr(table, "schema", None)),
        "columns": [{"name": _lower.name(column.name), "type": column.type} for column in columns],
        "rows": [
            [
                _value(row, column, number) if filler is None else filler(column)
                for column, filler in zip(columns, fillers)
            ]
            for number, row in enumerate(rows)
        ],
        "multiinsert": bool(multiinsert),
    }


def _keys(table, row, context):
    keys = {getattr(key, "key", key) for key in row}
    unknown = [key for key in keys if key not in table.c]
    if unknown:
        if context.as_sql:
            raise KeyError(unknown[0])
        from sqlalchemy.exc import CompileError

        raise CompileError("Unconsumed column names: %s" % ", ".join(sorted(unknown)))
    return keys


def _value(row, column, number):
    if column.key in row:
        value = row[column.key]
    elif column in row:
        value = row[column]
    else:
        from sqlalchemy.exc import InvalidRequestError, StatementError

        missing = InvalidRequestError(
            "A value is required for bind parameter '%s', in parameter group %d" % (column.key, number)
        )
        raise StatementError(
            "(sqlalchemy.exc.InvalidRequestError) %s" % missing, None, None, missing, code="cd3x"
        ) from missing
    return _lowered(value, column.type)


def _lowered(value, column_type):
    if value is None or (isinstance(value, (str, int, float)) and type(column_type).__name__ in _PLAIN_TYPES):
        return {"expr": "bind", "value": value}
    return _lower.bound(value, column_type)


def _default(column, context):
    """Returns what makes the value of a column that no row names; None: the database does."""
    default = getattr(column, "default", None)
    if default is None:
        return None
    if default.is_sequence:
        return (lambda column: default.next_value()._wire()) if context.dialect.name == "postgresql" else None
    if default.is_clause_element:
        return lambda column: default.arg._wire()
    if context.as_sql:
        # SQLAlchemy would fill it only when the statement is executed, so offline it prints no value.
        if context.opts.get("literal_binds"):
            return lambda column: {"expr": "null"}
        return lambda column: {"expr": "bind", "name": column.key}
    return lambda column: _lowered(default._value(None), column.type)
