"""From objects of the real SQLAlchemy to the plain data of the wire: what stands in the place of `alembic._lower`."""

import sys

from _external import columns, expressions, schema
from _host import call
from sqlalchemy import _running
from sqlalchemy.sql.elements import ClauseElement, TextClause

from .util.exc import CommandError


def name(text):
    """Lowers an identifier; `quoted_name(…)` keeps its wish to be quoted."""
    if text is not None and not isinstance(text, str):
        raise TypeError("a name is a string, not %r" % (text,))
    return _running.name(text)


def table_name(text, namespace=None):
    """Lowers a table's name with its schema."""
    table = {"name": name(text)}
    if namespace is not None:
        table["namespace"] = name(namespace)
    return table


def final_name(text):
    """Lowers a constraint's name: none, as written, or final (`op.f(…)`)."""
    return schema.constraint_name(text)


def executable(construct):
    """Lowers text; anything else is the SQL that SQLAlchemy makes of it, for an offline run."""
    if isinstance(construct, str):
        return {"query": "text", "sql": str(construct)}
    if isinstance(construct, TextClause):
        made = dict(expressions.wire(construct), query="text")
        del made["expr"]
        return made
    if not isinstance(construct, ClauseElement):
        from sqlalchemy.exc import ObjectNotExecutableError

        raise ObjectNotExecutableError(construct)
    return {"query": "driver", "sql": _offline_text(construct)}


def _offline_text(construct):
    from sqlalchemy.sql.ddl import DDLElement

    literal = not isinstance(construct, DDLElement) and _literal_binds
    keywords = {"compile_kwargs": {"literal_binds": True}} if literal else {}
    return str(construct.compile(dialect=_running.real_dialect(), **keywords)).replace("\t", "    ").strip()


# Whether the context that is served prints values as literals.
_literal_binds = False


def execute_as_given(context, construct, execution_options):
    """Has SQLAlchemy itself execute what is no text, on the connection of the migration; False: the host does it."""
    global _literal_binds
    if context.as_sql:
        _literal_binds = bool(context.opts.get("literal_binds"))
        return False
    if isinstance(construct, (str, TextClause)) or not isinstance(construct, ClauseElement):
        return False
    if execution_options:
        construct = construct.execution_options(**execution_options)
    context.connection.execute(construct)
    return True


def column_type(given):
    """Lowers a type that was given as an object or as a class."""
    return columns.wire(given() if isinstance(given, type) else given)


def fill(server_default):
    """Lowers a server default: None removes it."""
    return schema.fill(server_default)


def options(keywords):
    """Lowers dialect words such as `postgresql_where`."""
    return {key: _running.plain(value) for key, value in keywords.items()}


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
    render = getattr(given, "render_as_string", None)
    return render(hide_password=False) if render is not None else str(given)


def dialect_name(given):
    """Returns the dialect that a URL names."""
    return url(given).partition(":")[0].partition("+")[0] if given else None


def connection(given):
    """Returns the number of a connection."""
    from sqlalchemy.engine import Connection

    if not isinstance(given, Connection):
        hint = "; of an async engine it is the one that run_sync() passes"
        engine = sys.modules.get("sqlalchemy.engine.base")
        raise (CommandError if engine is not None and isinstance(given, engine.Engine) else TypeError)(
            "'connection' argument to configure() is expected to be a sqlalchemy.engine.Connection instance, got %r%s"
            % (given, "" if engine is not None and isinstance(given, engine.Engine) else hint)
        )
    return given._id


def announce(given):
    """Tells the host whether SQLAlchemy is in a transaction: then it is for user code to end it."""
    is_in_transaction = bool(given.in_transaction())
    if is_in_transaction != call("in_transaction", connection=given._id):
        call("transaction", connection=given._id, action="begin" if is_in_transaction else "commit")


def begin(context):
    """Has SQLAlchemy's connection know of the transaction that the host begins, so that a Session joins it."""
    given = context.connection
    if context.as_sql or given is None or given.in_transaction():
        return None
    return given.begin()


def end(transaction, context, failed):
    """Ends what `begin` began, after the host has ended its own."""
    if transaction is None:
        return
    if not transaction.is_active:
        # User code has committed, and SQLAlchemy has begun another one by itself.
        current = getattr(context.connection, "get_transaction", lambda: None)()
        if current is None:
            return
        transaction = current
    if failed:
        transaction.rollback()
    else:
        transaction.commit()


def dialect(known_name, given_url=None):
    """Returns the dialect object of a context without a connection; the host knows which one it is."""
    return _running.named_dialect(known_name)


def dialect_of(given_url, given_name):
    return dialect(given_name or dialect_name(given_url))


class for_dialect:
    """`with for_dialect(…):` types and values are lowered for that dialect."""

    def __init__(self, running):
        self._running = running

    def __enter__(self):
        self._before = _running.use(self._running)

    def __exit__(self, kind, raised, traceback):
        _running.use(self._before)
        return False


def inline_literal(value, type_):
    """Makes a value that is written into the statement where statements are printed."""
    from sqlalchemy import literal

    return literal(value, type_)


def run_async(function, sync_connection, arguments, keywords):
    """Runs a coroutine of user code to its end, on the async face of the connection."""
    from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
    from sqlalchemy.util import await_only

    connection = AsyncConnection(AsyncEngine(sync_connection.engine), sync_connection)
    return await_only(function(connection, *arguments, **keywords))
