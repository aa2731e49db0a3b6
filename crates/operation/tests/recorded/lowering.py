"""Lowers real SQLAlchemy and Alembic objects to the wire JSON of the nouns and verbs, for the recorder only."""

import base64
import datetime
import decimal
import uuid

import sqlalchemy as sa
from alembic.operations import ops
from sqlalchemy.dialects import mysql, postgresql
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.sql import elements, functions, operators, schema, selectable
from sqlalchemy.sql.elements import conv, quoted_name


def value(v):
    if v is None or isinstance(v, (bool, int, float, str)):
        return v
    tagged = lambda kind, x: {"$": kind, "v": x}
    if isinstance(v, decimal.Decimal):
        return tagged("decimal", str(v))
    if isinstance(v, bytes):
        return tagged("bytes", base64.b64encode(v).decode())
    if isinstance(v, datetime.datetime):
        return tagged("datetime", v.isoformat())
    if isinstance(v, datetime.date):
        return tagged("date", v.isoformat())
    if isinstance(v, datetime.time):
        return tagged("time", v.isoformat())
    if isinstance(v, datetime.timedelta):
        return tagged("interval", [v.days, v.seconds, v.microseconds])
    if isinstance(v, uuid.UUID):
        return tagged("uuid", str(v))
    if isinstance(v, dict):
        return tagged("json", v)
    if isinstance(v, (list, tuple)):
        return [value(x) for x in v]
    raise TypeError(v)


def name(n):
    if n is None:
        return None
    if isinstance(n, quoted_name) and n.quote is not None:
        return {"text": str(n), "quote": n.quote}
    return str(n)


def constraint_name(n):
    if n is None or not isinstance(n, str):
        return None
    if isinstance(n, conv):
        return {"final": str(n)}
    return name(n)


def table_name(n, namespace=None):
    return {"name": name(n), "namespace": name(namespace)} if namespace else {"name": name(n)}


def table_of(t):
    return table_name(t.name, t.schema)


GENERIC = {
    "Boolean": ["create_constraint", "name"], "SmallInteger": [], "Integer": [], "BigInteger": [],
    "Numeric": ["precision", "scale"], "Float": ["precision"], "Double": ["precision"],
    "String": ["length", "collation"], "Text": ["length", "collation"], "Unicode": ["length", "collation"],
    "UnicodeText": ["length", "collation"], "LargeBinary": ["length"], "PickleType": [], "Date": [],
    "DateTime": ["timezone"], "Time": ["timezone"],
    "Interval": ["native", "second_precision", "day_precision"], "Uuid": ["native_uuid"],
}
NATIVE_ARGUMENTS = [
    "length", "precision", "scale", "collation", "collation_schema", "timezone", "fields", "varying", "display_width", "unsigned",
    "zerofill", "charset", "ascii", "unicode", "binary", "national", "fsp", "enums", "values",
]


def kind(t):
    t = sa.types.to_instance(t)
    if t._variant_mapping:
        base = t.copy()
        base._variant_mapping = {}
        return {"type": "Variant", "base": kind(base), "variants": {k: kind(v) for k, v in t._variant_mapping.items()}}
    cls, module = type(t).__name__, type(t).__module__
    if isinstance(t, sa.types.NullType):
        return {"type": "Null"}
    if isinstance(t, sa.Enum) and not isinstance(t, mysql.ENUM):
        wire = {
            "type": "Enum", "name": name(t.name), "namespace": name(t.schema), "values": list(t.enums), "native_enum": t.native_enum,
            "create_constraint": t.create_constraint, "create_type": t.create_type, "collation": t.collation,
            "postgresql_only": isinstance(t, postgresql.ENUM),
        }
        if t.length != t._default_length:
            wire["length"] = t.length
        return wire
    if isinstance(t, sa.ARRAY):
        return {"type": "ARRAY", "item": kind(t.item_type), "dimensions": t.dimensions}
    if module == "sqlalchemy.sql.sqltypes" and cls == "JSON":
        return {"type": "JSON"}
    if module == "sqlalchemy.sql.sqltypes" and cls in GENERIC:
        wire = {"type": cls}
        for argument in GENERIC[cls]:
            found = getattr(t, argument, None)
            if found is not None:
                wire[argument] = found
        return wire
    if isinstance(t, sa.types.UserDefinedType):
        return {"type": "UserDefined", "spec": t.get_col_spec()}
    if isinstance(t, sa.types.TypeDecorator):
        return {"type": "Custom", "python": cls, "sql": kind(t.impl)}
    arguments = {}
    if cls == "DOMAIN":
        arguments = {"name": t.name, "data_type": kind(t.data_type), "create_type": t.create_type}
        for argument in ("schema", "collation", "collation_schema", "constraint_name"):
            if getattr(t, argument) is not None:
                arguments[argument] = getattr(t, argument)
        if t.not_null:
            arguments["not_null"] = True
        if t.default is not None:
            arguments["default"] = t.default if isinstance(t.default, str) else expression(t.default)
        if t.check is not None:
            arguments["check"] = expression(t.check)
    else:
        for argument in NATIVE_ARGUMENTS:
            found = getattr(t, argument, None)
            if found is not None and not callable(found):
                arguments[argument] = list(found) if isinstance(found, (list, tuple)) else found
        if getattr(t, "_storage_format", None) is not None and "storage_format" in type(t).__init__.__code__.co_varnames:
            arguments["storage_format"] = t._storage_format
    dialect = module.split(".")[2] if module.startswith("sqlalchemy.dialects.") else ""
    return {"type": "Native", "dialect": dialect, "name": cls, "arguments": arguments}


OPERATORS = {
    operators.eq: "equal", operators.ne: "not_equal", operators.lt: "less", operators.le: "less_or_equal",
    operators.gt: "greater", operators.ge: "greater_or_equal", operators.is_: "is", operators.is_not: "is_not",
    operators.is_distinct_from: "is_distinct_from", operators.is_not_distinct_from: "is_not_distinct_from",
    operators.and_: "and", operators.or_: "or", operators.add: "add", operators.sub: "subtract",
    operators.mul: "multiply", operators.truediv: "divide", operators.floordiv: "floor_divide",
    operators.mod: "modulo", operators.concat_op: "concat", operators.like_op: "like", operators.not_like_op: "not_like",
    operators.ilike_op: "ilike", operators.not_ilike_op: "not_ilike", operators.regexp_match_op: "regexp_match",
    operators.not_regexp_match_op: "not_regexp_match", operators.json_getitem_op: "json_get",
}


def bind(b):
    wire = {"expr": "bind"}
    if not b.unique and not b.key.startswith("%("):
        wire["name"] = b.key
    if b.value is not None or not b.required:
        wire["value"] = value(b.value)
    if not isinstance(b.type, sa.types.NullType):
        wire["type"] = kind(b.type)
    if b.expanding:
        wire["expanding"] = True
    return wire


def expression(e):
    if isinstance(e, str):
        return {"expr": "bind", "value": e}
    if isinstance(e, elements.Grouping):
        return expression(e.element)
    if isinstance(e, selectable.SelectStatementGrouping):
        return {"expr": "subquery", "query": query(e.element)}
    if isinstance(e, selectable.ScalarSelect):
        return {"expr": "subquery", "query": query(e.element)}
    if isinstance(e, elements.TextClause):
        return {"expr": "text", **text(e)}
    if isinstance(e, elements.Null):
        return {"expr": "null"}
    if isinstance(e, elements.True_):
        return {"expr": "true"}
    if isinstance(e, elements.False_):
        return {"expr": "false"}
    if isinstance(e, elements.BindParameter):
        return bind(e)
    if isinstance(e, elements.Label):
        return {"expr": "label", "name": name(e.name), "of": expression(e._element)}
    if isinstance(e, elements.ColumnClause):
        if e.is_literal:
            return {"expr": "raw", "sql": e.name}
        wire = {"expr": "column", "name": name(e.name)}
        if e.table is not None and isinstance(e.table, (selectable.TableClause, selectable.Alias, selectable.CTE)):
            wire["table"] = name(e.table.name)
            if getattr(e.table, "schema", None):
                wire["namespace"] = name(e.table.schema)
        if not isinstance(e.type, sa.types.NullType):
            wire["type"] = kind(e.type)
        return wire
    if isinstance(e, elements.Cast):
        return {"expr": "cast", "of": expression(e.clause), "type": kind(e.type)}
    if isinstance(e, elements.Case):
        wire = {"expr": "case", "branches": [[expression(a), expression(b)] for a, b in e.whens]}
        if e.value is not None:
            wire["of"] = expression(e.value)
        if e.else_ is not None:
            wire["otherwise"] = expression(e.else_)
        return wire
    if isinstance(e, elements.Over):
        wire = {"expr": "over", "of": expression(e.element)}
        for key in ("partition_by", "order_by"):
            found = getattr(e, key)
            if found is not None:
                wire[key] = [expression(x) for x in getattr(found, "clauses", [found])]
        return wire
    if isinstance(e, elements.FunctionFilter):
        return {**expression(e.func), "filter": expression(e.criterion)}
    if isinstance(e, functions.next_value):
        return {"expr": "next_value", "name": name(e.sequence.name), "namespace": name(e.sequence.schema)}
    if isinstance(e, functions.FunctionElement):
        clauses = list(e.clauses)
        if e.name == "count" and len(clauses) == 1 and getattr(clauses[0], "is_literal", False) and clauses[0].name == "*":
            clauses = []
        return {"expr": "function", "path": [*e.packagenames, e.name], "arguments": [expression(x) for x in clauses]}
    if isinstance(e, elements.Extract):
        return {"expr": "extract", "field": e.field, "from": expression(e.expr)}
    if isinstance(e, selectable.Exists):
        return {"expr": "exists", "query": query(e.element.element)}
    if isinstance(e, elements.AsBoolean):
        of = expression(e.element)
        return of if e.operator is operators.is_true else {"expr": "not", "of": of}
    if isinstance(e, elements.UnaryExpression):
        of = e.element
        if e.operator is operators.inv:
            return {"expr": "not", "of": expression(of)}
        if e.operator is operators.neg:
            return {"expr": "negative", "of": expression(of)}
        if e.operator is operators.distinct_op:
            return {"expr": "distinct", "of": expression(of)}
        words = {operators.desc_op: "DESC", operators.asc_op: "ASC", operators.nulls_first_op: "NULLS FIRST", operators.nulls_last_op: "NULLS LAST"}
        return {"expr": "ordered", "of": expression(of), "modifier": words[e.modifier]}
    if isinstance(e, postgresql.array):
        return {"expr": "array", "items": [expression(x) for x in e.clauses]}
    if isinstance(e, elements.Tuple):
        return {"expr": "tuple", "items": [expression(x) for x in e.clauses]}
    if isinstance(e, elements._label_reference):
        return expression(e.element)
    if isinstance(e, elements._textual_label_reference):
        return {"expr": "raw", "sql": e.element}
    if isinstance(e, elements.BinaryExpression):
        op = e.operator
        if op is operators.collate:
            return {"expr": "collate", "of": expression(e.left), "collation": e.right.collation}
        if op in (operators.is_, operators.is_not) and isinstance(e.right, elements.Null):
            return {"expr": "is_null", "of": expression(e.left), "negated": op is operators.is_not}
        if op in (operators.in_op, operators.not_in_op):
            right = e.right
            if isinstance(right, elements.BindParameter) and right.unique:
                within = [{"expr": "bind", "value": value(x), "type": kind(right.type)} for x in right.value]
            else:
                within = [expression(right)]
            return {"expr": "in", "of": expression(e.left), "within": within, "negated": op is operators.not_in_op}
        if op in (operators.between_op, operators.not_between_op):
            low, high = e.right.element.clauses if isinstance(e.right, elements.Grouping) else e.right.clauses
            return {"expr": "between", "of": expression(e.left), "low": expression(low), "high": expression(high), "negated": op is operators.not_between_op}
        wire = {"expr": "binary", "left": expression(e.left), "right": expression(e.right)}
        if op is operators.json_getitem_op:
            wire["right"] = {"expr": "bind", "value": value(e.right.value)}
        wire["operator"] = OPERATORS.get(op) or {"custom": op.opstring}
        if isinstance(op, operators.custom_op) and op.opstring == "->>":
            wire["operator"] = "json_get_text"
            wire["right"] = {"expr": "bind", "value": value(e.right.value)}
        if e.modifiers.get("escape"):
            wire["escape"] = e.modifiers["escape"]
        return wire
    if isinstance(e, elements.ExpressionClauseList):
        return {"expr": "junction", "operator": OPERATORS[e.operator], "parts": [expression(x) for x in e.clauses]}
    raise TypeError((type(e), e))


def text(t):
    binds = [bind(b) for b in t._bindparams.values() if b.value is not None or not b.required]
    return {"sql": t.text, "binds": binds}


def from_item(f):
    if isinstance(f, selectable.Join):
        kind_ = "full" if f.full else "left" if f.isouter else "inner"
        return {"from": "join", "kind": kind_, "left": from_item(f.left), "right": from_item(f.right), "on": expression(f.onclause)}
    if isinstance(f, selectable.FromGrouping):
        return from_item(f.element)
    if isinstance(f, selectable.CTE):
        return {"from": "table", "name": name(f.name)}
    if isinstance(f, selectable.Subquery):
        return {"from": "subquery", "query": query(f.element), "alias": name(f.name)}
    if isinstance(f, selectable.Alias):
        return {"from": "table", **table_of(f.element), "alias": name(f.name)}
    return {"from": "table", **table_of(f)}


enclosing = []
"""The tables of the queries around the one that is lowered: a subquery does not name them again."""


def filter_of(criteria):
    parts = [expression(c) for c in criteria]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else {"expr": "junction", "operator": "and", "parts": parts}


def query(q):
    if isinstance(q, elements.TextClause):
        return {"query": "text", **text(q)}
    if isinstance(q, selectable.SelectStatementGrouping):
        return query(q.element)
    if isinstance(q, sa.CompoundSelect):
        wire = {"query": "compound", "word": q.keyword.value if hasattr(q.keyword, "value") else str(q.keyword), "queries": [query(x) for x in q.selects]}
        wire["word"] = {"union": "UNION", "union_all": "UNION ALL", "except_": "EXCEPT", "intersect": "INTERSECT"}.get(q.keyword.name.lower(), wire["word"])
        wire["order_by"] = [expression(x) for x in q._order_by_clauses]
        if q._limit_clause is not None:
            wire["limit"] = expression(q._limit_clause)
        return wire
    if isinstance(q, sa.Select):
        froms = q.get_final_froms()
        outside = {f for around in enclosing for f in around}
        inside = [f for f in froms if f not in outside]
        froms = inside or froms
        enclosing.append(froms)
        ctes = [f for f in froms if isinstance(f, selectable.CTE)]
        wire = {
            "query": "select", "columns": [expression(c) for c in q._raw_columns_expanded] if hasattr(q, "_raw_columns_expanded") else [expression(c) for c in selected(q)],
            "from": [from_item(f) for f in froms], "distinct": bool(q._distinct), "distinct_on": [expression(x) for x in q._distinct_on],
            "ctes": [{"name": name(c.name), "query": query(c.element), "recursive": c.recursive} for c in ctes],
            "group_by": [expression(x) for x in q._group_by_clauses], "order_by": [expression(x) for x in q._order_by_clauses],
        }
        where = filter_of(q._where_criteria)
        if where:
            wire["where"] = where
        having = filter_of(q._having_criteria)
        if having:
            wire["having"] = having
        if q._limit_clause is not None:
            wire["limit"] = expression(q._limit_clause)
        if q._offset_clause is not None:
            wire["offset"] = expression(q._offset_clause)
        if q._for_update_arg is not None:
            wire["for_update"] = "FOR UPDATE"
        enclosing.pop()
        return wire
    if isinstance(q, sa.sql.Insert):
        wire = {"query": "insert", "table": table_of(q.table)}
        if q._multi_values:
            rows = q._multi_values[0]
            keys = list(rows[0])
            wire["source"] = {"source": "values", "columns": [column_key(k) for k in keys], "rows": [[typed_value(q.table, k, r[k]) for k in keys] for r in rows]}
        elif q.select is not None:
            wire["source"] = {"source": "select", "columns": list(q._select_names), "query": query(q.select)}
        elif q._values:
            ordered = in_table_order(q.table, q._values)
            wire["source"] = {"source": "values", "columns": [column_key(k) for k in ordered], "rows": [[typed_value(q.table, k, q._values[k]) for k in ordered]]}
        else:
            wire["source"] = {"source": "defaults"}
        wire["returning"] = [expression(c) for c in q._returning]
        clause = q._post_values_clause
        if clause is not None:
            on = {}
            if getattr(clause, "constraint_target", None):
                on["constraint"] = name(clause.constraint_target)
            if getattr(clause, "inferred_target_elements", None):
                on["elements"] = [{"expr": "column", "name": c} if isinstance(c, str) else expression(c) for c in clause.inferred_target_elements]
            if getattr(clause, "inferred_target_whereclause", None) is not None:
                on["index_where"] = expression(clause.inferred_target_whereclause)
            if hasattr(clause, "update_values_to_set"):
                on["set"] = [{"column": column_key(k), "value": excluded(q, v)} for k, v in dict(clause.update_values_to_set).items()]
                if clause.update_whereclause is not None:
                    on["where"] = expression(clause.update_whereclause)
            wire["on_conflict"] = on
        return wire
    if isinstance(q, sa.sql.Update):
        values = q._values or dict(q._ordered_values or [])
        ordered = in_table_order(q.table, values) if q._values else list(values)
        enclosing.append([q.table])
        wire = {"query": "update", "table": table_of(q.table), "set": [{"column": column_key(k), "value": typed_value(q.table, k, values[k])} for k in ordered]}
        extra(q, wire, "from")
        enclosing.pop()
        wire["returning"] = [expression(c) for c in q._returning]
        return wire
    if isinstance(q, sa.sql.Delete):
        wire = {"query": "delete", "table": table_of(q.table)}
        extra(q, wire, "using")
        wire["returning"] = [expression(c) for c in q._returning]
        return wire
    raise TypeError(type(q))


def excluded(q, v):
    if isinstance(v, elements.ColumnClause) and getattr(v.table, "name", None) == "excluded":
        return {"expr": "excluded", "name": v.name}
    return expression(v)


def extra(q, wire, key):
    where = filter_of(q._where_criteria)
    if where:
        wire["where"] = where
    others = []
    for criterion in q._where_criteria:
        for f in criterion._from_objects:
            if f is not q.table and f not in others:
                others.append(f)
    if others:
        wire[key] = [from_item(f) for f in others]


def selected(q):
    found = []
    for c in q._raw_columns:
        is_table = isinstance(c, selectable.FromClause) and not isinstance(c, functions.FunctionElement)
        found.extend(c.c if is_table else [c])
    return found


def column_key(k):
    return name(k.name) if hasattr(k, "name") else str(k)


def in_table_order(table, values):
    order = [c.name for c in table.c]
    return sorted(values, key=lambda k: order.index(column_key(k)))


def typed_value(table, key, v):
    if isinstance(v, elements.BindParameter):
        wire = bind(v)
    elif isinstance(v, elements.ClauseElement):
        return expression(v)
    else:
        wire = {"expr": "bind", "value": value(v)}
    column = table.c[column_key(key)]
    if "type" not in wire and not isinstance(column.type, sa.types.NullType):
        wire["type"] = kind(column.type)
    return wire


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
        return {
            "op": "add_column", "table": table_name(op.table_name, op.schema), "column": column(op.column), "if_not_exists": op.if_not_exists,
            "inline_references": op.inline_references, "inline_primary_key": op.inline_primary_key,
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
