"""SQLAlchemy's dialects over the host's connections, whatever driver the URL names."""

import decimal

from sqlalchemy import pool
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql import base as postgresql
from sqlalchemy.dialects.postgresql.psycopg2 import PGDialect_psycopg2
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.sql import sqltypes

from . import dbapi, ranges

_LEVELS = ("AUTOCOMMIT", "READ COMMITTED", "READ UNCOMMITTED", "REPEATABLE READ", "SERIALIZABLE")


class OfHost:
    """What the dialects share: the driver is ours."""

    supports_statement_cache = True
    default_isolation_level = None

    _driver_module = dbapi

    # SQLAlchemy 1.4 asks for the driver under this name, where later versions have an attribute.
    @classmethod
    def dbapi(cls):
        return cls._driver_module

    def create_connect_args(self, url):
        return [], {"limbeck_url": _text_of(url)}

    def connect(self, *arguments, **keywords):
        url = keywords.pop("limbeck_url", None)
        return dbapi.connect(url, _plain_arguments(keywords), self)

    def on_connect(self):
        return None

    def on_connect_url(self, url):
        return None

    def is_disconnect(self, error, connection, cursor):
        return bool(getattr(error, "connection_lost", False))

    def set_isolation_level(self, connection, level):
        connection.set_isolation(str(level).replace("_", " ").upper())

    def get_isolation_level(self, connection):
        return connection.isolation_level or self._usual_level

    def get_default_isolation_level(self, connection):
        return self._usual_level

    def reset_isolation_level(self, connection):
        connection.set_isolation(self._usual_level)

    def get_isolation_level_values(self, connection):
        return list(_LEVELS)

    def do_executemany(self, cursor, statement, parameters, context=None):
        cursor.executemany(statement, parameters)

    def get_driver_connection(self, connection):
        return connection


class _Number:
    """Numbers come as what they are in the database: a Decimal, or a float."""

    def bind_processor(self, dialect):
        return None

    def result_processor(self, dialect, coltype):
        return _as_decimal if self.asdecimal else _as_float


class _Numeric(_Number, sqltypes.Numeric):
    pass


class _Float(_Number, sqltypes.Float):
    pass


def _as_decimal(value):
    return decimal.Decimal(str(value)) if isinstance(value, float) else value


def _as_float(value):
    return None if value is None else float(value)


class Postgresql(OfHost, PGDialect_psycopg2):
    driver = "psycopg2"
    supports_statement_cache = True
    colspecs = dict(PGDialect_psycopg2.colspecs)
    colspecs.update({sqltypes.Numeric: _Numeric, sqltypes.Float: _Float})
    colspecs.update(ranges.colspecs())
    _usual_level = "READ COMMITTED"

    def initialize(self, connection):
        postgresql.PGDialect.initialize(self, connection)
        self._has_native_hstore = False
        self.supports_sane_multi_rowcount = True
        # One statement for many rows with RETURNING is psycopg2's own way in SQLAlchemy 1.4.
        self.insert_executemany_returning = getattr(self, "use_insertmanyvalues", False)

    def do_execute(self, cursor, statement, parameters, context=None):
        is_users = context is not None and context.compiled is None
        if is_users and self.driver == "asyncpg":
            # `exec_driver_sql` in the driver's own language.
            cursor.execute_as_it_is(statement, parameters)
        else:
            cursor.execute(statement, parameters)

    def do_execute_no_params(self, cursor, statement, context=None):
        cursor.execute_as_it_is(statement, ())

    def set_readonly(self, connection, value):
        raise NotImplementedError("postgresql_readonly is not supported by Limbeck's connections")

    set_deferrable = set_readonly


class Sqlite(OfHost, SQLiteDialect_pysqlite):
    driver = "pysqlite"
    supports_statement_cache = True
    _usual_level = "SERIALIZABLE"
    _driver_module = dbapi.with_question_marks()


def _async_pool(cls, url):
    return getattr(pool, "AsyncAdaptedQueuePool", pool.NullPool)


def _async_sqlite_pool(cls, url):
    return _async_pool(cls, url) if url.database and url.database != ":memory:" else pool.StaticPool


def _driver_module(cls):
    return cls._driver_module


def _body(**more):
    """SQLAlchemy 2 looks for these in each class itself, and warns where the first is inherited."""
    return {"import_dbapi": classmethod(_driver_module), "supports_statement_cache": True, **more}


def _variant(base, driver, is_async):
    body = _body(driver=driver, is_async=is_async)
    if is_async:
        choose = _async_pool if base is Postgresql else _async_sqlite_pool
        body["get_pool_class"] = classmethod(choose)
    return type(base)("%s_%s" % (base.__name__, driver), (base,), body)


# {driver: (dialect, whether it is asynchronous)}
_DRIVERS = {
    "asyncpg": (Postgresql, True),
    "pg8000": (Postgresql, False),
    "psycopg": (Postgresql, False),
    "psycopg_async": (Postgresql, True),
    "psycopg2": (Postgresql, False),
    "psycopg2cffi": (Postgresql, False),
    "aiosqlite": (Sqlite, True),
    "pysqlite": (Sqlite, False),
}


def register():
    """Puts the dialects in the place of SQLAlchemy's: `create_engine` finds them by the URL."""
    here = globals()
    for driver, (base, is_async) in _DRIVERS.items():
        variant = _variant(base, driver, is_async)
        here[variant.__name__] = variant
        registry.register("%s.%s" % (base.name, driver), __name__, variant.__name__)
    here["Postgresql_psycopg"].get_async_dialect_cls = classmethod(lambda cls, url: here["Postgresql_psycopg_async"])
    default = "psycopg" if _default_is_psycopg() else "psycopg2"
    registry.register("postgresql", __name__, "Postgresql_%s" % default)
    registry.register("postgres", __name__, "Postgresql_%s" % default)
    registry.register("sqlite", __name__, "Sqlite_pysqlite")
    # The word that Alembic's templates have in the place of a URL.
    registry.register("driver", __name__, "Unset")


def _default_is_psycopg():
    """SQLAlchemy 2.1 has psycopg in the place of psycopg2 where a URL names no driver."""
    return postgresql.__name__ and getattr(_package(), "dialect", None).__name__ == "PGDialect_psycopg"


def _package():
    import sqlalchemy.dialects.postgresql

    return sqlalchemy.dialects.postgresql


def _text_of(url):
    render = getattr(url, "render_as_string", None)
    return render(hide_password=False) if render is not None else str(url)


def _plain_arguments(keywords):
    """The driver's own arguments as plain data; an object among them is named."""
    arguments = {}
    for key, value in keywords.items():
        if callable(value) or key in _OF_POOLS:
            continue
        if not _is_plain(value):
            raise NotImplementedError(
                "connect_args={%r: %r} is not supported: only plain values can be passed on" % (key, value)
            )
        arguments[key] = value
    return arguments


# Keywords of SQLite's driver and of pools that change nothing of a migration.
_OF_POOLS = frozenset(("async_fallback", "cached_statements", "check_same_thread", "detect_types", "factory"))


def _is_plain(value):
    if value is None or isinstance(value, (bool, int, float, str)):
        return True
    if isinstance(value, (list, tuple)):
        return all(_is_plain(item) for item in value)
    return isinstance(value, dict) and all(_is_plain(item) for item in value.values())


class Unset:
    """`driver://user:pass@localhost/dbname`: the URL in the environment stands in for it."""

    @classmethod
    def get_dialect_cls(cls, url):
        import _environment
        from sqlalchemy.engine.url import make_url
        from sqlalchemy.exc import NoSuchModuleError

        if not _environment.database_url:
            raise NoSuchModuleError("Can't load plugin: sqlalchemy.dialects:driver")
        meant = make_url(_environment.database_url)
        found = meant._get_entrypoint()
        chosen = found.get_dialect_cls(meant)
        body = _body(create_connect_args=lambda self, url: ([], {"limbeck_url": _text_of(meant)}))
        return type(chosen)(chosen.__name__, (chosen,), body)

    @classmethod
    def get_async_dialect_cls(cls, url):
        return cls.get_dialect_cls(url)

    @classmethod
    def load_provisioning(cls):
        pass

    @classmethod
    def engine_created(cls, engine):
        pass
