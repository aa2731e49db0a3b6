"""What listeners and old code see of the driver: a connection with cursors, made of the host's requests."""

from _host import call
from _raw_cursor import RawCursor, row_maker, text_of

from .base import _driver_parameters


class DriverConnection:
    """`connection.connection`, and what a "connect" listener is given."""

    def __init__(self, connection):
        self._connection = connection
        self.isolation_level = None
        self.autocommit = False

    @property
    def dbapi_connection(self):
        return self

    @property
    def driver_connection(self):
        return self

    connection = dbapi_connection
    encoding = "UTF8"

    @property
    def info(self):
        return self._connection.info

    def cursor(self, *arguments, **keywords):
        return Cursor(self._connection, row_maker(*arguments, **keywords))

    def execute(self, sql, parameters=None):
        return self.cursor().execute(sql, parameters)

    def commit(self):
        pass

    def rollback(self):
        pass

    def close(self):
        pass

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        raise NotImplementedError(
            "the driver's own connection is not here (.%s): use connection.exec_driver_sql()" % name
        )


class Cursor(RawCursor):
    """A cursor of the driver that the URL names."""

    def execute(self, sql, parameters=None):
        sql = text_of(sql)
        if self.connection.dialect.name != "postgresql":
            return self._send(sql, _driver_parameters(parameters))
        # psycopg2 puts the values in by itself. Without them a percent sign is one; the host would look for marks.
        return self._send((sql if parameters is None else _merged(sql, parameters)).replace("%", "%%"), [])

    def executemany(self, sql, parameters):
        if self.connection.dialect.name == "postgresql":
            return self.execute_each(sql, parameters)
        sets = list(parameters)
        return self._send(text_of(sql), _driver_parameters(sets)) if sets else self

    def _send(self, sql, parameters):
        statement = {"query": "driver", "sql": sql}
        return self.take(call("execute", connection=self.connection._id, statement=statement, parameters=parameters))


def _merged(sql, parameters):
    import _literals

    try:
        return _literals.merged(sql, parameters)
    except (TypeError, ValueError) as error:
        from psycopg2 import ProgrammingError

        raise ProgrammingError(str(error)) from None


def announce(connection, name, query, parameters):
    """Tells the listeners of a statement's text; they cannot change it."""
    if query["query"] in ("driver", "text"):
        text = query["sql"]
    else:
        text = call("compile", statement=query, dialect=connection.dialect.name)
    given = parameters if len(parameters) > 1 else parameters[0] if parameters else ()
    changers = connection._listeners_of("retval")
    for function in connection._listeners_of(name):
        if function in changers:
            raise NotImplementedError(
                "a %s listener with retval=True is not supported: statements go to the database as they are" % name
            )
        function(connection, Cursor(connection), text, given, _Context(connection), len(parameters) > 1)


class _Context:
    """The execution context that listeners put their start time into."""

    def __init__(self, connection):
        self.connection = self.root_connection = connection
        self.engine = connection.engine
        self.dialect = connection.dialect
        self.execution_options = connection.get_execution_options()
