"""From objects of the `sqlalchemy` shim to the plain data of the wire: the one place that knows both."""

import sys

from .util.exc import CommandError


def name(text):
    """Lowers an identifier; `quoted_name(…)` keeps its wish to be quoted."""
    if text is None:
        return None
    if not isinstance(text, str):
        raise TypeError("a name is a string, not %r" % (text,))
    wire = getattr(text, "_wire", None)
    return text if wire is None else wire()


def table_name(text, namespace=None):
    """Lowers a table's name with its schema."""
    table = {"name": name(text)}
    if namespace is not None:
        table["namespace"] = name(namespace)
    return table


def final_name(text):
    """Lowers a constraint's name: none, as written, or final (`op.f(…)`)."""
    if text is None or type(text) is str:
        return text
    from sqlalchemy.sql.naming import constraint_name_wire

    return constraint_name_wire(text)


def executable(construct):
    """Lowers what `execute()` takes: `{"query": …}`, or `{"op": …}` of a DDL element."""
    if isinstance(construct, str):
        return {"query": "text", "sql": str(construct)}
    if hasattr(construct, "_operation"):
        return construct._operation()
    if hasattr(construct, "_query"):
        return construct._query()
    from sqlalchemy.exc import ObjectNotExecutableError

    raise ObjectNotExecutableError(construct)


def column_type(given):
    """Lowers a type that was given as an object or as a class."""
    from sqlalchemy.sql.type_api import to_instance

    return to_instance(given)._wire()


def fill(server_default):
    """Lowers a server default: None removes it."""
    from sqlalchemy.sql.defaults import DefaultClause, FetchedValue, fill_wire

    if server_default is not None and not isinstance(server_default, FetchedValue):
        server_default = DefaultClause(server_default)
    return fill_wire(server_default)


def options(keywords):
    """Lowers dialect words such as `postgresql_where`."""
    from sqlalchemy._running import plain

    return {key: plain(value) for key, value in keywords.items()}


def unattached(column):
    """Returns the column, or a copy of one that belongs to a table: its references are that table's and stay there."""
    if column.table is None:
        return column
    copied = column._copy()
    copied._foreign_keys = []
    return copied


def join_table(item, table):
    """Has a constraint or an index join a table; one of another table is copied."""
    if item.parent is not None and item.parent is not table:
        item = item._copy(target_table=table)
    table.append_constraint(item)


def conventional_name(constraint, table):
    """The name that the table's MetaData gives a constraint; None where it gives none."""
    from sqlalchemy.sql.naming import conventional_name

    return conventional_name(constraint, table)


def naming_convention(metadata):
    """Lowers the naming convention of `target_metadata`."""
    convention = getattr(metadata, "naming_convention", None)
    return naming_patterns(convention) if convention else None


_PREFIXES = {
    "CheckConstraint": "ck",
    "ForeignKeyConstraint": "fk",
    "Index": "ix",
    "PrimaryKeyConstraint": "pk",
    "UniqueConstraint": "uq",
}


def naming_patterns(convention):
    """Lowers a naming convention; tokens that are functions cannot travel."""
    patterns = {}
    for key, pattern in convention.items():
        if isinstance(key, type):
            key = _PREFIXES.get(key.__name__)
        if isinstance(key, str) and isinstance(pattern, str):
            patterns[key] = str(pattern)
    return patterns


def url(given):
    """Lowers a URL with its password."""
    if given is None or isinstance(given, str):
        return given
    return given.render_as_string(hide_password=False)


def dialect_name(given):
    """Returns the dialect that a URL names."""
    return url(given).partition(":")[0].partition("+")[0] if given else None


def connection(given, as_sql=False):
    """Returns the number of a connection; offline, of an engine of asyncio, None."""
    engine = sys.modules.get("sqlalchemy.engine.base")
    if engine is not None and isinstance(given, engine.Engine):
        raise CommandError(
            "'connection' argument to configure() is expected to be a sqlalchemy.engine.Connection instance, got %r"
            % given
        )
    if as_sql and not hasattr(given, "_id") and hasattr(given, "dialect"):
        # Alembic asks it for nothing but its dialect.
        return None
    identifier = getattr(given, "_id", None)
    if not isinstance(identifier, int):
        raise TypeError(
            "'connection' argument to configure() is expected to be a sqlalchemy.engine.Connection instance, got %r; "
            "of an async engine it is the one that run_sync() passes" % given
        )
    return identifier


def announce(given):
    """The host knows the state of a connection of the shim's; a real one has to be announced."""


def begin(context):
    """Likewise for the transaction that the host begins."""


def end(transaction, context, failed):
    """Likewise for its end."""


def execute_as_given(context, construct, execution_options):
    """Whether SQLAlchemy has executed the construct itself; here it is lowered."""
    return False


def dialect(known_name, given_url=None):
    """Returns the dialect object of a context without a connection; the host knows which one it is."""
    from sqlalchemy.engine.default import dialect_of_url, named_dialect

    # Another name in the URL is an alias, or the placeholder of a template.
    if given_url and dialect_name(given_url) == known_name:
        from sqlalchemy.engine.url import make_url

        return dialect_of_url(make_url(given_url))
    return named_dialect(known_name)


def dialect_of(given_url, given_name):
    return dialect(given_name or dialect_name(given_url), url(given_url))


def plain_settings(dialect):
    """Returns the attributes of a dialect; None where one of them is user code."""
    found = {}
    for name, value in sorted(vars(dialect).items()):
        if callable(value):
            return None
        if value is None or isinstance(value, (bool, int, float, str, tuple, list)):
            found[name] = value
    return found


class for_dialect:
    """`with for_dialect(…):` types and values are lowered for that dialect."""

    def __init__(self, running):
        self._running = running

    def __enter__(self):
        from sqlalchemy import _running

        self._before = _running.use(self._running)

    def __exit__(self, kind, raised, traceback):
        from sqlalchemy import _running

        _running.use(self._before)
        return False


def inline_literal(value, type_):
    """Makes a value that is written into the statement where statements are printed."""
    from .operations.inline_literal import InlineLiteral

    return InlineLiteral(None, value, type_)


def bound(value, column_type):
    """Lowers a value of a column: bound, or the expression that it is."""
    if hasattr(value, "_wire"):
        return value._wire()
    from sqlalchemy import literal

    return literal(value, column_type)._wire()


def when_models_lack_names(function):
    """Has the function called where a model names another one that is not there."""
    from sqlalchemy.orm import clsregistry

    clsregistry.when_lacking = function


def run_async(function, sync_connection, arguments, keywords):
    """Runs a coroutine of user code to its end, on the async face of the connection."""
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
    from sqlalchemy.util import await_only

    connection = AsyncConnection(AsyncEngine(sync_connection.engine), sync_connection)
    return await_only(function(connection, *arguments, **keywords))
