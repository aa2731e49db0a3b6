"""Tables, columns, constraints and indexes of the real SQLAlchemy in wire form."""

from sqlalchemy import _running as running
from sqlalchemy._running import name, plain, table_name
from sqlalchemy.sql import schema
from sqlalchemy.sql.elements import conv

from . import columns, compiled, expressions

_AUTOINCREMENT = {True: "on", False: "off", "auto": "auto", "ignore_fk": "ignore_fk"}


def constraint_name(given):
    """A constraint's name: nothing, as written, or final."""
    if given is None or type(given).__name__ == "_NoneName" or type(given).__name__ == "symbol":
        return None
    if isinstance(given, conv):
        return {"final": str(given)}
    return name(given)


def table(made):
    """The table as CREATE TABLE needs it."""
    wire = table_name(made)
    convention = made.metadata.naming_convention
    wire["columns"] = [column(one, _of_table) for one in made.columns]
    constraints = []
    for constraint in sorted(made.constraints, key=lambda one: one._creation_order):
        definition = _constraint_of(made, constraint, wire["columns"])
        if definition is not None:
            constraints.append(definition)
    if constraints:
        wire["constraints"] = constraints
    indexes = []
    names_indexes = convention.get("ix", convention.get(schema.Index)) != _USUAL_INDEX
    for one in sorted(made.indexes, key=lambda one: one.name or ""):
        if getattr(one, "_column_flag", False) and list(one.columns)[0].index:
            if not names_indexes:
                continue
            for definition in wire["columns"]:
                if definition["name"] == name(list(one.columns)[0].name):
                    definition.pop("index", None)
                    definition.pop("unique", None)
        if _is_wanted(one):
            indexes.append(index(one))
    if indexes:
        wire["indexes"] = indexes
    if made.comment is not None:
        wire["comment"] = made.comment
    if made.__dict__.get("info"):
        wire["info"] = repr(made.info)
    if made._prefixes:
        wire["prefixes"] = list(made._prefixes)
    _add_options(made, wire)
    return wire


_USUAL_INDEX = schema.DEFAULT_NAMING_CONVENTION["ix"]
_of_table = object()


def _constraint_of(made, constraint, definitions):
    """The constraint; None where the column's own flag or the type says it."""
    if getattr(constraint, "_type_bound", False) or not _is_wanted(constraint):
        return None
    if isinstance(constraint, schema.PrimaryKeyConstraint):
        keys = [one for one in constraint.columns]
        is_implicit = getattr(constraint, "_implicit_generated", True)
        if not keys or (is_implicit and constraint_name(constraint.name) is None and not constraint.dialect_kwargs):
            return None
        for definition in definitions:
            definition.pop("primary_key", None)
    if isinstance(constraint, schema.UniqueConstraint) and getattr(constraint, "_column_flag", False):
        if constraint_name(constraint.name) is None:
            return None
        flagged = name(list(constraint.columns)[0].name)
        for definition in definitions:
            if definition["name"] == flagged:
                definition.pop("unique", None)
        return dict(constraint_wire(constraint), of_column=True)
    return constraint_wire(constraint)


def _is_wanted(item):
    """Whether the database in question gets it: `ddl_if()`, and SQLAlchemy's own rule for a constraint."""
    dialect = running.dialect
    condition, rule = getattr(item, "_ddl_if", None), getattr(item, "_create_rule", None)
    if dialect is None or condition is None and rule is None:
        return True
    compiler = dialect.ddl_compiler(dialect, None)
    if condition is not None and not condition._should_execute(None, item, None, compiler=compiler):
        return False
    return rule is None or bool(rule(compiler))


def column(made, owner=None):
    """The column as CREATE TABLE and ADD COLUMN need it."""
    wire = {"name": name(made.name), "type": columns.wire(_type_of(made)), "nullable": bool(made.nullable)}
    if made.primary_key:
        wire["primary_key"] = True
    if made.autoincrement != "auto":
        wire["autoincrement"] = _AUTOINCREMENT[made.autoincrement]
    if made.unique:
        wire["unique"] = True
    if made.index:
        wire["index"] = True
    if made.server_default is not None:
        wire["fill"] = fill(made.server_default)
    default = made.default
    if default is not None and default.is_sequence and not default.optional:
        wire["sequence"] = sequence(default)
    if owner is not _of_table:
        # In a table they are among its constraints.
        keys = [_foreign_key(one) for one in sorted(made.foreign_keys, key=lambda one: one._colspec_text)]
        if keys:
            wire["foreign_keys"] = keys
    checks = [
        constraint_wire(one) for one in sorted(made.constraints, key=lambda one: one._creation_order)
        if isinstance(one, schema.CheckConstraint) and not getattr(one, "_type_bound", False)
    ]
    if checks:
        wire["checks"] = checks
    if made.comment is not None:
        wire["comment"] = made.comment
    _add_options(made, wire)
    return wire


def _type_of(made):
    """The type; a column with a foreign key and no type has that of the column it refers to."""
    if made.type._isnull:
        for key in made.foreign_keys:
            try:
                return key.column.type
            except Exception:
                continue
    return made.type


def fill(server_default):
    """What fills a column: a string is a literal, an expression is itself, None is nothing."""
    if server_default is None or server_default is False:
        return {"fill": "nothing"}
    if isinstance(server_default, schema.Computed):
        expression = expressions.wire(server_default.sqltext)
        return {"fill": "computed", "expression": expression, "persisted": server_default.persisted}
    if isinstance(server_default, schema.Identity):
        return _identity(server_default)
    if isinstance(server_default, schema.DefaultClause):
        return fill(server_default.arg)
    if isinstance(server_default, schema.FetchedValue):
        return {"fill": "fetched"}
    if isinstance(server_default, str):
        return {"fill": "default", "expression": {"expr": "bind", "value": str(server_default)}}
    return {"fill": "default", "expression": expressions.wire(server_default)}


_NUMBERS = ("start", "increment", "minvalue", "maxvalue", "nominvalue", "nomaxvalue", "cycle", "cache", "order")


def _number_options(options):
    wire = {}
    for option in _NUMBERS:
        value = getattr(options, option, None)
        if value is not None and not (value is False and option in ("nominvalue", "nomaxvalue")):
            wire[option] = value
    return wire


def _identity(identity):
    wire = dict(_number_options(identity), fill="identity")
    if identity.always:
        wire["always"] = True
    if identity.on_null is not None:
        wire["on_null"] = identity.on_null
    return wire


def sequence(made):
    """A sequence."""
    wire = dict(_number_options(made), name=name(made.name))
    if made.schema is not None:
        wire["namespace"] = name(made.schema)
    if made.data_type is not None:
        wire["data_type"] = columns.wire(made.data_type)
    return wire


def constraint_wire(constraint):
    """A constraint, of a table or not yet, as `@compiles` leaves it."""
    return compiled.heeded(constraint, _as_made)


def _as_made(constraint):
    wire = {"constraint": _tag(constraint)}
    given = constraint_name(constraint.name)
    if given is not None:
        wire["name"] = given
    for keyword in ("deferrable", "initially", "comment"):
        value = getattr(constraint, keyword, None)
        if value is not None:
            wire[keyword] = value
    _add_options(constraint, wire)
    if isinstance(constraint, schema.CheckConstraint):
        wire["condition"] = expressions.wire(constraint.sqltext)
    elif isinstance(constraint, schema.ForeignKeyConstraint):
        wire["columns"] = [name(key) for key in _key_columns(constraint)]
        _refer(wire, constraint, constraint.elements)
    elif wire["constraint"] == "exclude":
        _exclude(wire, constraint)
    else:
        wire["columns"] = [name(one) for one in column_names(constraint)]
    return wire


def _tag(constraint):
    if isinstance(constraint, schema.PrimaryKeyConstraint):
        return "primary_key"
    if isinstance(constraint, schema.UniqueConstraint):
        return "unique"
    if isinstance(constraint, schema.CheckConstraint):
        return "check"
    if isinstance(constraint, schema.ForeignKeyConstraint):
        return "foreign_key"
    if type(constraint).__name__ == "ExcludeConstraint":
        return "exclude"
    raise NotImplementedError("a constraint of class %s" % type(constraint).__name__)


def column_names(constraint):
    """The names of a constraint's columns: of the table's, or those that were given."""
    if getattr(constraint, "parent", None) is not None or len(constraint.columns):
        return [one.name for one in constraint.columns]
    return [one if isinstance(one, str) else one.name for one in constraint._pending_colargs]


def _key_columns(constraint):
    if len(constraint.columns):
        return [constraint.parent.c[key].name for key in constraint.column_keys]
    return list(constraint.column_keys)


def _foreign_key(key):
    wire = {"constraint": "foreign_key"}
    given = constraint_name(key.constraint.name if key.constraint is not None else key.name)
    if given is not None:
        wire["name"] = given
    for keyword in ("deferrable", "initially"):
        if getattr(key, keyword) is not None:
            wire[keyword] = getattr(key, keyword)
    wire["columns"] = [name(key.parent.name)]
    _refer(wire, key, [key])
    return wire


def _refer(wire, options, elements):
    referred = [_referred(element) for element in elements]
    namespace, table, _ = referred[0]
    wire["referred_table"] = {"name": name(table)}
    if namespace is not None:
        wire["referred_table"]["namespace"] = name(namespace)
    wire["referred_columns"] = [name(column) for _, _, column in referred]
    for keyword in ("onupdate", "ondelete", "match"):
        value = getattr(options, keyword)
        if value is not None:
            wire[keyword] = value
    if options.use_alter:
        wire["use_alter"] = True


def _referred(element):
    target = getattr(element, "_table_column", None)
    if target is None:
        target = element.__dict__.get("column")
    if target is not None and getattr(target, "table", None) is not None:
        return target.table.schema, target.table.name, target.name
    namespace, table, column = element._column_tokens
    if namespace is None and element.parent is not None and element.parent.table is not None:
        metadata = getattr(element.parent.table, "metadata", None)
        namespace = getattr(metadata, "schema", None)
    return namespace, table, element.parent.name if column is None else column


def _exclude(wire, constraint):
    wire["elements"] = [
        [expressions.wire(expression), operator] for expression, _, operator in constraint._render_exprs
    ]
    wire["using"] = constraint.using
    if constraint.where is not None:
        wire["where"] = expressions.wire(constraint.where)
    if constraint.ops:
        wire["ops"] = plain(constraint.ops)


def index(made):
    """An index, of a table or not yet."""
    given = list(made.expressions) or list(getattr(made, "_pending_colargs", ()))
    wire = {"parts": [_index_part(part) for part in given]}
    known = constraint_name(made.name)
    if known is not None:
        wire["name"] = known
    if made.unique:
        wire["unique"] = True
    _add_options(made, wire)
    return wire


def _index_part(part):
    if isinstance(part, str):
        return {"column": name(part)}
    if expressions.is_column(part):
        return {"column": name(part.name)}
    if getattr(running.dialect, "name", None) == "postgresql" and hasattr(part, "self_group"):
        # It wants brackets around what is neither a column nor a function.
        part = part.self_group()
    return {"expression": expressions.wire(part)}


def _add_options(thing, wire):
    options = dict(getattr(thing, "dialect_kwargs", None) or {})
    if options:
        wire["options"] = {key: plain(value) for key, value in options.items()}

