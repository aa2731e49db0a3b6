"""What undoes an operation, and the tuple that shows it: hooks of autogenerate and `compare_metadata` ask for them."""

import re

import sqlalchemy
from sqlalchemy.types import NullType

from . import ops


def bare_table(name, schema, columns):
    """Makes a table of which only the names are known."""
    items = [sqlalchemy.Column(column, NullType()) for column in dict.fromkeys(columns)]
    return sqlalchemy.Table(name, sqlalchemy.MetaData(), *items, schema=schema)


def parts_of(table):
    """Returns columns and constraints of a table; what columns declare themselves comes with them."""
    of_columns = [check for column in table.columns for check in column._checks]
    own = [item for item in table._constraints if not item._column_flag and item not in of_columns]
    return list(table.columns) + own


def attached(operation, constraint):
    """Gives the constraint of an `AddConstraintOp` a table."""
    columns = list(operation._columns())
    refers_to_itself = getattr(operation, "referent_table", None) == operation.table_name
    if refers_to_itself and operation.kw.get("referent_schema") == operation.schema:
        columns += operation.remote_cols
    if not columns:
        # Alembic's CHECK has a table with some column.
        columns = ["x"]
    bare_table(operation.table_name, operation.schema, columns).append_constraint(constraint)
    return constraint


def from_constraint(constraint):
    """Makes the operation that adds a constraint of a table."""
    table = constraint.table
    name = constraint.name
    keywords = {}
    for key in ("deferrable", "initially", "onupdate", "ondelete", "match", "use_alter"):
        if getattr(constraint, key, None):
            keywords[key] = getattr(constraint, key)
    keywords.update(constraint.dialect_kwargs)
    if isinstance(constraint, sqlalchemy.ForeignKeyConstraint):
        places = [element._table_and_column() for element in constraint.elements]
        keywords["source_schema"] = table.schema
        keywords["referent_schema"] = places[0][0]
        local = [column.name for column in constraint.columns]
        remote = [place[2] if place[2] is not None else own for place, own in zip(places, local)]
        return ops.CreateForeignKeyOp(name, table.name, places[0][1], local, remote, **keywords)
    if isinstance(constraint, sqlalchemy.CheckConstraint):
        return ops.CreateCheckConstraintOp(
            name, table.name, constraint.sqltext, schema=table.schema, **constraint.dialect_kwargs
        )
    kinds = {
        sqlalchemy.PrimaryKeyConstraint: ops.CreatePrimaryKeyOp,
        sqlalchemy.UniqueConstraint: ops.CreateUniqueConstraintOp,
    }
    for kind, made in kinds.items():
        if isinstance(constraint, kind):
            columns = [column.name for column in constraint.columns]
            return made(name, table.name, columns, schema=table.schema, **keywords)
    raise NotImplementedError(
        "AddConstraintOp.from_constraint(): not for %s; make the operation by its class" % type(constraint).__name__
    )


_KINDS = {
    "PrimaryKeyConstraint": "primary",
    "UniqueConstraint": "unique",
    "ForeignKeyConstraint": "foreignkey",
    "CheckConstraint": "check",
}


def drop_of_constraint(constraint):
    """Makes the operation that drops a constraint of a table."""
    table = constraint.table
    return ops.DropConstraintOp(
        constraint.name,
        table.name,
        type_=_KINDS.get(type(constraint).__name__),
        schema=table.schema,
        _reverse=from_constraint(constraint),
    )


def dropped_constraint(operation):
    """Returns the constraint that a `DropConstraintOp` takes away."""
    if operation._reverse is None:
        raise ValueError("constraint cannot be produced; original constraint is not present")
    constraint = operation._reverse.to_constraint()
    constraint.name = operation.constraint_name
    return constraint


def index_of(name, table_name, schema, columns, keywords):
    """Makes an index of a table that has its columns alone."""
    names = [column for column in columns if isinstance(column, str)]
    table = bare_table(table_name or "no_table", schema, names)
    for place, column in enumerate(columns):
        if isinstance(column, sqlalchemy.Column):
            columns = list(columns)
            columns[place] = column.key
            if column.key not in table.columns:
                copied = column._copy()
                copied._foreign_keys = []
                copied.index = copied.unique = None
                table.append_column(copied)
    return sqlalchemy.Index(name, *columns, _table=table, **keywords)


def reversed_column(operation):
    """Swaps what an `AlterColumnOp` finds and what it makes of it."""
    keywords = dict(operation.kw)
    for key in ("existing_type", "existing_nullable", "existing_server_default", "existing_comment"):
        keywords[key] = getattr(operation, key)
    for key in ("modify_type", "modify_nullable"):
        if getattr(operation, key) is not None:
            keywords[key] = getattr(operation, key)
    for key in ("modify_server_default", "modify_comment"):
        if getattr(operation, key) is not False:
            keywords[key] = getattr(operation, key)
    for key in {re.match("^(?:existing_|modify_)?(.+)$", key).group(1) for key in keywords}:
        if "modify_" + key in keywords:
            before, after = "existing_" + key, "modify_" + key
            keywords[before], keywords[after] = keywords[after], keywords[before]
    return type(operation)(operation.table_name, operation.column_name, schema=operation.schema, **keywords)


def column_tuples(operation):
    """Returns the tuples of an `AlterColumnOp`: one for each thing that changes."""
    place = (operation.schema, operation.table_name, operation.column_name)
    existing = {
        "existing_type": operation.existing_type,
        "existing_nullable": operation.existing_nullable,
        "existing_server_default": operation.existing_server_default,
        "existing_comment": operation.existing_comment,
    }
    order = {
        "type": ("existing_nullable", "existing_server_default", "existing_comment"),
        "nullable": ("existing_type", "existing_server_default", "existing_comment"),
        "server_default": ("existing_nullable", "existing_type", "existing_comment"),
        "comment": ("existing_nullable", "existing_type", "existing_server_default"),
    }
    tuples = []
    for key, others in order.items():
        after = getattr(operation, "modify_" + key)
        unchanged = None if key in ("type", "nullable") else False
        if after is not unchanged:
            word = "modify_default" if key == "server_default" else "modify_" + key
            rest = {other: existing[other] for other in others}
            tuples.append((word,) + place + (rest, existing["existing_" + key], after))
    return tuples
