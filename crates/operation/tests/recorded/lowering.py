"""Lowers nouns and operations of the real SQLAlchemy and Alembic to the wire JSON, for the recorder only."""

import sqlalchemy as sa
from alembic.operations import ops
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.sql import elements, schema

from lowering_query import constraint_name, expression, kind, name, query, table_name, table_of, value


def fill(default):
    if default is None:
        return {"fill": "nothing"}
    if isinstance(default, sa.Computed):
        return {"fill": "computed", "expression": expression(default.sqltext), "persisted": default.persisted}
    if isinstance(default, sa.Identity):
        return {"fill": "identity", **identity(default)}
    if isinstance(default, schema.DefaultClause):
        default = default.arg
    if isinstance(default, schema.FetchedValue):
        return {"fill": "fetched"}
    return {"fill": "default", "expression": expression(default)}


def identity(i):
    wire = {}
    for key in ("start", "increment", "minvalue", "maxvalue", "cycle", "cache", "order", "on_null"):
        if getattr(i, key, None) is not None:
            wire[key] = getattr(i, key)
    for key in ("nominvalue", "nomaxvalue", "always"):
        if getattr(i, key, None):
            wire[key] = True
    return wire


def sequence(s):
    wire = {"name": name(s.name), **identity(s)}
    if s.schema:
        wire["namespace"] = name(s.schema)
    if s.data_type is not None:
        wire["data_type"] = kind(s.data_type)
    if s.optional:
        wire["optional"] = True
    return wire


def options(kwargs):
    found = {}
    for key, v in kwargs.items():
        if isinstance(v, elements.ClauseElement):
            found[key] = expression(v)
        elif isinstance(v, (list, tuple)):
            found[key] = [x if isinstance(x, str) else x.name for x in v]
        else:
            found[key] = v
    return found


def foreign_key(fk):
    schema_, table, column_ = fk.target_tokens
    wire = {"referred_table": table_name(table, schema_), "referred_columns": [column_], **deferrable(fk)}
    for key in ("onupdate", "ondelete"):
        if getattr(fk, key):
            wire[key] = getattr(fk, key)
    if fk.match:
        wire["match"] = fk.match
    if fk.use_alter:
        wire["use_alter"] = True
    wire["name"] = constraint_name(fk.name)
    return wire


def deferrable(c):
    wire = {}
    for key in ("deferrable", "initially"):
        if getattr(c, key, None) is not None:
            wire[key] = getattr(c, key)
    return wire


def column(c):
    wire = {"name": name(c.name), "type": kind(c.type), "nullable": bool(c.nullable), "primary_key": c.primary_key}
    wire["autoincrement"] = {"auto": "auto", "ignore_fk": "ignore_fk", True: "on", False: "off"}[c.autoincrement]
    wire["unique"], wire["index"] = bool(c.unique), bool(c.index)
    default = c.server_default
    wire["fill"] = fill(c.computed if c.computed is not None else c.identity if c.identity is not None else default)
    if isinstance(c.default, sa.Sequence):
        wire["sequence"] = sequence(c.default)
    elif c.default is not None:
        wire["client_default"] = True
    wire["foreign_keys"] = [foreign_key(fk) for fk in c.foreign_keys]
    wire["checks"] = [constraint(x) for x in sorted(c.constraints, key=lambda x: x._creation_order)]
    for check in wire["checks"]:
        check.pop("constraint")
    if c.comment is not None:
        wire["comment"] = c.comment
    wire["options"] = options(c.dialect_kwargs)
    return wire


def pending(c):
    return [x if isinstance(x, str) else x.name for x in (c._pending_colargs or [])] or [x.name for x in c.columns]


def constraint(c):
    wire = {"name": constraint_name(c.name), **deferrable(c), "options": options(c.dialect_kwargs)}
    if isinstance(c, sa.PrimaryKeyConstraint):
        return {"constraint": "primary_key", "columns": pending(c), **wire}
    if isinstance(c, sa.UniqueConstraint):
        return {"constraint": "unique", "columns": pending(c), **wire}
    if isinstance(c, ExcludeConstraint):
        parts = [[expression(e) if not isinstance(e, str) else {"expr": "column", "name": e}, o] for e, _, o in c._render_exprs]
        wire.pop("options")
        wire = {"constraint": "exclude", "elements": parts, "using": c.using, "ops": dict(c.ops), **wire}
        if getattr(c, "where", None) is not None:
            wire["where"] = expression(c.where)
        return wire
    if isinstance(c, sa.CheckConstraint):
        return {"constraint": "check", "condition": expression(c.sqltext), **wire}
    if isinstance(c, sa.ForeignKeyConstraint):
        keys = [foreign_key(fk) for fk in c.elements]
        wire = {"constraint": "foreign_key", **keys[0], **wire, "columns": list(c.column_keys)}
        wire["referred_columns"] = [k["referred_columns"][0] for k in keys]
        for key in ("onupdate", "ondelete"):
            if getattr(c, key):
                wire[key] = getattr(c, key)
        if c.use_alter:
            wire["use_alter"] = True
        return wire
    raise TypeError(c)


def index_part(x):
    if isinstance(x, str):
        return {"column": name(x)}
    if isinstance(x, sa.Column):
        return {"column": name(x.name)}
    return {"expression": expression(x)}


def index(i):
    parts = i._pending_colargs if i._pending_colargs else i.expressions
    return {"name": constraint_name(i.name), "parts": [index_part(x) for x in parts], "unique": bool(i.unique), "options": options(i.dialect_kwargs)}


def operation(op):
    kw = getattr(op, "kw", {})
    if isinstance(op, ops.CreateTableOp):
        columns = [x for x in op.columns if isinstance(x, sa.Column)]
        constraints = [x for x in op.columns if isinstance(x, sa.Constraint)]
        indexes = [x for x in op.columns if isinstance(x, sa.Index)]
        keyed = {key for x in constraints if isinstance(x, sa.PrimaryKeyConstraint) for key in pending(x)}
        for c in columns:
            # As when the table is made: only `nullable=True` keeps a member of the key from being NOT NULL.
            if c.name in keyed and c._user_defined_nullable is schema.NULL_UNSPECIFIED:
                c.nullable = False
        table = {
            **table_name(op.table_name, op.schema), "columns": [column(c) for c in columns],
            "constraints": [constraint(c) for c in constraints], "indexes": [index(i) for i in indexes], "comment": op.comment,
            "prefixes": list(op.prefixes or []), "options": options(kw),
        }
        return {"op": "create_table", "table": table, "if_not_exists": bool(op.if_not_exists)}
    if isinstance(op, ops.DropTableOp):
        return {"op": "drop_table", "table": table_name(op.table_name, op.schema), "if_exists": bool(op.if_exists)}
    if isinstance(op, ops.RenameTableOp):
        return {"op": "rename_table", "table": table_name(op.table_name, op.schema), "to": name(op.new_table_name)}
    if isinstance(op, ops.AddColumnOp):
        places = {place: name(op.kw[place]) for place in ("insert_before", "insert_after") if op.kw.get(place)}
        return {
            "op": "add_column", "table": table_name(op.table_name, op.schema), "column": column(op.column), "if_not_exists": op.if_not_exists,
            "inline_references": op.inline_references, "inline_primary_key": op.inline_primary_key, **places,
        }
    if isinstance(op, ops.DropColumnOp):
        return {"op": "drop_column", "table": table_name(op.table_name, op.schema), "column": name(op.column_name), "if_exists": op.if_exists}
    if isinstance(op, ops.AlterColumnOp):
        wire = {"op": "alter_column", "table": table_name(op.table_name, op.schema), "column": name(op.column_name)}
        if op.modify_nullable is not None:
            wire["nullable"] = op.modify_nullable
        if op.modify_comment is not False:
            wire["comment"] = op.modify_comment
        if op.modify_server_default is not False:
            wire["server_default"] = fill(op.modify_server_default)
        if op.modify_name is not None:
            wire["new_column_name"] = name(op.modify_name)
        if op.modify_type is not None:
            wire["type"] = kind(op.modify_type)
        extra_kw = dict(kw)
        autoincrement = {"auto": "auto", True: "on", False: "off"}
        for key in ("autoincrement", "existing_autoincrement"):
            found = extra_kw.pop(key, None)
            if found is not None:
                wire[key] = autoincrement[found]
        if op.existing_type is not None:
            wire["existing_type"] = kind(op.existing_type)
        if op.existing_server_default not in (False, None) if not isinstance(op.existing_server_default, elements.ClauseElement) else True:
            wire["existing_server_default"] = fill(op.existing_server_default)
        if op.existing_nullable is not None:
            wire["existing_nullable"] = op.existing_nullable
        if op.existing_comment is not None:
            wire["existing_comment"] = op.existing_comment
        wire["options"] = options(extra_kw)
        return wire
    if isinstance(op, ops.CreateIndexOp):
        parts = [index_part(x) for x in op.columns]
        wire = {"name": constraint_name(op.index_name), "parts": parts, "unique": bool(op.unique), "options": options(kw)}
        return {"op": "create_index", "table": table_name(op.table_name, op.schema), "index": wire, "if_not_exists": op.if_not_exists}
    if isinstance(op, ops.DropIndexOp):
        wire = {"op": "drop_index", "name": constraint_name(op.index_name), "if_exists": op.if_exists, "options": options(kw)}
        if op.table_name:
            wire["table"] = table_name(op.table_name, op.schema)
        elif op.schema:
            wire["namespace"] = name(op.schema)
        return wire
    if isinstance(op, ops.DropConstraintOp):
        return {"op": "drop_constraint", "table": table_name(op.table_name, op.schema), "name": constraint_name(op.constraint_name), "kind": op.constraint_type, "if_exists": op.if_exists}
    if isinstance(op, ops.AddConstraintOp):
        return add_constraint(op)
    if isinstance(op, ops.CreateTableCommentOp):
        return {"op": "set_table_comment", "table": table_name(op.table_name, op.schema), "comment": op.comment}
    if isinstance(op, ops.DropTableCommentOp):
        return {"op": "set_table_comment", "table": table_name(op.table_name, op.schema), "comment": None}
    if isinstance(op, ops.BulkInsertOp):
        keys = [c.name for c in op.table.c if any(c.name in r for r in op.rows)]
        wire = {"op": "bulk_insert", "table": table_of(op.table), "multiinsert": op.multiinsert}
        wire["columns"] = [{"name": k, "type": None if isinstance(op.table.c[k].type, sa.types.NullType) else kind(op.table.c[k].type)} for k in keys]
        wire["rows"] = [[expression(r[k]) if isinstance(r[k], elements.ClauseElement) else {"expr": "bind", "value": value(r[k])} for k in keys] for r in op.rows]
        return wire
    if isinstance(op, ops.ExecuteSQLOp):
        return execute(op.sqltext)
    raise TypeError(op)


def execute(statement):
    if isinstance(statement, str):
        return {"op": "execute", "statement": {"query": "text", "sql": statement}}
    if isinstance(statement, sa.schema.CreateSequence):
        return {"op": "create_sequence", "sequence": sequence(statement.element), "if_not_exists": statement.if_not_exists}
    if isinstance(statement, sa.schema.DropSequence):
        return {"op": "drop_sequence", "sequence": sequence(statement.element), "if_exists": statement.if_exists}
    if isinstance(statement, sa.schema.CreateSchema):
        return {"op": "create_namespace", "name": name(statement.element), "if_not_exists": statement.if_not_exists}
    if isinstance(statement, sa.schema.DropSchema):
        return {"op": "drop_namespace", "name": name(statement.element), "if_exists": statement.if_exists, "cascade": statement.cascade}
    return {"op": "execute", "statement": query(statement)}


def add_constraint(op):
    if isinstance(op, ops.CreatePrimaryKeyOp):
        definition = {"constraint": "primary_key", "name": constraint_name(op.constraint_name), "columns": list(op.columns)}
        table = table_name(op.table_name, op.schema)
    elif isinstance(op, ops.CreateUniqueConstraintOp):
        definition = {"constraint": "unique", "name": constraint_name(op.constraint_name), "columns": list(op.columns)}
        table = table_name(op.table_name, op.schema)
    elif isinstance(op, ops.CreateCheckConstraintOp):
        condition = op.condition
        condition = {"expr": "text", "sql": condition} if isinstance(condition, str) else expression(condition)
        definition = {"constraint": "check", "name": constraint_name(op.constraint_name), "condition": condition}
        table = table_name(op.table_name, op.schema)
    elif isinstance(op, ops.CreateForeignKeyOp):
        kw = dict(op.kw)
        definition = {
            "constraint": "foreign_key", "name": constraint_name(op.constraint_name), "columns": list(op.local_cols),
            "referred_table": table_name(op.referent_table, kw.pop("referent_schema", None)), "referred_columns": list(op.remote_cols),
        }
        table = table_name(op.source_table, kw.pop("source_schema", None))
        if kw.get("match"):
            definition["match"] = kw.pop("match")
        take(kw, definition)
        return {"op": "create_constraint", "table": table, "definition": definition}
    else:
        elements_ = [[{"expr": "column", "name": e} if isinstance(e, str) else expression(e), o] for e, o in op.elements]
        definition = {"constraint": "exclude", "name": constraint_name(op.constraint_name), "elements": elements_}
        if op.where is not None:
            definition["where"] = {"expr": "text", "sql": op.where} if isinstance(op.where, str) else expression(op.where)
        for key in ("using", "deferrable", "initially", "ops"):
            if op.kw.get(key) is not None:
                definition[key] = op.kw[key]
        return {"op": "create_constraint", "table": table_name(op.table_name, op.schema), "definition": definition}
    take(dict(op.kw), definition)
    return {"op": "create_constraint", "table": table, "definition": definition}


def take(kw, definition):
    kw.pop("match", None)
    kw.pop("use_alter", None)
    for key in ("deferrable", "initially", "onupdate", "ondelete"):
        found = kw.pop(key, None)
        if found is not None:
            definition[key] = found
    definition["options"] = options(kw)
