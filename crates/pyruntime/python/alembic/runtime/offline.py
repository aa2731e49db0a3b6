"""The connection of `--sql` mode: it prints what it is given and returns nothing."""


class MockConnection:
    def __init__(self, dialect, context):
        self._dialect = dialect
        self._context = context

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
