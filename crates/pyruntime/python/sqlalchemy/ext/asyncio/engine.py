"""`AsyncEngine` and `AsyncConnection`: the plain ones behind `await`."""

from sqlalchemy.engine.create import _engine, _from_config

from .result import AsyncResult


def create_async_engine(url, **kw):
    if kw.get("server_side_cursors", False):
        from sqlalchemy import exc

        raise exc.InvalidRequestError("Can't set server_side_cursors for async engine globally")
    return AsyncEngine(_engine(url, kw, is_async=True))


def async_engine_from_config(configuration, prefix="sqlalchemy.", **kwargs):
    return _from_config(configuration, prefix, kwargs, create_async_engine)


def create_async_pool_from_url(url, **kwargs):
    raise NotImplementedError("create_async_pool_from_url() is not supported: use create_async_engine()")


class _Started:
    """What `engine.connect()` and `begin()` return: to be awaited, or entered with `async with`."""

    def __init__(self, start, finish):
        self._start = start
        self._finish = finish
        self._started = None

    def __await__(self):
        return self.start().__await__()

    async def start(self, is_ctxmanager=False):
        self._started = self._start()
        return self._started

    async def __aenter__(self):
        return await self.start(is_ctxmanager=True)

    async def __aexit__(self, kind, raised, traceback):
        return self._finish(self._started, kind, raised, traceback)


class AsyncEngine:
    def __init__(self, sync_engine):
        if not sync_engine.dialect.is_async:
            from sqlalchemy import exc

            raise exc.InvalidRequestError(
                "The asyncio extension requires an async driver to be used. The loaded %r is not async."
                % (sync_engine.dialect.driver,)
            )
        self.sync_engine = sync_engine

    @property
    def url(self):
        return self.sync_engine.url

    @property
    def dialect(self):
        return self.sync_engine.dialect

    @property
    def name(self):
        return self.sync_engine.name

    @property
    def driver(self):
        return self.sync_engine.driver

    @property
    def pool(self):
        return self.sync_engine.pool

    @property
    def echo(self):
        return self.sync_engine.echo

    @property
    def engine(self):
        return self

    def connect(self):
        return AsyncConnection(self)

    def begin(self):
        def start():
            begun = self.sync_engine.begin()
            connection = AsyncConnection(self, begun.__enter__())
            connection._begun = begun
            return connection

        def finish(connection, kind, raised, traceback):
            return connection._begun.__exit__(kind, raised, traceback)

        return _Started(start, finish)

    async def dispose(self, close=True):
        self.sync_engine.dispose(close)

    async def raw_connection(self):
        return self.sync_engine.raw_connection()

    def execution_options(self, **opt):
        return AsyncEngine(self.sync_engine.execution_options(**opt))

    def update_execution_options(self, **opt):
        self.sync_engine.update_execution_options(**opt)

    def get_execution_options(self):
        return self.sync_engine.get_execution_options()

    def clear_compiled_cache(self):
        pass

    def __eq__(self, other):
        return isinstance(other, AsyncEngine) and other.sync_engine is self.sync_engine

    def __hash__(self):
        return hash(self.sync_engine)

    def __repr__(self):
        return "AsyncEngine(%r)" % (self.url,)


class AsyncConnection:
    """Not connected before it is awaited or entered."""

    _begun = None

    def __init__(self, async_engine, sync_connection=None):
        self.engine = async_engine
        self.sync_engine = async_engine.sync_engine
        self._sync = sync_connection

    @property
    def sync_connection(self):
        return self._sync

    def _proxied(self):
        if self._sync is None:
            from sqlalchemy import exc

            raise exc.InvalidRequestError(
                "connection is not started and no proxied connection is set; please await AsyncConnection.start()"
            )
        return self._sync

    def __await__(self):
        return self.start().__await__()

    async def start(self, is_ctxmanager=False):
        if self._sync is not None:
            from sqlalchemy import exc

            raise exc.InvalidRequestError("connection is already started")
        self._sync = self.sync_engine.connect()
        return self

    async def __aenter__(self):
        return await self.start(is_ctxmanager=True)

    async def __aexit__(self, kind, raised, traceback):
        await self.close()

    @property
    def dialect(self):
        return self.sync_engine.dialect

    @property
    def closed(self):
        return self._proxied().closed

    @property
    def invalidated(self):
        return False

    @property
    def info(self):
        return self._proxied().info

    @property
    def default_isolation_level(self):
        return self._proxied().default_isolation_level

    def begin(self):
        return AsyncTransaction(self)

    def begin_nested(self):
        return AsyncTransaction(self, nested=True)

    def in_transaction(self):
        return self._proxied().in_transaction()

    def in_nested_transaction(self):
        return self._proxied().in_nested_transaction()

    def get_transaction(self):
        transaction = self._proxied().get_transaction()
        return None if transaction is None else AsyncTransaction(self, started=transaction)

    def get_nested_transaction(self):
        transaction = self._proxied().get_nested_transaction()
        return None if transaction is None else AsyncTransaction(self, started=transaction)

    async def execution_options(self, **opt):
        self._proxied().execution_options(**opt)
        return self

    async def get_raw_connection(self):
        return self._proxied().connection

    async def invalidate(self, exception=None):
        self._proxied().invalidate()

    async def get_isolation_level(self):
        return self._proxied().get_isolation_level()

    async def commit(self):
        self._proxied().commit()

    async def rollback(self):
        self._proxied().rollback()

    async def close(self):
        if self._sync is not None:
            self._sync.close()

    async def aclose(self):
        await self.close()

    async def execute(self, statement, parameters=None, execution_options=None):
        return self._proxied().execute(statement, parameters, execution_options)

    async def scalar(self, statement, parameters=None, execution_options=None):
        return self._proxied().scalar(statement, parameters, execution_options)

    async def scalars(self, statement, parameters=None, execution_options=None):
        return self._proxied().scalars(statement, parameters, execution_options)

    async def exec_driver_sql(self, statement, parameters=None, execution_options=None):
        return self._proxied().exec_driver_sql(statement, parameters, execution_options)

    def stream(self, statement, parameters=None, execution_options=None):
        async def run():
            return AsyncResult(self._proxied().execute(statement, parameters, execution_options))

        return _Streamed(run)

    def stream_scalars(self, statement, parameters=None, execution_options=None):
        async def run():
            return AsyncResult(self._proxied().scalars(statement, parameters, execution_options))

        return _Streamed(run)

    async def run_sync(self, fn, *arg, **kw):
        return fn(self._proxied(), *arg, **kw)


class _Streamed:
    def __init__(self, run):
        self._run = run

    def __await__(self):
        return self._run().__await__()

    async def __aenter__(self):
        self._result = await self._run()
        return self._result

    async def __aexit__(self, kind, raised, traceback):
        await self._result.close()


class AsyncTransaction:
    def __init__(self, connection, nested=False, started=None):
        self.connection = connection
        self.nested = nested
        self.sync_transaction = started

    def __await__(self):
        return self.start().__await__()

    async def start(self, is_ctxmanager=False):
        sync = self.connection._proxied()
        self.sync_transaction = sync.begin_nested() if self.nested else sync.begin()
        return self

    async def __aenter__(self):
        await self.start(is_ctxmanager=True)
        self.sync_transaction.__enter__()
        return self

    async def __aexit__(self, kind, raised, traceback):
        return self.sync_transaction.__exit__(kind, raised, traceback)

    @property
    def is_valid(self):
        return self.sync_transaction.is_valid

    @property
    def is_active(self):
        return self.sync_transaction.is_active

    async def commit(self):
        self.sync_transaction.commit()

    async def rollback(self):
        self.sync_transaction.rollback()

    async def close(self):
        self.sync_transaction.close()
