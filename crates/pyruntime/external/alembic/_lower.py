"""From objects of the real SQLAlchemy to the plain data of the wire: what stands in the place of `alembic._lower`."""

import sys

from _external import columns, expressions, schema
from _host import call
from sqlalchemy import Index, _running
from sqlalchemy.sql.elements import ClauseElement, TextClause

from ._lower_of_shim import for_dialect, naming_convention, naming_patterns, plain_settings, run_async
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


def unattached(column):
    """Returns the column, or a copy of one that belongs to a table."""
    return column if column.table is None else column._copy()


def join_table(item, table):
    """Has a constraint or an index join a table; one of another table is copied."""
    if isinstance(item, Index):
        if item.table is None:
            item._set_parent_with_dispatch(table)
        elif item.table is not table:
            parts = [part.name if getattr(part, "_is_column", False) else part for part in item.expressions]
            Index(item.name, *parts, unique=item.unique, _table=table, **dict(item.dialect_kwargs))
        return
    owner = getattr(item, "parent", None)
    if owner is not None and owner is not table:
        item = item._copy(target_table=table)
    table.append_constraint(item)


def conventional_name(constraint, table):
    """A real constraint is given its name by convention as it joins its table."""
    return None


def url(given):
    """Lowers a URL with its password."""
    if given is None or isinstance(given, str):
        return given
    render = getattr(given, "render_as_string", None)
    return render(hide_password=False) if render is not None else str(given)


def dialect_name(given):
    """Returns the dialect that a URL names."""
    return url(given).partition(":")[0].partition("+")[0] if given else None


def connection(given, as_sql=False):
    """Returns the number of a connection; offline, of an engine of asyncio, None."""
    from sqlalchemy.engine import Connection, Engine

    if as_sql and not isinstance(given, (Connection, Engine)) and hasattr(given, "dialect"):
        return None
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


def when_models_lack_names(function):
    """Has the function called before models are configured: which names they will lack is not known by then."""
    from sqlalchemy import event
    from sqlalchemy.orm import Mapper

    if not event.contains(Mapper, "before_configured", function):
        event.listen(Mapper, "before_configured", function)


def inline_literal(value, type_):
    """Makes a value that is written into the statement where statements are printed."""
    from sqlalchemy import literal

    return literal(value, type_)
