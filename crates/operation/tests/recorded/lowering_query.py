"""Lowers values, types, expressions and queries of the real SQLAlchemy to the wire JSON, for the recorder only."""

import base64
import datetime
import decimal
import uuid

import sqlalchemy as sa
from sqlalchemy.dialects import mysql, postgresql
from sqlalchemy.sql import elements, functions, operators, selectable
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


def of_python(t):
    """Arguments that SQL does not show."""
    found = {}
    if isinstance(t, (sa.Numeric, sa.Float)) and not type(t).__module__.startswith("sqlalchemy.dialects.mysql"):
        if t.asdecimal is isinstance(t, sa.Float):
            found["asdecimal"] = t.asdecimal
        if t.decimal_return_scale is not None:
            found["decimal_return_scale"] = t.decimal_return_scale
    if isinstance(t, sa.Uuid) and not t.as_uuid:
        found["as_uuid"] = False
    return found


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
        wire = {"type": "ARRAY", "item": kind(t.item_type), "dimensions": t.dimensions}
        wire.update({key: True for key in ("as_tuple", "zero_indexes") if getattr(t, key)})
        if module.startswith("sqlalchemy.dialects.postgresql"):
            wire["postgresql_only"] = True
        return wire
    if module == "sqlalchemy.sql.sqltypes" and cls == "JSON":
        return {"type": "JSON", "none_as_null": True} if t.none_as_null else {"type": "JSON"}
    if module == "sqlalchemy.sql.sqltypes" and cls in GENERIC:
        wire = {"type": cls}
        for argument in GENERIC[cls]:
            found = getattr(t, argument, None)
            if found is not None:
                wire[argument] = found
        wire.update(of_python(t))
        return wire
    if isinstance(t, sa.types.UserDefinedType):
        return {"type": "UserDefined", "spec": t.get_col_spec(), "python": repr(t), "module": module}
    if isinstance(t, sa.types.TypeDecorator):
        return {"type": "Custom", "python": repr(t), "module": module, "sql": kind(t.impl)}
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
        arguments.update(of_python(t))
        if cls in ("JSON", "JSONB") and getattr(t, "none_as_null", False):
            arguments["none_as_null"] = True
        for argument in ("astext_type", "text_type"):
            if hasattr(t, argument) and repr(getattr(t, argument)) != "Text()":
                arguments[argument] = kind(getattr(t, argument))
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
