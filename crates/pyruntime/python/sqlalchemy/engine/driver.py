"""What listeners and old code see of the driver: a connection with cursors, made of the host's requests."""

from _host import call


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

    @property
    def info(self):
        return self._connection.info

    def cursor(self, *arguments, **keywords):
        return Cursor(self._connection)

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


class Cursor:
    rowcount = -1
    description = None

    def __init__(self, connection):
        self._connection = connection
        self._rows = []

    def execute(self, sql, parameters=None):
        from .base import _driver_parameters

        answer = call(
            "execute",
            connection=self._connection._id,
            statement={"query": "driver", "sql": sql},
            parameters=_driver_parameters(parameters),
        )
        self._take(answer)
        return self

    def executemany(self, sql, parameters):
        return self.execute(sql, list(parameters))

    def _take(self, answer):
        columns = answer["columns"]
        self.description = None if columns is None else [(name,) + (None,) * 6 for name in columns]
        self._rows = [tuple(row) for row in answer["rows"]]
        self.rowcount = answer["rowcount"]
        self.lastrowid = answer.get("lastrowid")

    def fetchall(self):
        rows, self._rows = self._rows, []
        return rows

    def fetchone(self):
        return self._rows.pop(0) if self._rows else None

    def fetchmany(self, size=1):
        rows, self._rows = self._rows[:size], self._rows[size:]
        return rows

    def __iter__(self):
        return iter(self.fetchall())

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, kind, raised, traceback):
        self.close()


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
