"""Objects of the `sqlalchemy` shim from the host's plain data, for user code that looks at what was found."""

import sys

import sqlalchemy
from sqlalchemy.sql.naming import conv


_IS_OLD = sqlalchemy.__version__.startswith("1.")

# The user's own types among the models' columns, by module and text.
own_types = {}


class _HostType(sqlalchemy.types.NullType):
    """A type of the user's that goes back to the host as it came."""

    def __init__(self, wire):
        super().__init__()
        self._host_wire = wire

    def _wire(self):
        return self._host_wire

    def __repr__(self):
        return self._host_wire.get("python") or "NullType()"


def column_type(wire):
    """Makes a type."""
    tag = wire["type"]
    if tag == "Native":
        return _native(wire)
    if tag == "Enum":
        return _enum(wire)
    if tag == "ARRAY":
        return sqlalchemy.ARRAY(column_type(wire["item"]), dimensions=wire.get("dimensions"))
    if tag == "Variant":
        made = column_type(wire["base"])
        for name, variant in wire["variants"].items():
            made = made.with_variant(column_type(variant), name)
        return made
    if tag in ("Custom", "UserDefined"):
        own = own_types.get((wire.get("module"), wire.get("python")))
        return _HostType(wire) if own is None else own
    if tag == "Null":
        return sqlalchemy.types.NullType()
    if tag == "Unknown":
        return _unknown(wire["text"])
    arguments = {key: value for key, value in wire.items() if key != "type" and value is not None}
    return _kind(sqlalchemy, tag)(**arguments)


def _unknown(words):
    """A type of the database that SQLAlchemy does not know: the project may have a class for it."""
    from sqlalchemy import _type_words
    from sqlalchemy.dialects.postgresql.base import ischema_names

    kind = _type_words.reflected(ischema_names, words)
    return sqlalchemy.types.NullType() if kind is None else kind


def _native(wire):
    dialect = wire.get("dialect")
    place = sqlalchemy
    if dialect:
        place = package_of(dialect)
    arguments = {}
    for key, value in (wire.get("arguments") or {}).items():
        arguments[key] = column_type(value) if isinstance(value, dict) and "type" in value else value
    return _kind(place, wire["name"])(**arguments)


def _kind(place, name):
    kind = getattr(place, name, None)
    if kind is None:
        # SQLAlchemy 1.4 has some types in the dialect alone.
        from sqlalchemy.dialects import postgresql as place

        kind = getattr(place, name)
    return kind


def package_of(dialect):
    """The package of a dialect. Not by `from … import *`, which would import all that is in it."""
    name = "sqlalchemy.dialects." + dialect
    if name not in sys.modules:
        __import__(name)
    return sys.modules[name]


def _enum(wire):
    kind = sqlalchemy.Enum
    keywords = {"name": text(wire.get("name")), "schema": text(wire.get("namespace"))}
    if wire.get("postgresql_only"):
        from sqlalchemy.dialects.postgresql import ENUM as kind
    elif wire.get("native_enum") is False:
        keywords["native_enum"] = False
    return kind(*wire["values"], **{key: value for key, value in keywords.items() if value is not None})


def column(wire):
    """Makes a column with its type, default and comment, as reflection would give it."""
    keywords = {"nullable": wire["nullable"], "comment": wire.get("comment")}
    default = server_default(wire.get("fill") or {})
    items = [_foreign_key(key) for key in wire.get("foreign_keys") or ()]
    if isinstance(default, (sqlalchemy.Computed, sqlalchemy.Identity)):
        items.append(default)
    elif default is not None:
        keywords["server_default"] = default
    if wire.get("primary_key"):
        keywords["primary_key"] = True
    for key in ("unique", "index"):
        if wire.get(key):
            keywords[key] = True
    return sqlalchemy.Column(name(wire["name"]), column_type(wire["type"]), *items, **keywords)


def server_default(fill):
    """Makes what fills a column: a string, an expression, `Computed`, `Identity`, or None."""
    kind = fill.get("fill")
    if kind == "default":
        return expression(fill["expression"])
    if kind == "computed":
        return sqlalchemy.Computed(expression(fill["expression"]), persisted=fill.get("persisted"))
    if kind == "identity":
        options = {key: value for key, value in fill.items() if key != "fill" and value not in (None, False)}
        return sqlalchemy.Identity(**options)
    return sqlalchemy.FetchedValue() if kind == "fetched" else None


def expression(wire):
    """Makes an expression: a string, text, or whatever the host says in its own form."""
    kind = wire.get("expr")
    if kind == "bind" and isinstance(wire.get("value"), str):
        return wire["value"]
    has_colons = wire.get("is_verbatim") and ":" in wire["sql"]
    if kind in ("text", "raw") and not wire.get("binds") and not has_colons:
        return sqlalchemy.text(wire["sql"])
    return _HostExpression(wire)


class _HostExpression(sqlalchemy.sql.elements.TextClause):
    """An expression that goes back to the host as it came."""

    def __init__(self, wire):
        super().__init__("")
        if "sql" in wire:
            self.text = wire["sql"]
        self._host_wire = wire

    def _wire(self):
        return self._host_wire


def table(wire, metadata=None):
    """Makes a table with its columns, constraints and indexes."""
    items = [column(item) for item in wire["columns"]]
    items += [constraint(item) for item in wire.get("constraints") or ()]
    items += [index(item) for item in wire.get("indexes") or ()]
    keywords = dict(wire.get("options") or {})
    if wire.get("comment") is not None:
        keywords["comment"] = wire["comment"]
    if wire.get("prefixes"):
        keywords["prefixes"] = wire["prefixes"]
    if wire.get("info"):
        keywords["info"] = info(wire["info"])
    return sqlalchemy.Table(
        name(wire["name"]),
        sqlalchemy.MetaData() if metadata is None else metadata,
        *items,
        schema=text(wire.get("namespace")),
        **keywords
    )


def info(text):
    """Makes the dictionary of `info=`; one with more than literals in it cannot be written into a file either."""
    import ast

    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return {}


def constraint(wire):
    """Makes a constraint."""
    kind = wire["constraint"]
    keywords = {"name": constraint_name(wire.get("name"))}
    for key in ("deferrable", "initially", "onupdate", "ondelete", "match"):
        if wire.get(key) is not None:
            keywords[key] = wire[key]
    # SQLAlchemy 1.4 knows fewer options: it gets those that say something.
    given = wire.get("options") or {}
    keywords.update((key, value) for key, value in given.items() if value or not _IS_OLD)
    columns = [name(item) for item in wire.get("columns") or ()]
    if kind == "primary_key":
        return sqlalchemy.PrimaryKeyConstraint(*columns, **keywords)
    if kind == "unique":
        return sqlalchemy.UniqueConstraint(*columns, **keywords)
    if kind == "check":
        return sqlalchemy.CheckConstraint(expression(wire["condition"]), **keywords)
    if kind == "foreign_key":
        table_name = wire["referred_table"]
        namespace = text(table_name.get("namespace"))
        place = text(table_name["name"]) if namespace is None else "%s.%s" % (namespace, text(table_name["name"]))
        referred = ["%s.%s" % (place, text(item)) for item in wire["referred_columns"]]
        if wire.get("use_alter"):
            keywords["use_alter"] = True
        return sqlalchemy.ForeignKeyConstraint(columns, referred, **keywords)
    from sqlalchemy.dialects.postgresql import ExcludeConstraint

    elements = [(expression(item), operator) for item, operator in wire["elements"]]
    where = wire.get("where")
    return ExcludeConstraint(
        *elements,
        using=wire.get("using") or "gist",
        where=None if where is None else expression(where),
        **keywords
    )


def _foreign_key(wire):
    table_name = wire["referred_table"]
    place = [table_name.get("namespace"), table_name["name"], wire["referred_columns"][0]]
    keywords = {
        key: wire[key] for key in ("deferrable", "initially", "onupdate", "ondelete", "match") if wire.get(key) is not None
    }
    referred = ".".join(text(part) for part in place if part is not None)
    return sqlalchemy.ForeignKey(referred, name=constraint_name(wire.get("name")), **keywords)


def index(wire):
    """Makes an index."""
    given, parts, keywords = index_parts(wire)
    return sqlalchemy.Index(given, *parts, **keywords)


def index_parts(wire):
    """Returns name, parts and keywords of an index."""
    parts = [name(part["column"]) if "column" in part else expression(part["expression"]) for part in wire["parts"]]
    options = {key: _option(key, value) for key, value in (wire.get("options") or {}).items()}
    options["unique"] = bool(wire.get("unique"))
    return constraint_name(wire.get("name")), parts, options


def _option(key, value):
    if not isinstance(value, dict) or "expr" not in value:
        return value
    # SQLAlchemy reads the condition of an index from PostgreSQL as a string, where a colon would be taken for a bind.
    if key == "postgresql_where" and value.get("is_verbatim") and ":" not in value["sql"]:
        return value["sql"]
    return expression(value)


def name(wire):
    """Makes a name: a string, or one with SQLAlchemy's wish to be quoted."""
    if isinstance(wire, dict):
        return sqlalchemy.sql.quoted_name(wire["text"], wire.get("quote"))
    return wire


def constraint_name(wire):
    """Makes the name of a constraint; a final one is `op.f(…)`."""
    if isinstance(wire, dict) and "final" in wire:
        return conv(text(wire["final"]))
    return name(wire)


def text(wire):
    """Makes the text of a name."""
    return wire["text"] if isinstance(wire, dict) else wire
