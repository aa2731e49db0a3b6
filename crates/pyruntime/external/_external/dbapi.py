"""A DB-API driver whose connections are the host's: what script, ORM session and migration do is one transaction."""

import sys
import types

import _literals
from _host import call
from _raw_cursor import RawCursor, row_maker, text_of

from .ranges import is_multirange, is_range
from .ranges import text_of as text_of_range
from .values import bound

_literals.others.append(
    (lambda value: is_range(value) or is_multirange(value), lambda value: _literals.text(text_of_range(value)))
)

apilevel = "2.0"
threadsafety = 1
paramstyle = "pyformat"
# What SQLAlchemy's dialects want to know of the drivers in whose place this one stands.
__version__ = "2.9.9"
version = __version__
sqlite_version = "3.45.0"
sqlite_version_info = (3, 45, 0)


class Warning(Exception):
    pass


class Error(Exception):
    pgcode = sqlstate = None
    connection_lost = False
    # The host's hint, for whoever prints the exception.
    hint = None


class InterfaceError(Error):
    pass


class DatabaseError(Error):
    pass


class InternalError(DatabaseError):
    pass


class OperationalError(DatabaseError):
    pass


class ProgrammingError(DatabaseError):
    pass


class IntegrityError(DatabaseError):
    pass


class DataError(DatabaseError):
    pass


class NotSupportedError(DatabaseError):
    pass


Binary = bytes
STRING = BINARY = NUMBER = DATETIME = ROWID = object()

# {(name in DB-API, dotted name of the driver's class): class}
_kinds = {}


def exception(name, origin, details):
    """Makes what the driver would have raised: `psycopg2.errors.UniqueViolation` is a class of that name."""
    raised = _kind(name, origin["class"])(origin["message"])
    raised.pgcode = raised.sqlstate = origin.get("sqlstate")
    raised.connection_lost = bool(details.get("connection_lost"))
    raised.hint = details.get("hint")
    return raised


def _kind(name, dotted):
    kind = _kinds.get((name, dotted))
    if kind is None:
        base = globals().get(name, DatabaseError)
        module, _, own_name = dotted.rpartition(".")
        bases = (base,)
        # `except psycopg2.errors.UniqueViolation` of a script that has the driver catches it.
        real = getattr(sys.modules.get(module), own_name, None)
        if isinstance(real, type) and issubclass(real, Exception):
            bases = (base, real)
        body = {"__module__": module or "builtins"}
        try:
            kind = type(own_name, bases, body)
        except TypeError:
            kind = type(own_name, (base,), body)
        _kinds[name, dotted] = kind
    return kind


def with_question_marks():
    """The same driver with sqlite3's marks for parameters."""
    module = types.ModuleType("sqlite3")
    module.__dict__.update(globals(), __name__="sqlite3", paramstyle="qmark")
    return module


def connect(url, arguments, dialect):
    """Opens a connection of the host's."""
    return Connection(url, arguments, dialect)


class Connection:
    encoding = "UTF8"
    notices = ()
    server_version = 0

    def __init__(self, url, arguments, dialect):
        options = {"connect_args": arguments} if arguments else {}
        answer = _asked("connect", url=url, options=options)
        self.limbeck_id = answer["connection"]
        self.driver_name = answer["driver"]
        self.closed = 0
        self.isolation_level = None
        self.notices = []
        self._awaits = bool(dialect.is_async)
        self._is_sqlite = dialect.name == "sqlite"
        # The host reads `%%` as a percent sign where the driver that the URL names does.
        self._doubles_percents = not self._is_sqlite and answer["driver"] != "asyncpg"
        numbers = answer.get("server_version") or (0,)
        self.server_version = numbers[0] * 10000 + (numbers[1] if len(numbers) > 1 else 0)

    # What pools and events of SQLAlchemy call the driver's own connection.
    @property
    def driver_connection(self):
        return self

    dbapi_connection = driver_connection

    @property
    def autocommit(self):
        return self.isolation_level == "AUTOCOMMIT"

    @autocommit.setter
    def autocommit(self, value):
        self.set_isolation("AUTOCOMMIT" if value else "READ COMMITTED")

    def set_isolation(self, level):
        """Sets an isolation level by SQLAlchemy's name for it."""
        self._check()
        _asked("isolation", connection=self.limbeck_id, level=level)
        self.isolation_level = level

    def cursor(self, *arguments, **keywords):
        self._check()
        try:
            return Cursor(self, row_maker(*arguments, **keywords))
        except NotImplementedError as error:
            raise NotSupportedError(str(error)) from None

    def execute(self, sql, parameters=None):
        """sqlite3's short way."""
        return self.cursor().execute(sql, parameters)

    def commit(self):
        self._check()
        _asked("transaction", connection=self.limbeck_id, action="commit")

    def rollback(self):
        self._check()
        _asked("transaction", connection=self.limbeck_id, action="rollback")

    def close(self):
        if not self.closed:
            self.closed = 1
            _asked("close", connection=self.limbeck_id)

    def create_function(self, *arguments, **keywords):
        """SQLite: functions of the user's run in the driver, which is in another process."""
        error = NotSupportedError("create_function(): Limbeck runs SQLite outside of Python")
        error.hint = "compute the values in Python, and write them with parameters"
        raise error

    def _check(self):
        if self.closed:
            raise InterfaceError("connection already closed")

    def __enter__(self):
        return self

    def __exit__(self, kind, raised, traceback):
        if kind is None:
            self.commit()
        else:
            self.rollback()
        return False


# Statements before which sqlite3 begins a transaction.
_CHANGES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class Cursor(RawCursor):
    def execute(self, sql, parameters=None):
        if self.connection._is_sqlite:
            return self._execute(_text(sql), [] if not parameters else [_set(parameters)])
        return self._execute_merged(_text(sql), parameters)

    def execute_as_it_is(self, sql, parameters):
        """A statement with the server's own marks for parameters, or with none."""
        return self._execute(self._sent(_text(sql)), [_set(parameters)] if parameters else [])

    def executemany(self, sql, parameters):
        if not self.connection._is_sqlite:
            return self.execute_each(sql, parameters)
        sets = [_set(one) for one in parameters]
        return self._execute(_text(sql), sets) if sets else self

    def _execute_merged(self, sql, parameters):
        try:
            # Without parameters psycopg2 looks for `%%` only where SQLAlchemy gives an empty set of them.
            merged = sql if parameters is None else _literals.merged(sql, parameters)
        except (TypeError, ValueError) as error:
            raise _kind("ProgrammingError", self.connection.driver_name + ".ProgrammingError")(str(error)) from None
        return self._execute(self._sent(merged), [])

    def _sent(self, sql):
        return sql.replace("%", "%%") if self.connection._doubles_percents else sql

    def executescript(self, script):
        raise NotSupportedError("executescript(): execute the statements one by one")

    def _execute(self, sql, sets):
        connection = self.connection
        connection._check()
        begins = not connection._is_sqlite or sql.lstrip()[:7].upper().startswith(_CHANGES)
        answer = _asked(
            "execute",
            connection=connection.limbeck_id,
            statement={"query": "driver", "sql": sql},
            parameters=sets,
            begins=begins,
        )
        if connection._awaits:
            _await()
        self.take(answer)
        if self.description is not None and self.rowcount == -1 and not connection._is_sqlite:
            self.rowcount = len(self._rows)
        return self

    @staticmethod
    def refusal(message):
        return NotSupportedError(message)

    def setinputsizes(self, *sizes):
        pass

    def setoutputsize(self, *sizes):
        pass


def _text(sql):
    try:
        return text_of(sql)
    except TypeError as error:
        raise ProgrammingError(str(error)) from None


def _set(parameters):
    try:
        if hasattr(parameters, "items"):
            return {str(name): bound(value) for name, value in parameters.items()}
        return [bound(value) for value in parameters]
    except TypeError as error:
        raise ProgrammingError(str(error)) from None


def _asked(request, **arguments):
    """Asks the host; its errors rise as the driver's own, which SQLAlchemy wraps in its turn."""
    from sqlalchemy.exc import DBAPIError

    try:
        return call(request, **arguments)
    except DBAPIError as error:
        raised = error.orig
    raise raised


def _await():
    """An asynchronous driver awaits something in each statement, and SQLAlchemy looks for that."""
    from sqlalchemy.util.concurrency import await_only

    nothing = _nothing()
    try:
        await_only(nothing)
    except Exception as error:
        nothing.close()
        if type(error).__name__ != "MissingGreenlet":
            raise


async def _nothing():
    pass
