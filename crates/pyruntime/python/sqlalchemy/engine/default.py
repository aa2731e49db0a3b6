"""What a connection says of its database: `connection.dialect`."""


class DBAPIConnection:
    pass


class IdentifierPreparer:
    """Quotes names; which names need it is known to the host, so it is asked."""

    def __init__(self, dialect):
        self.dialect = dialect

    def quote(self, ident, force=None):
        from _host import call

        wire = {"expr": "column", "name": ident if force is None else {"text": ident, "quote": force}}
        return call("compile", expression=wire, dialect=self.dialect.name)

    def quote_identifier(self, value):
        mark = self.dialect._quote_mark
        return mark + value.replace(mark, mark + mark) + mark

    def quote_schema(self, schema, force=None):
        return self.quote(schema, force)

    def format_table(self, table, use_schema=True, name=None):
        text = self.quote(table.name if name is None else name)
        if use_schema and getattr(table, "schema", None):
            text = self.quote(table.schema) + "." + text
        return text

    def format_column(self, column, use_table=False, name=None, **kw):
        text = self.quote(column.name if name is None else name)
        return self.quote(column.table.name) + "." + text if use_table else text

    def format_index(self, index):
        return self.quote(index.name)

    def format_constraint(self, constraint):
        return self.quote(constraint.name)

    def format_sequence(self, sequence, use_schema=True):
        return self.format_table(sequence, use_schema)

    @property
    def initial_quote(self):
        return self.dialect._quote_mark

    final_quote = initial_quote


class _TypeNames:
    """`ischema_names` of a dialect and of its class."""

    def __get__(self, dialect, kind):
        from sqlalchemy.dialects import _type_names

        return _type_names.of(_place_of(kind.name))


def _place_of(dialect):
    """The package of `sqlalchemy.dialects` that a dialect lives in."""
    return "mysql" if dialect == "mariadb" else dialect


class Dialect:
    name = "default"
    driver = "default"
    dialect_description = "default+default"
    is_async = False
    paramstyle = "named"
    default_paramstyle = "named"
    server_version_info = None
    default_schema_name = None
    ischema_names = _TypeNames()
    max_identifier_length = 9999
    supports_native_boolean = False
    supports_native_decimal = False
    supports_native_enum = False
    supports_native_uuid = False
    supports_alter = True
    supports_comments = False
    supports_constraint_comments = False
    supports_sequences = False
    supports_schemas = True
    supports_sane_rowcount = True
    implicit_returning = False
    insert_returning = update_returning = delete_returning = False
    postfetch_lastrowid = True
    _quote_mark = '"'
    # How its driver takes and gives values that databases store in different ways.
    _stores_dates_as_text = False
    _has_native_interval = False
    _has_native_uuid = False
    _json_is_text = True
    _json_serializer = _json_deserializer = None

    def __init__(self, **kwargs):
        self._json_serializer = kwargs.pop("json_serializer", None)
        self._json_deserializer = kwargs.pop("json_deserializer", None)
        if "paramstyle" in kwargs and kwargs["paramstyle"]:
            self.paramstyle = kwargs["paramstyle"]

    @property
    def identifier_preparer(self):
        return IdentifierPreparer(self)

    preparer = IdentifierPreparer

    @property
    def dbapi(self):
        from sqlalchemy import exc

        # `dialect.dbapi.Error` and its like are the classes that statements raise.
        return exc

    loaded_dbapi = dbapi

    @property
    def type_compiler_instance(self):
        return TypeCompiler(self)

    type_compiler = type_compiler_instance

    def _has_untouched_type_names(self):
        """Whether nobody has put a word into `ischema_names`: who does has asked for it, or put another one in its place."""
        from sqlalchemy.dialects import _type_names

        held = [vars(kind)["ischema_names"] for kind in type(self).__mro__ if "ischema_names" in vars(kind)]
        is_replaced = "ischema_names" in vars(self) or type(held[0]) is not _TypeNames
        return not is_replaced and not _type_names.is_known(_place_of(self.name))

    def type_descriptor(self, typeobj):
        from sqlalchemy.sql.type_api import to_instance

        return to_instance(typeobj)

    def has_table(self, connection, table_name, schema=None, **kw):
        wire = {"name": table_name}
        if schema is not None:
            wire["namespace"] = schema
        return connection._has_table(wire)

    @classmethod
    def get_dialect_cls(cls, url):
        return cls

    @classmethod
    def import_dbapi(cls):
        from sqlalchemy import exc

        return exc

    def create_connect_args(self, url):
        return [], url.translate_connect_args()

    def get_isolation_level_values(self, dbapi_conn):
        return ["AUTOCOMMIT", "READ COMMITTED", "READ UNCOMMITTED", "REPEATABLE READ", "SERIALIZABLE"]

    def __getattr__(self, name):
        if name.startswith(("get_", "has_", "reflect_")):
            from .reflection import Inspector

            return lambda connection, *given, **named: getattr(Inspector(connection), name)(*given, **named)
        raise AttributeError("%r object has no attribute %r" % (type(self).__name__, name))


DefaultDialect = Dialect
StrCompileDialect = Dialect


class TypeCompiler:
    def __init__(self, dialect):
        self.dialect = dialect

    def process(self, type_, **kw):
        return type_.compile(self.dialect)


class PGDialect(Dialect):
    name = "postgresql"
    driver = "psycopg"
    default_paramstyle = paramstyle = "pyformat"
    default_schema_name = "public"
    max_identifier_length = 63
    supports_native_boolean = supports_native_decimal = supports_native_enum = supports_native_uuid = True
    supports_comments = supports_constraint_comments = supports_sequences = True
    implicit_returning = insert_returning = update_returning = delete_returning = True
    postfetch_lastrowid = False
    _has_native_interval = _has_native_uuid = True
    _json_is_text = False


class SQLiteDialect(Dialect):
    name = "sqlite"
    driver = "pysqlite"
    default_paramstyle = paramstyle = "qmark"
    default_schema_name = "main"
    supports_alter = False
    insert_returning = update_returning = delete_returning = True
    _stores_dates_as_text = True


class MySQLDialect(Dialect):
    name = "mysql"
    driver = "mysqldb"
    default_paramstyle = paramstyle = "format"
    max_identifier_length = 255
    supports_native_decimal = supports_native_enum = True
    supports_comments = True
    _quote_mark = "`"

    @property
    def is_mariadb(self):
        return self.name == "mariadb"


class MariaDBDialect(MySQLDialect):
    name = "mariadb"
    supports_sequences = True


class MSDialect(Dialect):
    name = "mssql"
    driver = "pyodbc"
    default_paramstyle = paramstyle = "qmark"
    default_schema_name = "dbo"
    max_identifier_length = 128


class OracleDialect(Dialect):
    name = "oracle"
    driver = "oracledb"
    supports_sequences = True


_CLASSES = {
    "default": Dialect,
    "postgresql": PGDialect,
    "sqlite": SQLiteDialect,
    "mysql": MySQLDialect,
    "mariadb": MariaDBDialect,
    "mssql": MSDialect,
    "oracle": OracleDialect,
}
_ASYNC_DRIVERS = ("asyncpg", "aiosqlite", "aiomysql", "asyncmy", "psycopg_async", "aioodbc", "oracledb_async")
_plain = {}


def class_of(name):
    kind = _CLASSES.get(name)
    if kind is None:
        from sqlalchemy import exc

        raise exc.NoSuchModuleError("Can't load plugin: sqlalchemy.dialects:%s" % name)
    return kind


def named_dialect(name):
    """The dialect of that name without a database behind it."""
    dialect = _plain.get(name)
    if dialect is None:
        dialect = _plain[name] = class_of(name)()
    return dialect


def dialect_of_url(url, is_async=False, **keywords):
    """A new dialect object for a URL."""
    name, _, driver = url.drivername.partition("+")
    if name not in _CLASSES:
        from sqlalchemy import exc

        raise exc.NoSuchModuleError("Can't load plugin: sqlalchemy.dialects:%s" % url.drivername.replace("+", "."))
    dialect = _CLASSES[name](**keywords)
    if driver:
        dialect.driver = driver
    if driver in _ASYNC_DRIVERS or is_async:
        dialect.is_async = True
    return dialect
