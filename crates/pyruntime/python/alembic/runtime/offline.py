"""The connection of `--sql` mode: it prints what it is given and returns nothing."""


_HINT = "nothing is connected while SQL is printed: a script can ask `op.get_context().as_sql` before it asks the database"


class MockConnection:
    def __init__(self, dialect, context):
        self._dialect = dialect
        self._context = context

    def __getattr__(self, name):
        error = AttributeError("%r object has no attribute %r" % (type(self).__name__, name))
        error.hint = _HINT
        # Another Python has no connection either.
        error.is_of_shim = False
        raise error

    @property
    def engine(self):
        return self

    @property
    def dialect(self):
        return self._dialect

    @property
    def name(self):
        return self._dialect.name

    def schema_for_object(self, obj):
        return obj.schema

    def connect(self, **kwargs):
        return self

    def execution_options(self, **kw):
        return self

    def execute(self, obj, parameters=None, execution_options=None):
        # Parameters are not looked at: what can be printed is in the statement.
        self._context._execute(obj)

    def _perform(self, operation):
        self._context._perform(operation)

    def _run_ddl(self, function):
        function(self)

    def _run_ddl_visitor(self, visitorcallable, element, **kwargs):
        # So the real SQLAlchemy's types and tables ask, in the project's own Python.
        kwargs["checkfirst"] = False
        visitorcallable(dialect=self._dialect, connection=self, **kwargs).traverse_single(element)

    def _has_table(self, table):
        # Offline nothing is known to be there, so everything is created.
        return False


# Messages name the class by its module, for instance that of `sqlalchemy.inspect()`.
MockConnection.__module__ = "sqlalchemy.engine.mock"
