"""A reflected database as readable lines, as `tests/projection/mod.rs` writes them too."""

import re

from sqlalchemy import Identity, MetaData, Table, inspect
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql import elements, operators

ORDER = {
    operators.desc_op: "DESC",
    operators.asc_op: "ASC",
    operators.nulls_first_op: "NULLS FIRST",
    operators.nulls_last_op: "NULLS LAST",
}


def projection(connection, schemas):
    """Reflects every table of the schemas as Alembic does, one after the other."""
    inspector = inspect(connection)
    lines = []
    for schema in schemas:
        for name in sorted(inspector.get_table_names(schema=schema)):
            table = Table(name, MetaData(), schema=schema)
            inspector.reflect_table(table, include_columns=None, resolve_fks=False)
            lines.append("table %s%s" % (table.fullname, attributes(comment=table.comment, **options(table))))
            lines.extend(of_table(connection, table))
        if connection.dialect.name == "postgresql":
            for enum in inspector.get_enums(schema=schema):
                lines.append("enum %s%r" % (qualified(schema, enum["name"]), enum["labels"]))
    return lines


def qualified(schema, name):
    return name if schema is None else "%s.%s" % (schema, name)


def of_table(connection, table):
    for column in table.columns:
        owned = owned_sequence(connection, column)
        yield "  column %s %s%s" % (column.name, type_text(column.type), column_attributes(column, owned))
    key = table.primary_key
    if len(key.columns):
        yield "  primary key %s%s" % (named(key), attributes(comment=key.comment, **options(key)))
    kinds = {"foreign_key_constraint": [], "unique_constraint": [], "check_constraint": []}
    for constraint in table.constraints:
        if constraint is not key:
            kinds[constraint.__visit_name__.replace("table_or_column_", "")].append(constraint)
    yield from sorted(map(foreign_key, kinds["foreign_key_constraint"]))
    yield from sorted(
        "  unique %s%s" % (named(constraint), attributes(comment=constraint.comment, **options(constraint)))
        for constraint in kinds["unique_constraint"]
    )
    yield from sorted(map(check, kinds["check_constraint"]))
    for index in sorted(table.indexes, key=lambda index: index.name):
        yield "  index %s(%s)%s%s" % (
            index.name,
            ", ".join(map(part, index.expressions)),
            " unique" if index.unique else "",
            attributes(**options(index)),
        )


def foreign_key(constraint):
    targets = [element.target_fullname.rpartition(".") for element in constraint.elements]
    names = "onupdate ondelete deferrable initially match comment".split()
    return "  foreign key %s -> %s(%s)%s" % (
        named(constraint),
        targets[0][0],
        ", ".join(name for _, _, name in targets),
        attributes(**{name: getattr(constraint, name) for name in names}),
    )


def check(constraint):
    shown = attributes(comment=constraint.comment, **options(constraint))
    return "  check %s: %s%s" % (constraint.name, constraint.sqltext.text, shown)


def named(constraint):
    return "%s(%s)" % (constraint.name, ", ".join(column.name for column in constraint.columns))


def owned_sequence(connection, column):
    """The sequence behind a column that Alembic takes for SERIAL, with its namespace as the table's is said."""
    fill = column.server_default
    if column.autoincrement is not True or isinstance(fill, Identity) or fill is None:
        return ""
    table = connection.dialect.identifier_preparer.format_table(column.table)
    found = connection.exec_driver_sql("SELECT pg_get_serial_sequence(%s, %s)", (table, column.name)).scalar()
    if found is None or found.rpartition(".")[2] not in fill.arg.text:
        return ""
    name = found.partition(".")[2].strip('"')
    return " owns " + qualified(column.table.schema, name)


def column_attributes(column, owned):
    parts = []
    if not column.nullable:
        parts.append(" not null")
    if column.primary_key:
        parts.append(" key")
    if column.autoincrement != "auto":
        parts.append(" autoincrement=%r" % column.autoincrement)
    parts.append(owned)
    fill = column.server_default
    if column.computed is not None:
        parts.append(" computed(%s)%s" % (column.computed.sqltext, attributes(persisted=column.computed.persisted)))
    elif isinstance(fill, Identity):
        names = "always start increment minvalue maxvalue cycle cache".split()
        parts.append(" identity" + attributes(**{name: getattr(fill, name) for name in names}))
    elif fill is not None:
        parts.append(" default(%s)" % fill.arg.text)
    return "".join(parts) + attributes(comment=column.comment)


def attributes(**values):
    return "".join(" %s=%r" % (name, value) for name, value in values.items() if value is not None)


def options(item):
    found = {}
    for name, value in item.dialect_kwargs.items():
        found[name] = value.text if isinstance(value, elements.TextClause) else value
        if isinstance(value, tuple):
            found[name] = list(value)
    return found


def part(expression):
    if isinstance(expression, elements.UnaryExpression):
        return "%s %s" % (part(expression.element), ORDER[expression.modifier])
    if isinstance(expression, elements.TextClause):
        return "text(%s)" % expression.text
    return expression.name


def type_text(column_type):
    module = type(column_type).__module__
    prefix = module.split(".")[2] + "." if module.startswith("sqlalchemy.dialects.") else ""
    if isinstance(column_type, postgresql.ARRAY):
        return "ARRAY(%s)" % type_text(column_type.item_type)
    if isinstance(column_type, postgresql.ENUM):
        schema = "" if column_type.schema is None else ", schema=%r" % column_type.schema
        return "ENUM(%s, name=%r%s)" % (", ".join(map(repr, column_type.enums)), column_type.name, schema)
    if isinstance(column_type, postgresql.DOMAIN):
        names = "schema collation collation_schema default constraint_name not_null check create_type".split()
        values = {name: getattr(column_type, name) for name in names}
        values["not_null"] = values["not_null"] or None
        values["check"] = None if column_type.check is None else column_type.check.text
        shown = ", ".join("%s=%r" % item for item in values.items() if item[1] is not None)
        return "postgresql.DOMAIN(%r, %s, %s)" % (column_type.name, type_text(column_type.data_type), shown)
    # What every JSON type of PostgreSQL says.
    return prefix + re.sub(r"(astext_type|text_type)=Text\(\)", "", repr(column_type))
