"""`DefaultImpl` and its subclasses: the face that scripts and plug-ins see. The SQL is the host's."""

from .. import _lower

_impls = {}


class DefaultImpl:
    __dialect__ = "default"
    transactional_ddl = False
    command_terminator = ";"
    type_synonyms = ({"NUMERIC", "DECIMAL"},)
    type_arg_extract = ()
    identity_attrs_ignore = ("order", "on_null")

    _context = None

    def __init_subclass__(cls, **keywords):
        super().__init_subclass__(**keywords)
        if "__dialect__" in vars(cls):
            _impls[cls.__dialect__] = cls

    def __init__(self, dialect, connection, as_sql, transactional_ddl, output_buffer, context_opts):
        self.dialect = dialect
        self.connection = connection
        self.as_sql = as_sql
        self.literal_binds = context_opts.get("literal_binds", False)
        self.output_buffer = output_buffer
        self.memo = {}
        self.context_opts = context_opts
        if transactional_ddl is not None:
            self.transactional_ddl = transactional_ddl

    @classmethod
    def get_by_dialect(cls, dialect):
        return _impls[dialect.name]

    @property
    def bind(self):
        return self.connection

    def static_output(self, text):
        self._context._static_output(text)

    def emit_begin(self):
        self.static_output("BEGIN" + self.command_terminator)

    def emit_commit(self):
        self.static_output("COMMIT" + self.command_terminator)

    def execute(self, sql, execution_options=None):
        self._context._execute(sql, execution_options)

    def _exec(self, construct, execution_options=None, multiparams=None, params={}):
        if self.as_sql:
            if multiparams is not None or params:
                raise TypeError("SQL parameters not allowed with as_sql")
            return self._context._execute(construct)
        self._context._apply(execution_options)
        if isinstance(construct, str):
            from sqlalchemy import text

            construct = text(construct)
        return self.connection.execute(construct, multiparams or params or None)

    def version_table_impl(self, *, version_table, version_table_schema, version_table_pk, **kw):
        return default_version_table(version_table, version_table_schema, version_table_pk)

    def create_table(self, table, **kw):
        operation = {"op": "create_table", "table": table, "if_not_exists": bool(kw.get("if_not_exists"))}
        self._context._perform(operation)

    def drop_table(self, table, **kw):
        self._context._perform(
            {"op": "drop_table", "table": _name_of(table), "if_exists": bool(kw.get("if_exists"))}
        )

    def rename_table(self, old_table_name, new_table_name, schema=None):
        self._operations.rename_table(old_table_name, new_table_name, schema=schema)

    def add_column(self, table_name, column, *, schema=None, **kw):
        self._operations.add_column(table_name, column, schema=schema, **kw)

    def drop_column(self, table_name, column, *, schema=None, if_exists=None, **kw):
        self._operations.drop_column(table_name, column.name, schema=schema, if_exists=if_exists, **kw)

    def alter_column(self, table_name, column_name, *, name=None, **kw):
        self._operations.alter_column(table_name, column_name, new_column_name=name, **kw)

    def add_constraint(self, const, **kw):
        self._context._perform(
            {"op": "create_constraint", "table": _name_of(const.table), "definition": const}
        )

    def drop_constraint(self, const, **kw):
        self._context._perform(
            {
                "op": "drop_constraint",
                "table": _name_of(const.table),
                "name": _lower.final_name(const.name),
                "if_exists": kw.get("if_exists"),
            }
        )

    def create_index(self, index, **kw):
        self._context._perform(
            {
                "op": "create_index",
                "table": _name_of(index.table),
                "index": index,
                "if_not_exists": kw.get("if_not_exists"),
            }
        )

    def drop_index(self, index, **kw):
        self._context._perform(
            {
                "op": "drop_index",
                "name": _lower.final_name(index.name),
                "table": _name_of(index.table),
                "if_exists": kw.get("if_exists"),
            }
        )

    def create_table_comment(self, table):
        self._operations.create_table_comment(table.name, table.comment, schema=table.schema)

    def drop_table_comment(self, table):
        self._operations.drop_table_comment(table.name, schema=table.schema)

    def bulk_insert(self, table, rows, multiinsert=True):
        self._operations.bulk_insert(table, rows, multiinsert=multiinsert)

    def render_type(self, type_obj, autogen_context):
        return False

    def autogen_column_reflect(self, inspector, table, column_info):
        pass

    @property
    def _operations(self):
        from ..operations.base import Operations

        return Operations(self._context)


def _name_of(table):
    return _lower.table_name(table.name, table.schema)


class PostgresqlImpl(DefaultImpl):
    __dialect__ = "postgresql"
    transactional_ddl = True
    type_synonyms = DefaultImpl.type_synonyms + ({"FLOAT", "DOUBLE PRECISION"},)


class SQLiteImpl(DefaultImpl):
    __dialect__ = "sqlite"
    transactional_ddl = False
    type_synonyms = DefaultImpl.type_synonyms + ({"JSON", "JSONB"},)


class MySQLImpl(DefaultImpl):
    __dialect__ = "mysql"
    transactional_ddl = False
    type_synonyms = DefaultImpl.type_synonyms + ({"BOOL", "TINYINT"}, {"JSON", "LONGTEXT"})
    type_arg_extract = ["character set ([\\w\\-_]+)", "collate ([\\w\\-_]+)"]


class MariaDBImpl(MySQLImpl):
    __dialect__ = "mariadb"


class MSSQLImpl(DefaultImpl):
    __dialect__ = "mssql"
    transactional_ddl = True
    batch_separator = "GO"


class OracleImpl(DefaultImpl):
    __dialect__ = "oracle"
    transactional_ddl = False
    batch_separator = "/"
    command_terminator = ""


def default_version_table(name, namespace, has_primary_key):
    """Makes the version table as it is where nobody shapes it."""
    from sqlalchemy import Column, MetaData, PrimaryKeyConstraint, String, Table

    parts = [Column("version_num", String(32), nullable=False)]
    if has_primary_key:
        parts.append(PrimaryKeyConstraint("version_num", name="%s_pkc" % name))
    return Table(name, MetaData(), *parts, schema=namespace)


# The classes as they are here, to see what user code puts into them.
_OURS = {kind: dict(vars(kind)) for kind in (DefaultImpl, *_impls.values())}

# What may be redefined: the host is told, or it concerns autogenerate alone.
_HEEDED = frozenset(
    ("transactional_ddl", "version_table_impl", "type_synonyms", "type_arg_extract", "identity_attrs_ignore")
)


def transactional_ddl_of(dialect_name):
    """Returns the `transactional_ddl` that user code chose for a dialect; None where it chose nothing.

    A class that redefines how statements are made would be passed over in silence, so it is refused.
    """
    chosen = None
    for kind in _impls[dialect_name].__mro__ if dialect_name in _impls else ():
        ours = _OURS.get(kind, {})
        for name, value in vars(kind).items():
            if name.startswith("__") or not hasattr(DefaultImpl, name) or ours.get(name) is value:
                continue
            if name not in _HEEDED:
                raise NotImplementedError(
                    "%s.%s is redefined: statements are not made in Python here; "
                    "use op.execute() in the script instead" % (kind.__qualname__, name)
                )
            if name == "transactional_ddl" and chosen is None:
                chosen = value
    return chosen
