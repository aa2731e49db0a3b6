"""Tables as the database has them: `Table(…, autoload_with=…)`, `MetaData.reflect()`."""

import sqlalchemy

from .. import _from_wire as from_wire


def reflect(inspector, table, include_columns=None):
    """Gives a table the columns, constraints and indexes that the database's has; what it has itself comes first."""
    found = inspector._table(table.name, table.schema)
    own = set(table.columns.keys())
    for wire in found["columns"]:
        column = from_wire.column(wire)
        if column.name not in own and (include_columns is None or column.name in include_columns):
            column._attach_to_table(table)
    there = set(table.columns.keys())
    for wire in found.get("constraints") or ():
        if there.issuperset(from_wire.name(name) for name in wire.get("columns") or ()):
            _add_constraint(table, wire)
    for wire in found.get("indexes") or ():
        if all("expression" in part or from_wire.name(part["column"]) in there for part in wire["parts"]):
            from_wire.index(wire)._attach_to_table(table)
    if found.get("comment") is not None and table.comment is None:
        table.comment = found["comment"]


def _add_constraint(table, wire):
    made = from_wire.constraint(wire)
    names = {str(constraint.name) for constraint in table.constraints if constraint.name}
    if made.name is None or str(made.name) not in names:
        made._attach_to_table(table)


def reflect_all(metadata, bind, schema=None, only=None, views=False, extend_existing=False):
    """Reads every table of a schema into the MetaData."""
    inspector = sqlalchemy.inspect(bind)
    names = inspector.get_table_names(schema=schema)
    if views:
        names += inspector.get_view_names(schema=schema) + inspector.get_materialized_view_names(schema=schema)
    if callable(only):
        names = [name for name in names if only(name, metadata)]
    elif only is not None:
        missing = [name for name in only if name not in names]
        if missing:
            place = "" if schema is None else " schema %r" % schema
            raise sqlalchemy.exc.InvalidRequestError(
                "Could not reflect: requested table(s) not available in %r%s: (%s)"
                % (bind.engine, place, ", ".join(missing))
            )
        names = list(only)
    for name in names:
        key = name if schema is None else "%s.%s" % (schema, name)
        if key not in metadata.tables or extend_existing:
            table = sqlalchemy.Table(name, metadata, schema=schema, extend_existing=extend_existing)
            inspector.reflect_table(table)


def index_options(index, dialect):
    """Returns the dialect's words of an index as SQLAlchemy reflects them."""
    found = {"postgresql_include": []} if dialect == "postgresql" else {}
    for key, value in (index.get("options") or {}).items():
        if not key.startswith(dialect):
            continue
        if isinstance(value, dict) and "expr" in value:
            value = value.get("sql") if dialect == "postgresql" else sqlalchemy.text(value.get("sql"))
        found[key] = value
    return found
