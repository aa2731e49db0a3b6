"""`create_mock_engine`: SQL that goes to a function."""

from sqlalchemy import _running

from .url import make_url


def create_mock_engine(url, executor, **kw):
    return MockConnection(make_url(url), executor)


class MockConnection:
    def __init__(self, url, executor):
        from .default import dialect_of_url

        self.url = url
        self.dialect = dialect_of_url(url)
        self._executor = executor

    engine = property(lambda self: self)
    name = property(lambda self: self.dialect.name)

    def schema_for_object(self, obj):
        return obj.schema

    def connect(self, **kwargs):
        return self

    def execution_options(self, **kw):
        return self

    def execute(self, obj, parameters=None, execution_options=None):
        return self._executor(obj, parameters)

    def _perform(self, operation):
        return self._executor(MockOperation(operation))

    def _run_ddl(self, run):
        outer = _running.use(self.dialect)
        try:
            return run(self)
        finally:
            _running.dialect = outer

    def _has_table(self, table):
        return False


class MockOperation:
    """A piece of DDL; `compile(dialect=…)` and `str()` give its text."""

    def __init__(self, operation):
        self._operation_wire = operation

    def _operation(self):
        return self._operation_wire

    def compile(self, dialect=None, **kw):
        from _host import call

        return call("compile", operation=self._operation_wire, dialect=getattr(dialect, "name", None))

    def __str__(self):
        return self.compile()
