"""`op.bulk_insert` with the real SQLAlchemy, which makes the values and the statements."""

from .. import _lower


def inserts(table, rows, multiinsert, context):
    """Inserts the rows, or prints one statement for each; no operation is left for the host."""
    if not isinstance(rows, list):
        raise TypeError("List expected")
    if rows and not isinstance(rows[0], dict):
        raise TypeError("List of dictionaries expected")
    if context.as_sql:
        for row in rows:
            context._execute(_statement(table).values(**{key: _value(table, key, row[key]) for key in row}))
    elif rows and multiinsert:
        context.connection.execute(_statement(table), rows)
    else:
        for row in rows:
            context.connection.execute(_statement(table).values(**row))
    return ()


def _statement(table):
    # No value that the database gives is asked back.
    return table.insert().inline()


def _value(table, key, value):
    if hasattr(value, "__clause_element__") or getattr(value, "is_clause_element", False):
        return value
    return _lower.inline_literal(value, table.c[key].type)
