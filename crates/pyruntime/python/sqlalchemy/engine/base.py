"""Engines, connections and transactions: what is asked of the host, and when."""

from _host import call

from sqlalchemy import _running

from .transactions import NestedTransaction, RootTransaction, Transaction, TwoPhaseTransaction, refused

_BEGUN_TWICE = (
    "This connection has already initialized a SQLAlchemy Transaction() object via begin() or autobegin; can't call"
    " begin() here unless rollback() or commit() is called first."
)
_CLOSED_IN_CONTEXT = (
    "Can't operate on closed transaction inside context manager.  Please complete the context manager before emitting"
    " further commands."
)


class Connection:
    _is_async = False

    def __init__(self, engine, connection=None, **kw):
        self.engine = engine
        self._transaction = None
        self._savepoints = []
        self._savepoint_count = 0
        self._contexts = []
        self._closed = False
        self._execution_options = dict(engine._execution_options)
        self._info = None
        level = self._execution_options.get("isolation_level") or engine._isolation_level
        self._isolation_level = level
        self._default_isolation_level = engine._isolation_level
        self._autocommits = _is_autocommit(level)
        answer = call("connect", url=engine._url_text(), options=engine._connect_options(level))
        self._id = answer["connection"]
        self.dialect = engine.dialect
        engine._learn(answer)
        self._fire("connect", True)

    # What is asked of a connection's place in the world.

    @property
    def closed(self):
        return self._closed

    @property
    def invalidated(self):
        return False

    @property
    def url(self):
        return self.engine.url

    @property
    def name(self):
        return self.dialect.name

    @property
    def info(self):
        if self._info is None:
            self._info = {}
        return self._info

    @property
    def connection(self):
        from .driver import DriverConnection

        return DriverConnection(self)

    @property
    def default_isolation_level(self):
        return self._default_isolation_level

    def get_isolation_level(self):
        if self._isolation_level:
            return str(self._isolation_level).upper().replace("_", " ")
        return "SERIALIZABLE" if self.dialect.name == "sqlite" else "READ COMMITTED"

    def schema_for_object(self, obj):
        return obj.schema

    def get_execution_options(self):
        return dict(self._execution_options)

    def execution_options(self, **opt):
        self._check_open()
        _check_options(opt)
        if "isolation_level" in opt and opt["isolation_level"] is not None:
            self._set_isolation(opt["isolation_level"])
        self._execution_options.update(opt)
        return self

    def _set_isolation(self, level):
        if self._transaction is not None:
            raise refused(
                "This connection has already initialized a SQLAlchemy Transaction() object via begin() or autobegin;"
                " isolation_level may not be altered unless rollback() or commit() is called first."
            )
        call("isolation", connection=self._id, level=str(level).upper().replace("_", " "))
        self._isolation_level = level
        self._autocommits = _is_autocommit(level)

    # Transactions.

    def begin(self):
        self._check_open()
        if self._transaction is not None:
            raise refused(_BEGUN_TWICE)
        self._transaction = RootTransaction(self)
        try:
            self._send_begin()
        except BaseException:
            self._transaction = None
            raise
        return self._transaction

    def _send_begin(self):
        if not self._fire("begin") and not self._autocommits:
            call("transaction", connection=self._id, action="begin")

    def _autobegin(self):
        """Before a statement: a transaction begins if none runs, of ours or of the migration's."""
        if self._contexts and not self._contexts[-1].is_active:
            raise refused(_CLOSED_IN_CONTEXT)
        if self._transaction is None and not call("in_transaction", connection=self._id):
            self.begin()

    def begin_nested(self):
        self._check_open()
        self._autobegin()
        self._savepoint_count += 1
        return NestedTransaction(self, "sa_savepoint_%d" % self._savepoint_count)

    def begin_twophase(self, xid=None):
        raise NotImplementedError("begin_twophase() is not supported: use begin()")

    def commit(self):
        if self._transaction is not None:
            self._transaction.commit()
        elif call("in_transaction", connection=self._id):
            call("transaction", connection=self._id, action="commit")

    def rollback(self):
        if self._transaction is not None:
            self._transaction.rollback()
        elif not self._closed and call("in_transaction", connection=self._id):
            call("transaction", connection=self._id, action="rollback")

    def in_transaction(self):
        if self._transaction is not None:
            return self._transaction.is_active
        return not self._closed and bool(call("in_transaction", connection=self._id))

    def in_nested_transaction(self):
        return bool(self._savepoints)

    def get_transaction(self):
        return self._transaction

    def get_nested_transaction(self):
        return self._savepoints[-1] if self._savepoints else None

    def close(self):
        if self._closed:
            return
        if self._transaction is not None:
            self._transaction.is_active = False
            self._transaction = None
        self._closed = True
        call("close", connection=self._id)

    def invalidate(self, exception=None):
        self.close()

    def detach(self):
        pass

    def _check_open(self):
        if self._closed:
            raise refused("This Connection is closed", "ResourceClosedError")

    def __enter__(self):
        return self

    def __exit__(self, kind, raised, traceback):
        self.close()
        return False

    # Statements.

    def execute(self, statement, parameters=None, execution_options=None):
        self._check_open()
        if execution_options:
            _check_options(execution_options)
        if isinstance(statement, str) or not getattr(statement, "supports_execution", False):
            self._not_executable(statement)
        if hasattr(statement, "_operation"):
            self._perform(statement._operation())
            return self._nothing()
        self._autobegin()
        outer = _running.use(self.dialect)
        try:
            return self._run(statement, _many(parameters))
        finally:
            _running.dialect = outer

    def _run(self, statement, parameters):
        from .execution import run

        return run(self, statement, parameters)

    def _not_executable(self, statement):
        from sqlalchemy import exc

        error = exc.ObjectNotExecutableError(statement)
        raise error

    def exec_driver_sql(self, statement, parameters=None, execution_options=None):
        self._check_open()
        if self._beginning and statement.lstrip()[:5].upper() == "BEGIN":
            # A listener of "begin" that emits BEGIN by itself, as SQLAlchemy's own advice for SQLite has it.
            self._begun_by_listener = True
            call("transaction", connection=self._id, action="begin")
            return self._nothing()
        self._autobegin()
        return self._send({"query": "driver", "sql": statement}, _driver_parameters(parameters))

    def _nothing(self):
        """The result of a statement that has none."""
        from .result import CursorResult

        return CursorResult({"columns": None, "rows": [], "rowcount": -1, "lastrowid": None}, self)

    def _send(self, query, parameters, processors=None, expressions=None, statement=None):
        """Sends a statement, tells the listeners, returns the result."""
        from .result import CursorResult

        if self._has_listeners("before_cursor_execute"):
            from .driver import announce

            announce(self, "before_cursor_execute", query, parameters)
        answer = call("execute", connection=self._id, statement=query, parameters=parameters, in_parts=True)
        if self._has_listeners("after_cursor_execute"):
            from .driver import announce

            announce(self, "after_cursor_execute", query, parameters)
        return CursorResult(answer, self, processors, expressions, statement)

    def scalar(self, statement, parameters=None, execution_options=None):
        return self.execute(statement, parameters, execution_options).scalar()

    def scalars(self, statement, parameters=None, execution_options=None):
        return self.execute(statement, parameters, execution_options).scalars()

    # What schema objects ask: `table.create(connection)`, `enum.create(bind)`, `metadata.create_all(bind)`.

    def _perform(self, operation):
        self._check_open()
        self._autobegin()
        outer = _running.use(self.dialect)
        try:
            call("execute_ddl", connection=self._id, operation=operation)
        finally:
            _running.dialect = outer

    def _run_ddl(self, run):
        self._check_open()
        self._autobegin()
        outer = _running.use(self.dialect)
        try:
            return run(self)
        finally:
            _running.dialect = outer

    def _run_ddl_visitor(self, visitorcallable, element, **kwargs):
        raise NotImplementedError("Connection._run_ddl_visitor() is an inner part of SQLAlchemy that is not here")

    def _has_table(self, table):
        return call("has_table", connection=self._id, table=table)

    def _inspected(self, schema, part, table=None):
        self._check_open()
        self._autobegin()
        return call("inspect", connection=self._id, namespace=schema, part=part, table=table)

    # Listeners.

    _beginning = False
    _begun_by_listener = False

    def _has_listeners(self, name):
        return name in self.__dict__.get("_listeners", ()) or self.engine._has_listeners(name)

    def _listeners_of(self, name):
        """The functions that wait for an event of this connection, then those of the engine."""
        from sqlalchemy.event import listeners_of

        return listeners_of(self, name) + listeners_of(self.engine, name)

    def _fire(self, name, driver=False):
        """Calls listeners of an event of the connection; returns whether one of them began the transaction itself."""
        if not self._has_listeners(name):
            return False
        self._begun_by_listener = False
        self._beginning = name == "begin"
        try:
            for function in self._listeners_of(name):
                if driver:
                    function(self.connection, None)
                else:
                    function(self)
        finally:
            self._beginning = False
        return self._begun_by_listener


def _is_autocommit(level):
    return level is not None and str(level).upper() == "AUTOCOMMIT"


def _check_options(options):
    if options.get("schema_translate_map"):
        raise NotImplementedError(
            "execution_options(schema_translate_map=…) is not supported: give tables their schema, or set search_path"
        )


def _many(parameters):
    """Parameters of `execute()` as a list of dictionaries: none, one, or those of an executemany."""
    if parameters is None or parameters == () or parameters == [] or parameters == {}:
        return []
    if isinstance(parameters, (list, tuple)):
        first = parameters[0]
        if not hasattr(first, "keys"):
            raise refused("List argument must consist only of dictionaries", "ArgumentError")
        return [dict(row) for row in parameters]
    if hasattr(parameters, "keys"):
        return [dict(parameters)]
    raise refused("mapping or list expected for parameters", "ArgumentError")


def _driver_parameters(parameters):
    """Parameters of `exec_driver_sql()`: one set or many, by place or by name."""
    if parameters is None or parameters == () or parameters == {} or parameters == []:
        return []
    if isinstance(parameters, list):
        return [row if hasattr(row, "keys") else list(row) for row in parameters]
    if hasattr(parameters, "keys"):
        return [dict(parameters)]
    return [list(parameters)]


class Engine:
    _isolation_level = None
    _hide_parameters = False
    _poolclass = None
    _connection_class = Connection

    def __init__(self, pool, dialect, url, logging_name=None, echo=None, execution_options=None, **kw):
        self.dialect = dialect
        self.url = url
        self.echo = echo
        self._connect_args = {}
        self._execution_options = dict(execution_options or {})

    @property
    def engine(self):
        return self

    @property
    def name(self):
        return self.dialect.name

    @property
    def driver(self):
        return self.dialect.driver

    @property
    def pool(self):
        from sqlalchemy.pool import QueuePool

        return (self._poolclass or QueuePool)()

    def _url_text(self):
        return self.url.render_as_string(hide_password=False)

    def _connect_options(self, level):
        options = {}
        if level is not None:
            options["isolation_level"] = str(level).upper().replace("_", " ")
        if self._connect_args:
            options["connect_args"] = self._connect_args
        if self.echo:
            options["echo"] = self.echo
        if self._poolclass is not None:
            options["poolclass"] = self._poolclass.__name__
        if self._hide_parameters:
            options["hide_parameters"] = True
        return options

    def _learn(self, answer):
        """What the database said of itself when the first connection was made."""
        dialect = self.dialect
        version = answer.get("server_version")
        if version:
            dialect.server_version_info = tuple(version)
        if answer.get("default_namespace"):
            dialect.default_schema_name = answer["default_namespace"]
        if answer.get("dialect") and answer["dialect"] != dialect.name:
            # A mysql:// URL may lead to a MariaDB server.
            dialect.name = answer["dialect"]

    def connect(self):
        return self._connection_class(self)

    def begin(self):
        return _Begun(self)

    def dispose(self, close=True):
        pass

    def raw_connection(self):
        raise NotImplementedError(
            "engine.raw_connection() is not supported: use engine.connect() and exec_driver_sql()"
        )

    def clear_compiled_cache(self):
        pass

    def execution_options(self, **opt):
        _check_options(opt)
        engine = self.__class__.__new__(self.__class__)
        engine.__dict__.update(self.__dict__)
        engine._execution_options = dict(self._execution_options, **opt)
        return engine

    def update_execution_options(self, **opt):
        _check_options(opt)
        self._execution_options.update(opt)

    def get_execution_options(self):
        return dict(self._execution_options)

    def _has_listeners(self, name):
        if name in self.__dict__.get("_listeners", ()):
            return True
        return any(name in kind.__dict__.get("_listeners", ()) for kind in type(self).__mro__)

    def _perform(self, operation):
        with self.begin() as connection:
            connection._perform(operation)

    def _run_ddl(self, run):
        with self.begin() as connection:
            return connection._run_ddl(run)

    def _inspected(self, schema, part, table=None):
        with self.connect() as connection:
            return connection._inspected(schema, part, table)

    def _has_table(self, table):
        with self.connect() as connection:
            return connection._has_table(table)

    def __repr__(self):
        return "Engine(%r)" % (self.url,)


class _Begun:
    """`with engine.begin() as connection:`"""

    def __init__(self, engine):
        self._engine = engine

    def __enter__(self):
        self._connection = self._engine.connect()
        try:
            self._transaction = self._connection.begin().__enter__()
        except BaseException:
            self._connection.close()
            raise
        return self._connection

    def __exit__(self, kind, raised, traceback):
        try:
            return self._transaction.__exit__(kind, raised, traceback)
        finally:
            self._connection.close()
