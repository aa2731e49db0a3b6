"""What is being lowered at this moment: the dialect, and plain data out of keywords."""

from sqlalchemy.sql.elements import ClauseElement, quoted_name

# The dialect that types and values are lowered for; None is SQLAlchemy's default dialect.
dialect = None

# Models are described as they were made: what `@compiles` makes of a constraint is for DDL.
describes = False

_compilers = {}


def use(named):
    """Makes a dialect, given by object or by name, the running one; returns the one before."""
    global dialect
    before = dialect
    dialect = named_dialect(named) if isinstance(named, str) else named
    return before


def real_dialect():
    """The running dialect with no driver's habits: it doubles no percent sign."""
    return named_dialect(getattr(dialect, "name", "default"))


def named_dialect(name):
    """A dialect object that writes SQL for people and for the host."""
    made = _compilers.get(name)
    if made is None:
        made = _compilers[name] = _make(name)
    return made


def _make(name):
    if name in ("postgresql", "postgres"):
        from sqlalchemy.dialects.postgresql.base import PGDialect as kind
    elif name == "sqlite":
        from sqlalchemy.dialects.sqlite.base import SQLiteDialect as kind
    elif name in ("mysql", "mariadb"):
        from sqlalchemy.dialects.mysql.base import MySQLDialect as kind
    elif name == "default":
        from sqlalchemy.engine.default import DefaultDialect as kind
    else:
        from sqlalchemy.dialects import registry

        kind = registry.load(name)
    return kind(paramstyle="named")


def name(text):
    """An identifier; `quoted_name(…)` keeps its wish to be quoted."""
    quote = getattr(text, "quote", None)
    if isinstance(text, quoted_name) and quote is not None:
        return {"text": str.__str__(text), "quote": bool(quote)}
    return None if text is None else str.__str__(text)


def table_name(table):
    """A table's name with its schema."""
    wire = {"name": name(table.name)}
    if getattr(table, "schema", None) is not None:
        wire["namespace"] = name(table.schema)
    return wire


def plain(value):
    """A keyword's value as plain data: schema objects describe themselves, columns are their names."""
    from _external import expressions

    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, dict):
        return {str(getattr(key, "name", key)): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [plain(item) for item in value]
    if expressions.is_column(value):
        return str(value.name)
    if isinstance(value, ClauseElement) or hasattr(value, "__clause_element__"):
        return expressions.wire(value)
    return value._wire() if hasattr(value, "_wire") else value
