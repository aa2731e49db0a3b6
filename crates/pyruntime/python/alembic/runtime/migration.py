"""The context of one database: what `context.configure()` makes and `op.get_context()` returns."""

import sys

import _environment
import _waiting
from _host import call

from .. import _lower, _run
from ..util.exc import CommandError

__all__ = ["MigrationContext", "MigrationInfo", "MigrationStep", "RevisionStep", "StampStep"]


def _behind(connection):
    """The connection of an asynchronous one: Alembic takes that too, and is configured again inside of `run_sync()`."""
    if type(connection).__name__ == "AsyncConnection":
        return connection.sync_connection or connection
    return connection


class MigrationContext:
    """One database as env.py configured it. The host plans and executes; this object passes on what scripts ask."""

    def __init__(self, dialect, connection, opts, environment_context=None):
        self.environment_context = environment_context
        self.opts = opts
        self.dialect = dialect
        self.script = opts.get("script")
        self.as_sql = opts.get("as_sql", False)
        self.purge = opts.get("purge", False)
        self.output_buffer = opts.get("output_buffer", sys.stdout)
        self.transactional_ddl = opts.get("transactional_ddl")
        self.on_version_apply_callbacks = opts.get("on_version_apply", ())
        self.version_table = opts.get("version_table", "alembic_version")
        self.version_table_schema = opts.get("version_table_schema")
        self.connection = connection
        self._start_from_rev = opts.get("starting_rev")
        self._transactional_ddl = self.transactional_ddl
        self._impl = None
        self._table = None
        self._is_running = False
        if self.as_sql:
            from .offline import MockConnection

            self.connection = MockConnection(dialect, self)

    @classmethod
    def configure(
        cls,
        connection=None,
        url=None,
        dialect_name=None,
        dialect=None,
        environment_context=None,
        dialect_opts=None,
        opts=None,
    ):
        opts = {} if opts is None else opts
        as_sql = environment_context is not None and environment_context.is_offline_mode()
        connection = connection if as_sql else _behind(connection)
        identifier = _lower.connection(connection, as_sql) if connection is not None else None
        if connection is not None and identifier is None:
            dialect, connection = connection.dialect, None
        if identifier is None and not (url or dialect_name or dialect or _environment.database_url):
            raise Exception("Connection, url, or dialect_name is required.")
        if opts.get("literal_binds") and not opts.get("as_sql"):
            raise CommandError("Can't use literal_binds setting without as_sql mode")
        if environment_context is None:
            if connection is not None:
                dialect = connection.dialect
            elif dialect is None:
                dialect = _lower.dialect_of(url, dialect_name)
            return cls(dialect, connection, opts)
        if connection is None and dialect is not None:
            dialect_name = dialect.name
        if connection is None and not url and not dialect_name:
            url = _environment.database_url
        if connection is not None:
            _lower.announce(connection)
        answer = call(
            "configure",
            connection=identifier,
            url=_lower.url(url),
            dialect_name=dialect_name,
            settings=_settings(opts, dialect_opts, connection, url, dialect_name),
        )
        if connection is not None:
            dialect = connection.dialect
        else:
            dialect = _lower.dialect(answer["dialect"], _lower.url(url))
        context = cls(dialect, connection, opts, environment_context)
        context.as_sql = answer["as_sql"]
        context._transactional_ddl = answer["transactional_ddl"]
        return context

    @property
    def bind(self):
        return self.connection

    @property
    def config(self):
        return self.environment_context.config if self.environment_context else None

    @property
    def settings(self):
        """The time limits of the step that runs: what Alembic does not have (docs/limits.md)."""
        if not self._is_hosts:
            raise NotImplementedError("settings of a MigrationContext that env.py did not configure")
        from .limits import Settings

        return Settings()

    @property
    def impl(self):
        if self._impl is None:
            from ..ddl.impl import DefaultImpl

            self._impl = DefaultImpl.get_by_dialect(self.dialect)(
                self.dialect, self.connection, self.as_sql, self._transactional_ddl, self.output_buffer, self.opts
            )
            self._impl._context = self
        return self._impl

    @property
    def _version(self):
        """The version table. Projects widen its column, or put a table of their own here."""
        if self._table is None:
            self._table = self.impl.version_table_impl(
                version_table=self.version_table,
                version_table_schema=self.version_table_schema,
                version_table_pk=self.opts.get("version_table_pk", True),
            )
        return self._table

    @_version.setter
    def _version(self, table):
        self._table = table

    def _own_version_table(self):
        """Returns the definition of a version table that user code shaped; None: it is as always."""
        if self._table is None and "alembic.ddl.impl" not in sys.modules:
            return None
        from ..ddl.impl import default_version_table

        usual = default_version_table(
            self.version_table, self.version_table_schema, self.opts.get("version_table_pk", True)
        )
        definition = self._version._wire()
        return None if definition == usual._wire() else definition

    @property
    def _is_hosts(self):
        """Whether the host knows this context: it is env.py's, and no later `configure()` replaced it."""
        return self.environment_context is not None and self.environment_context._migration_context is self

    def begin_transaction(self, _per_migration=False):
        if not self._is_hosts:
            return self.connection.begin()
        return _Joined() if self._is_running else _Transaction(self)

    def autocommit_block(self):
        if not self._is_hosts:
            raise NotImplementedError(
                "autocommit_block() of a MigrationContext that env.py did not configure: "
                "use connection.execution_options(isolation_level='AUTOCOMMIT')"
            )
        return _AutocommitBlock()

    def execute(self, sql, execution_options=None):
        self._execute(sql, execution_options)

    def _execute(self, sql, execution_options=None):
        if not self._is_hosts:
            if isinstance(sql, str):
                from sqlalchemy import text

                sql = text(sql)
            self.connection.execute(sql)
            return
        if _lower.execute_as_given(self, sql, execution_options):
            return
        with _lower.for_dialect(self.dialect):
            statement = _lower.executable(sql)
        self._apply(execution_options)
        if "op" in statement:
            self._perform(statement)
        else:
            call("context_execute", statement=statement, parameters=[])

    def _apply(self, execution_options):
        """Honours what changes the connection; the rest are hints to a driver that is not here."""
        if execution_options and not self.as_sql:
            self.connection.execution_options(**execution_options)

    def _perform(self, operation):
        """Has the host carry out one operation of a script."""
        if self._is_hosts:
            return call("perform", operation=operation)
        if self.as_sql:
            raise NotImplementedError(
                "operations on a MigrationContext with as_sql that env.py did not configure: use context.configure()"
            )
        return call("execute_ddl", connection=_lower.connection(self.connection), operation=operation)

    def _static_output(self, text):
        call("static_output", text=text)

    def get_current_revision(self):
        heads = self.get_current_heads()
        if len(heads) > 1:
            raise CommandError(
                "Version table '%s' has more than one head present; please use get_current_heads()"
                % self.version_table
            )
        return heads[0] if heads else None

    def get_current_heads(self):
        if not self.as_sql and self._start_from_rev:
            raise CommandError("Can't specify current_rev to context when using a database connection")
        if self._is_hosts:
            return tuple(call("heads"))
        if self.as_sql:
            start = self._start_from_rev
            return () if start in (None, "base") else (start,) if isinstance(start, str) else tuple(start)
        if not self._has_version_table():
            return ()
        column = {"expr": "column", "table": self.version_table, "name": "version_num"}
        if self.version_table_schema is not None:
            column["namespace"] = self.version_table_schema
        source = {"from": "table"}
        source.update(self._version_name())
        answer = call(
            "execute",
            connection=_lower.connection(self.connection),
            statement={"query": "select", "columns": [column], "from": [source]},
            parameters=[],
        )
        return tuple(row[0] for row in answer["rows"])

    def _version_name(self):
        return _lower.table_name(self.version_table, self.version_table_schema)

    def _has_version_table(self):
        return call("has_table", connection=_lower.connection(self.connection), table=self._version_name())

    def _ensure_version_table(self, purge=False):
        if self.as_sql:
            return self._perform({"op": "create_table", "table": self._version})
        if not self._has_version_table():
            call(
                "execute_ddl",
                connection=_lower.connection(self.connection),
                operation={"op": "create_table", "table": self._version},
            )
        if purge:
            self.connection.execute(self._version.delete())

    def run_migrations(self, **kw):
        if not self._is_hosts:
            raise NotImplementedError("MigrationContext.run_migrations() outside env.py: use the `upgrade` command")
        definition = self._own_version_table()
        if definition is not None and not self.as_sql and not self.opts.get("dont_mutate"):
            self._ensure_version_table()
        outer, _run.keywords = _run.keywords, kw
        self._is_running = True
        try:
            # An offline run prints the table as it is defined here.
            call("run_migrations", **({} if definition is None else {"version_table": definition}))
        finally:
            self._is_running = False
            _run.keywords = outer

    def stamp(self, script_directory, revision):
        """Sets the version table to a revision, as if the scripts had been run."""
        if self.as_sql:
            raise NotImplementedError("MigrationContext.stamp() with as_sql: use the `stamp` command with --sql")
        heads = self.get_current_heads()
        changes = script_directory._ask("stamp", id=revision, heads=list(heads))
        if not heads:
            self._ensure_version_table()
        number = self._version.c.version_num
        for before, after in changes:
            if before is None:
                self.connection.execute(self._version.insert().values(version_num=after))
            elif after is None:
                self.connection.execute(self._version.delete().where(number == before))
            else:
                self.connection.execute(self._version.update().where(number == before).values(version_num=after))

    def _in_connection_transaction(self):
        in_transaction = getattr(self.connection, "in_transaction", None)
        return in_transaction() if in_transaction is not None else False

    def _run_version_callbacks(self, step, heads):
        """Called by the host after each step, when env.py gave `on_version_apply`."""
        info = MigrationInfo(
            self.script.revision_map,
            step["is_upgrade"],
            step["is_stamp"],
            tuple(step["up_revisions"]),
            tuple(step["down_revisions"]),
        )
        for callback in self.on_version_apply_callbacks:
            callback(ctx=self, step=info, heads=set(heads), run_args=_run.keywords)


# Callables that have a say in autogenerate.
_HOOKS = ("include_name", "include_object", "compare_type", "compare_server_default", "render_item")

# Kept on the Python side: objects that the host has in its own form.
_OWN_OPTIONS = frozenset(("script", "fn", "as_sql", "destination_rev", "dont_mutate", "target_metadata"))


def _settings(opts, dialect_opts, connection, url, dialect_name):
    """Returns what the host gets of the keywords: plain values, and ids of callables."""
    settings = {}
    for key, value in opts.items():
        if key not in _OWN_OPTIONS and value is not None and _is_plain(value):
            settings[key] = value
    if dialect_opts and _is_plain(dialect_opts):
        settings["dialect_opts"] = dialect_opts
    metadata = opts.get("target_metadata")
    settings["has_metadata"] = metadata is not None
    if _waiting.is_pending(metadata):
        settings["naming_convention_waits"] = True
        if _announce_naming_convention not in _waiting.after:
            _waiting.after.append(_announce_naming_convention)
    else:
        convention = _lower.naming_convention(metadata)
        if convention:
            settings["naming_convention"] = convention
    settings.pop("on_version_apply", None)
    if opts.get("on_version_apply"):

        def apply(step, heads):
            _run.environment_context.get_context()._run_version_callbacks(step, heads)

        settings["on_version_apply"] = _run.hand_over(apply)
    if opts.get("output_buffer") is not None:
        settings["output_buffer"] = _run.hand_over(_Writer(opts["output_buffer"], opts.get("output_encoding")))
    if opts.get("process_revision_directives") is not None:
        from .directives import processor

        settings["process_revision_directives"] = _run.hand_over(processor(opts["process_revision_directives"]))
    if any(callable(opts.get(name)) for name in _HOOKS):
        from ..autogenerate.hooks import adapters

        settings.update(adapters(opts, lambda: _run.environment_context.get_context()))
    if "alembic.runtime.plugins" in sys.modules:
        settings["own_plugins"] = list(sys.modules["alembic.runtime.plugins"]._all_plugins)
    if "alembic.ddl.impl" in sys.modules:
        from ..ddl.impl import transactional_ddl_of

        name = connection.dialect.name if connection is not None else dialect_name or _lower.dialect_name(url)
        chosen = transactional_ddl_of(name)
        if chosen is not None:
            settings.setdefault("transactional_ddl", chosen)
    return settings


def _announce_naming_convention():
    """User code has read the models: what it sends from now on follows their naming convention."""
    _waiting.after.remove(_announce_naming_convention)
    call("naming_convention", patterns=_run.naming_convention())


def _is_plain(value):
    if value is None or isinstance(value, (bool, int, float, str)):
        return True
    if isinstance(value, (list, tuple)):
        return all(_is_plain(item) for item in value)
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_plain(item) for key, item in value.items())
    return False


class _Writer:
    """Writes the host's offline SQL to the `output_buffer` that env.py gave."""

    def __init__(self, buffer, encoding):
        self._buffer = buffer
        self._encoding = encoding

    def __call__(self, text):
        if self._encoding:
            text = text.encode(self._encoding, "replace").decode(self._encoding)
        self._buffer.write(text)
        flush = getattr(self._buffer, "flush", None)
        if flush is not None:
            flush()


class _Transaction:
    """What `context.begin_transaction()` returns: begun at once, ended by the `with` block or by hand."""

    def __init__(self, context):
        self._context = context
        self._of_connection = _lower.begin(context)
        call("begin_transaction")
        self._open = True

    def commit(self):
        self._end(False)

    def rollback(self):
        self._end(True)

    def _end(self, failed):
        assert self._open
        self._open = False
        call("end_transaction", failed=failed)
        _lower.end(self._of_connection, self._context, failed)

    def __enter__(self):
        return self

    def __exit__(self, kind, raised, traceback):
        if self._open:
            self._end(kind is not None)
        return False


class _Joined:
    """`begin_transaction()` inside a migration: what is done belongs to the transaction that runs already."""

    def commit(self):
        pass

    def rollback(self):
        raise NotImplementedError("rollback() inside a migration: raise an exception to undo the migration")

    def __enter__(self):
        return self

    def __exit__(self, kind, raised, traceback):
        return False


class _AutocommitBlock:
    """`with op.get_context().autocommit_block():`"""

    def __enter__(self):
        call("autocommit_block", enter=True)

    def __exit__(self, kind, raised, traceback):
        call("autocommit_block", enter=False, failed=kind is not None)
        return False


class MigrationInfo:
    """One step as `on_version_apply` sees it."""

    def __init__(self, revision_map, is_upgrade, is_stamp, up_revisions, down_revisions):
        self.revision_map = revision_map
        self.is_upgrade = is_upgrade
        self.is_stamp = is_stamp
        self.up_revision_ids = _ids(up_revisions)
        self.up_revision_id = self.up_revision_ids[0] if self.up_revision_ids else None
        self.down_revision_ids = _ids(down_revisions)

    @property
    def is_migration(self):
        return not self.is_stamp

    @property
    def source_revision_ids(self):
        return self.down_revision_ids if self.is_upgrade else self.up_revision_ids

    @property
    def destination_revision_ids(self):
        return self.up_revision_ids if self.is_upgrade else self.down_revision_ids

    @property
    def up_revision(self):
        return self.revision_map.get_revision(self.up_revision_id)

    @property
    def up_revisions(self):
        return self.revision_map.get_revisions(self.up_revision_ids)

    @property
    def down_revisions(self):
        return self.revision_map.get_revisions(self.down_revision_ids)

    @property
    def source_revisions(self):
        return self.revision_map.get_revisions(self.source_revision_ids)

    @property
    def destination_revisions(self):
        return self.revision_map.get_revisions(self.destination_revision_ids)


def _ids(revisions):
    if revisions is None:
        return ()
    return (revisions,) if isinstance(revisions, str) else tuple(revisions)


class MigrationStep:
    """A step of a plan. Plans are the host's; the name is here for annotations."""


class RevisionStep(MigrationStep):
    pass


class StampStep(MigrationStep):
    pass
