"""The directives: an enum with other values is made anew, and its columns are cast to it."""

from alembic.operations import MigrateOperation, Operations
from sqlalchemy import text

from .configuration import get_configuration
from .get_enum_data import ColumnType, TableReference
from .sql_commands.indexes import quoted, with_renamed_values

_DEFAULT = "SELECT column_default FROM information_schema.columns WHERE table_schema = '%s' AND table_name = '%s' AND column_name = '%s'"


@Operations.register_operation("sync_enum_values")
class SyncEnumValuesOp(MigrateOperation):
    operation_name = "change_enum_variants"

    def __init__(self, schema, name, old_values, new_values, affected_columns, affected_indexes=None):
        self.schema = schema
        self.name = name
        self.old_values = old_values
        self.new_values = new_values
        self.affected_columns = affected_columns
        self.indexes_to_recreate = affected_indexes or []

    def reverse(self):
        return SyncEnumValuesOp(
            self.schema, self.name, self.new_values, self.old_values, self.affected_columns, self.indexes_to_recreate
        )

    def to_diff_tuple(self):
        return (self.operation_name, self.old_values, self.new_values, self.affected_columns)

    @classmethod
    def sync_enum_values(
        cls,
        operations,
        enum_schema,
        enum_name,
        new_values,
        affected_columns,
        enum_values_to_rename=(),
        indexes_to_recreate=None,
    ):
        if not _is_served(operations):
            return
        enum = _Enum(operations.get_bind(), enum_schema, enum_name, list(enum_values_to_rename))
        columns = [_reference(enum, column) for column in affected_columns]
        enum.replace(new_values, columns, indexes_to_recreate or [])


@Operations.register_operation("add_enum_value")
class AddEnumValuesOp(MigrateOperation):
    operation_name = "add_enum_value"

    @classmethod
    def add_enum_value(cls, operations, enum_schema, enum_name, new_value, before_value=None):
        if not _is_served(operations):
            return
        # The word of the package is AFTER, whatever its argument is called.
        place = " AFTER '%s'" % before_value if before_value else ""
        add = 'ALTER TYPE "%s"."%s" ADD VALUE \'%s\'%s' % (enum_schema, enum_name, new_value, place)
        operations.get_bind().execute(text(add))


def _is_served(operations):
    name = operations.migration_context.dialect.name
    if name == "postgresql" or get_configuration().force_dialect_support:
        return True
    import logging

    logger = logging.getLogger("alembic.alembic_postgresql_enum.operations.sync_enum_values")
    logger.warning("This library only supports postgresql, but you are using %s, skipping", name)
    return False


def _reference(enum, column):
    if isinstance(column, TableReference):
        return column.within(enum.namespace)
    if not isinstance(column, tuple):
        raise ValueError("Affected columns must contain tuples or TableReferences")
    table, name = column[:2]
    kind = column[2] if len(column) > 2 else ColumnType.COMMON
    default = enum.connection.execute(text(_DEFAULT % (enum.namespace, table, name))).scalar()
    return TableReference(table, name, enum.namespace, kind, default)


class _Enum:
    """One enum type, and the one of its name that it replaces."""

    def __init__(self, connection, namespace, name, renamed):
        self.connection = connection
        self.namespace = namespace
        self.name = name
        self.renamed = renamed
        self.kind = '"%s"."%s"' % (namespace, name)
        self.before = '"%s"."%s_old"' % (namespace, name)

    def replace(self, values, columns, indexes):
        self._execute('ALTER TYPE %s RENAME TO "%s_old"' % (self.kind, self.name))
        self._execute("CREATE TYPE %s AS ENUM(%s)" % (self.kind, ", ".join("'%s'" % value for value in values)))
        # While columns have the one type and conditions the other, both must be comparable.
        self._create_operator("!=", "new_old_not_equals")
        self._create_operator("=", "new_old_equals")
        for index in indexes:
            self._execute("DROP INDEX IF EXISTS %s" % quoted(index.name))
        for column in columns:
            self._cast(column)
        self._drop_operator("!=", "new_old_not_equals")
        self._drop_operator("=", "new_old_equals")
        self._execute("DROP TYPE %s" % self.before)
        for index in indexes:
            self._execute(with_renamed_values(index, self.namespace, self.name, self.renamed).definition)

    def _execute(self, *words):
        self.connection.execute(text(" ".join(words)))

    def _create_operator(self, sign, function):
        self._execute(
            'CREATE FUNCTION "%s".%s(' % (self.namespace, function),
            "new_enum_val %s, old_enum_val %s ) RETURNS boolean AS $$" % (self.kind, self.before),
            "SELECT new_enum_val::text %s %s; $$ LANGUAGE SQL IMMUTABLE" % (sign, self._old_value()),
        )
        self._execute(
            'CREATE OPERATOR "%s".%s ( leftarg = %s,' % (self.namespace, sign, self.kind),
            'rightarg = %s, procedure = "%s".%s )' % (self.before, self.namespace, function),
        )

    def _old_value(self):
        if not self.renamed:
            return "old_enum_val::text"
        cases = " ".join("WHEN old_enum_val::text = '%s' THEN '%s'" % pair for pair in self.renamed)
        return "CASE %s ELSE old_enum_val::text END" % cases

    def _drop_operator(self, sign, function):
        self._execute('DROP OPERATOR IF EXISTS "%s".%s ( %s, %s )' % (self.namespace, sign, self.kind, self.before))
        arguments = "new_enum_val %s, old_enum_val %s" % (self.kind, self.before)
        self._execute('DROP FUNCTION "%s".%s( %s )' % (self.namespace, function, arguments))

    def _cast(self, column):
        from sqlalchemy.exc import DataError

        alter = "ALTER TABLE %s ALTER COLUMN %s" % (column.table_name_with_schema, column.escaped_column_name)
        default = column.existing_server_default
        if default is not None:
            self._execute(alter, "DROP DEFAULT")
        try:
            self._execute(alter, self._type_clause(column))
        except DataError as error:
            raise ValueError(
                "The new values of the enum %s leave out one that a row of %s has: name its successor in "
                "enum_values_to_rename, or update or delete those rows before" % (self.kind, column.table_name_with_schema)
            ) from error
        if default is not None:
            self._execute(alter, "SET DEFAULT", self._default(default))

    def _type_clause(self, column):
        name = column.escaped_column_name
        if column.column_type == ColumnType.ARRAY:
            value = name + "::text[]"
            for pair in self.renamed:
                value = "array_replace(%s, '%s', '%s')" % (value, *pair)
            return "TYPE %s[] USING %s::%s[]" % (self.kind, value, self.kind)
        value = "%s::text::%s" % (name, self.kind)
        if self.renamed:
            cases = " ".join("WHEN %s::text = '%s' THEN '%s'::%s" % (name, *pair, self.kind) for pair in self.renamed)
            value = "CASE %s ELSE %s END" % (cases, value)
        return "TYPE %s USING %s" % (self.kind, value)

    def _default(self, default):
        """The default of a column as it is written with the new type."""
        kind = "%s.%s" % (self.namespace, self.name) if self.namespace else self.name
        if default.startswith("ARRAY["):
            import re

            return re.sub(r"::[.\w]+", "::" + kind, self._with_renamed_values(default))
        value = self._with_renamed_values(default[: default.find("::")])
        return "%s::%s%s" % (value, kind, "[]" if default.endswith("[]") else "")

    def _with_renamed_values(self, default):
        for before, after in self.renamed:
            for quote in ("'", '"'):
                default = default.replace(quote + before + quote, quote + after + quote)
        return default
