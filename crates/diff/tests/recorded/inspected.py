"""What the real Inspector answers, as the `Schema` that our own inspection reads: the recorder's `before`."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "operation/tests/recorded"))

from lowering_query import kind, table_name  # noqa: E402
from sqlalchemy import inspect, text  # noqa: E402

OWNED_SEQUENCE = text(
    "SELECT c.relname FROM pg_class c JOIN pg_depend d ON d.objid = c.oid AND d.classid = 'pg_class'::regclass"
    " AND d.deptype = 'a' JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid"
    " WHERE c.relkind = 'S' AND d.refobjid = cast(:table AS regclass) AND a.attname = :column"
)


def schema(connection, namespaces):
    inspector = inspect(connection)
    tables = []
    for namespace in namespaces:
        tables += [table(connection, inspector, name, namespace) for name in sorted(inspector.get_table_names(namespace))]
    return {"tables": tables}


def table(connection, inspector, name, namespace):
    wire = table_name(name, namespace)
    wire["columns"] = [column(connection, wire, each) for each in inspector.get_columns(name, namespace)]
    constraints = []
    key = inspector.get_pk_constraint(name, namespace)
    if key["constrained_columns"]:
        constraints.append({"constraint": "primary_key", "name": key["name"], "columns": key["constrained_columns"]})
    for each in inspector.get_unique_constraints(name, namespace):
        unique = {"constraint": "unique", "name": each["name"], "columns": each["column_names"]}
        constraints.append({**unique, "options": each.get("dialect_options", {})})
    for each in inspector.get_foreign_keys(name, namespace):
        key = {"constraint": "foreign_key", "name": each["name"], "columns": each["constrained_columns"]}
        key["referred_table"] = table_name(each["referred_table"], each["referred_schema"])
        key["referred_columns"] = each["referred_columns"]
        constraints.append({**key, **each["options"]})
    for each in inspector.get_check_constraints(name, namespace):
        condition = {"expr": "text", "sql": each["sqltext"]}
        constraints.append({"constraint": "check", "name": each["name"], "condition": condition})
    wire["constraints"] = constraints
    indexes = inspector.get_indexes(name, namespace)
    wire["indexes"] = [index(each) for each in indexes if "duplicates_constraint" not in each]
    if connection.dialect.supports_comments:
        wire["comment"] = inspector.get_table_comment(name, namespace)["text"]
    return wire


def column(connection, of_table, found):
    wire = {"name": found["name"], "type": kind(found["type"]), "nullable": found["nullable"]}
    wire["autoincrement"] = {True: "on", False: "off", "auto": "auto"}[found.get("autoincrement", "auto")]
    if found.get("computed"):
        expression = {"expr": "text", "sql": found["computed"]["sqltext"]}
        wire["fill"] = {"fill": "computed", "expression": expression, "persisted": found["computed"].get("persisted")}
    elif found.get("identity"):
        wire["fill"] = {"fill": "identity", **found["identity"]}
    elif found.get("default") is not None:
        wire["fill"] = {"fill": "default", "expression": {"expr": "text", "sql": found["default"]}}
    if str(found.get("default")).startswith("nextval("):
        quoted = ".".join('"%s"' % of_table[part] for part in ("namespace", "name") if of_table.get(part))
        owned = connection.execute(OWNED_SEQUENCE, {"table": quoted, "column": found["name"]}).scalar()
        if owned:
            wire["sequence"] = {"name": owned}
    if found.get("comment") is not None:
        wire["comment"] = found["comment"]
    return wire


def index(found):
    parts = []
    sorting = found.get("column_sorting") or {}
    for number, name in enumerate(found["column_names"]):
        part = {"column": name}
        if name is None:
            name = found["expressions"][number]
            part = {"expression": {"expr": "text", "sql": name}}
        for word in sorting.get(name, ()):
            of = part["expression"] if "expression" in part else {"expr": "column", "name": part["column"]}
            part = {"expression": {"expr": "ordered", "of": of, "modifier": word.upper().replace("_", " ")}}
        parts.append(part)
    return {"name": found["name"], "parts": parts, "unique": bool(found["unique"]), "options": options(found)}


def options(found):
    given = dict(found.get("dialect_options", {}))
    for key in ("postgresql_where", "sqlite_where"):
        if key in given:
            given[key] = {"expr": "text", "sql": str(given[key])}
    return given
