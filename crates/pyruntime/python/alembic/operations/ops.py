"""One class for each directive: its arguments, and how it is put on the wire."""

import sqlalchemy

from .. import _lower
from .constraint_ops import (
    AddConstraintOp,
    CreateCheckConstraintOp,
    CreateExcludeConstraintOp,
    CreateForeignKeyOp,
    CreatePrimaryKeyOp,
    CreateUniqueConstraintOp,
    DropConstraintOp,
    MigrateOperation,
)
from .schemaobj import SchemaObjects


class CreateIndexOp(MigrateOperation):
    def __init__(self, index_name, table_name, columns, *, schema=None, unique=False, if_not_exists=None, **kw):
        self.index_name = index_name
        self.table_name = table_name
        self.columns = columns
        self.schema = schema
        self.unique = unique
        self.if_not_exists = if_not_exists
        self.kw = kw

    @classmethod
    def from_index(cls, index):
        table = index.table
        return cls(
            index.name, table.name, index.expressions, schema=table.schema, unique=index.unique, **index.dialect_kwargs
        )

    def to_index(self, migration_context=None):
        from .reversal import index_of

        return index_of(
            self.index_name, self.table_name, self.schema, self.columns, dict(self.kw, unique=self.unique)
        )

    def reverse(self):
        return DropIndexOp.from_index(self.to_index())

    def to_diff_tuple(self):
        return ("add_index", self.to_index())

    def perform(self, operations):
        index = sqlalchemy.Index(self.index_name, *_index_parts(self.columns), unique=self.unique, **self.kw)
        names = [part for part in index._given if isinstance(part, str)]
        operations.schema_obj.name(index, self.table_name, self.schema, names)
        operations._send(
            {
                "op": "create_index",
                "table": _lower.table_name(self.table_name, self.schema),
                "index": index,
                "if_not_exists": self.if_not_exists,
            }
        )


def _index_parts(columns):
    parts = []
    for part in columns:
        if not isinstance(part, str) and not hasattr(part, "_wire"):
            raise ValueError("String or text() construct expected")
        # A column of some table is its name: the index must not join that table.
        is_named = getattr(part, "_is_column", False) and not part.is_literal
        parts.append(part.name if is_named else part)
    return parts


class DropIndexOp(MigrateOperation):
    def __init__(self, index_name, table_name=None, *, schema=None, if_exists=None, _reverse=None, **kw):
        self.index_name = index_name
        self.table_name = table_name
        self.schema = schema
        self.if_exists = if_exists
        self._reverse = _reverse
        self.kw = kw

    @classmethod
    def from_index(cls, index):
        keywords = dict(index.dialect_kwargs)
        if index.unique:
            keywords["unique"] = True
        table = index.table
        reverse = CreateIndexOp.from_index(index)
        return cls(index.name, table.name, schema=table.schema, _reverse=reverse, **keywords)

    def to_index(self, migration_context=None):
        from .reversal import index_of

        columns = self._reverse.columns if self._reverse else ["x"]
        keywords = dict(self.kw)
        if self._reverse is not None and self._reverse.unique:
            keywords.setdefault("unique", True)
        return index_of(self.index_name, self.table_name, self.schema, columns, keywords)

    def reverse(self):
        return CreateIndexOp.from_index(self.to_index())

    def to_diff_tuple(self):
        return ("remove_index", self.to_index())

    def perform(self, operations):
        operation = {"op": "drop_index", "name": _lower.final_name(self.index_name), "if_exists": self.if_exists}
        if self.table_name is not None:
            operation["table"] = _lower.table_name(self.table_name, self.schema)
        elif self.schema is not None:
            operation["namespace"] = _lower.name(self.schema)
        if self.kw or self.index_name is None:
                # Alembic too gives it a column of this name, and a nameless index is called after it.
            index = sqlalchemy.Index(self.index_name, "x", **self.kw)
            operations.schema_obj.name(index, self.table_name or "no_table", self.schema, ("x",))
            index = index._wire()
            operation["name"] = index["name"]
            operation["options"] = index.get("options", {})
        operations._send(operation)


class CreateTableOp(MigrateOperation):
    def __init__(self, table_name, columns, *, schema=None, if_not_exists=None, **kw):
        self.table_name = table_name
        self.columns = columns
        self.schema = schema
        self.if_not_exists = if_not_exists
        self.comment = kw.pop("comment", None)
        self.prefixes = kw.pop("prefixes", None)
        # `info` is a property of every operation; here it is the table's.
        self._info = kw.pop("info", {})
        self.kw = kw

    def to_table(self, migration_context=None):
        return SchemaObjects(migration_context).table(
            self.table_name,
            *self.columns,
            schema=self.schema,
            prefixes=list(self.prefixes or ()),
            comment=self.comment,
            info=dict(self.info or {}),
            **self.kw,
        )

    @classmethod
    def from_table(cls, table, *, _namespace_metadata=None):
        from .reversal import parts_of

        return cls(
            table.name,
            parts_of(table),
            schema=table.schema,
            comment=table.comment,
            info=dict(table.info),
            prefixes=list(table._prefixes),
            **table.dialect_kwargs,
        )

    def reverse(self):
        return DropTableOp.from_table(self.to_table())

    def to_diff_tuple(self):
        return ("add_table", self.to_table())

    def perform(self, operations):
        table = self.to_table(operations.migration_context)
        operations._send({"op": "create_table", "table": table, "if_not_exists": bool(self.if_not_exists)})
        if operations.schema_obj._convention:
            for constraint in table.constraints:
                constraint.name = _lower.conventional_name(constraint, table) or constraint.name
        return table


class DropTableOp(MigrateOperation):
    def __init__(self, table_name, *, schema=None, if_exists=None, table_kw=None, _reverse=None):
        self._reverse = _reverse
        self.table_name = table_name
        self.schema = schema
        self.if_exists = if_exists
        self.table_kw = table_kw or {}
        self.comment = self.table_kw.pop("comment", None)
        self._info = self.table_kw.pop("info", None) or {}
        self.prefixes = self.table_kw.pop("prefixes", None)

    @classmethod
    def from_table(cls, table, *, _namespace_metadata=None):
        keywords = dict(table.dialect_kwargs, comment=table.comment, info=dict(table.info))
        keywords["prefixes"] = list(table._prefixes)
        reverse = CreateTableOp.from_table(table)
        return cls(table.name, schema=table.schema, table_kw=keywords, _reverse=reverse)

    def to_table(self, migration_context=None):
        columns = self._reverse.columns if self._reverse is not None else ()
        return SchemaObjects(migration_context).table(
            self.table_name,
            *columns,
            schema=self.schema,
            comment=self.comment,
            prefixes=list(self.prefixes or ()),
            info=dict(self._info or {}),
            **self.table_kw,
        )

    def reverse(self):
        return CreateTableOp.from_table(self.to_table())

    def to_diff_tuple(self):
        return ("remove_table", self.to_table())

    def perform(self, operations):
        operation = {
            "op": "drop_table",
            "table": _lower.table_name(self.table_name, self.schema),
            "if_exists": bool(self.if_exists),
        }
        if self.table_kw:
            operation["options"] = self.to_table(operations.migration_context)._wire().get("options", {})
        operations._send(operation)


class AlterTableOp(MigrateOperation):
    def __init__(self, table_name, *, schema=None):
        self.table_name = table_name
        self.schema = schema

    @property
    def _wire_table(self):
        return _lower.table_name(self.table_name, self.schema)


class RenameTableOp(AlterTableOp):
    def __init__(self, old_table_name, new_table_name, *, schema=None):
        super().__init__(old_table_name, schema=schema)
        self.new_table_name = new_table_name

    def perform(self, operations):
        operations._send({"op": "rename_table", "table": self._wire_table, "to": _lower.name(self.new_table_name)})


class CreateTableCommentOp(AlterTableOp):
    def __init__(self, table_name, comment, *, schema=None, existing_comment=None):
        super().__init__(table_name, schema=schema)
        self.comment = comment
        self.existing_comment = existing_comment

    def to_table(self, migration_context=None):
        return SchemaObjects(migration_context).table(self.table_name, schema=self.schema, comment=self.comment)

    def reverse(self):
        if self.existing_comment is None:
            return DropTableCommentOp(self.table_name, existing_comment=self.comment, schema=self.schema)
        return CreateTableCommentOp(
            self.table_name, self.existing_comment, existing_comment=self.comment, schema=self.schema
        )

    def to_diff_tuple(self):
        return ("add_table_comment", self.to_table(), self.existing_comment)

    def perform(self, operations):
        operations._send(
            {
                "op": "set_table_comment",
                "table": self._wire_table,
                "comment": self.comment,
                "existing_comment": self.existing_comment,
            }
        )


class DropTableCommentOp(CreateTableCommentOp):
    def __init__(self, table_name, *, schema=None, existing_comment=None):
        super().__init__(table_name, None, schema=schema, existing_comment=existing_comment)

    def reverse(self):
        return CreateTableCommentOp(self.table_name, self.existing_comment, schema=self.schema)

    def to_diff_tuple(self):
        return ("remove_table_comment", self.to_table())


class AlterColumnOp(AlterTableOp):
    def __init__(
        self,
        table_name,
        column_name,
        *,
        schema=None,
        existing_type=None,
        existing_server_default=False,
        existing_nullable=None,
        existing_comment=None,
        modify_nullable=None,
        modify_comment=False,
        modify_server_default=False,
        modify_name=None,
        modify_type=None,
        **kw
    ):
        super().__init__(table_name, schema=schema)
        self.column_name = column_name
        self.existing_type = existing_type
        self.existing_server_default = existing_server_default
        self.existing_nullable = existing_nullable
        self.existing_comment = existing_comment
        self.modify_nullable = modify_nullable
        self.modify_comment = modify_comment
        self.modify_server_default = modify_server_default
        self.modify_name = modify_name
        self.modify_type = modify_type
        self.kw = kw

    def has_changes(self):
        is_changed = self.modify_nullable is not None or self.modify_type is not None
        is_changed = is_changed or self.modify_server_default is not False or self.modify_comment is not False
        return is_changed or any(key.startswith("modify_") for key in self.kw)

    @property
    def is_ignored(self):
        """Projects have `alter_column("a", Column("b", nullable=False))`, which alters nothing in Alembic, either."""
        return self.modify_name is None and not self.has_changes() and not isinstance(self.column_name, str)

    def reverse(self):
        from .reversal import reversed_column

        return reversed_column(self)

    def to_diff_tuple(self):
        from .reversal import column_tuples

        return column_tuples(self)

    def perform(self, operations):
        assert self.existing_server_default is not True
        assert self.modify_comment is not True
        operation = {"op": "alter_column", "table": self._wire_table, "column": _lower.name(self.column_name)}
        for key in ("name", "server_default", "nullable", "type_", "comment"):
            # Alembic's implementation takes these words itself, so a directive that brings them along fails there.
            if key in self.kw:
                raise TypeError("alter_column() got multiple values for keyword argument %r" % key)
        if self.modify_nullable is not None:
            operation["nullable"] = bool(self.modify_nullable)
        if self.modify_comment is not False:
            operation["comment"] = self.modify_comment
        if self.modify_server_default is not False:
            operation["server_default"] = _lower.fill(self.modify_server_default)
        if self.modify_name is not None:
            operation["new_column_name"] = _lower.name(self.modify_name)
        if self.modify_type is not None:
            operation["type"] = _lower.column_type(self.modify_type)
        if self.existing_type is not None:
            operation["existing_type"] = _lower.column_type(self.existing_type)
        if self.existing_server_default is not False:
            operation["existing_server_default"] = _lower.fill(self.existing_server_default)
        if self.existing_nullable is not None:
            operation["existing_nullable"] = bool(self.existing_nullable)
        if self.existing_comment is not None:
            operation["existing_comment"] = self.existing_comment
        self._add_keywords(operation)
        operations._send(operation)

    def _add_keywords(self, operation):
        options = {}
        for key, value in self.kw.items():
            if key in ("autoincrement", "existing_autoincrement"):
                if value is not None:
                    operation[key] = _AUTOINCREMENT.get(value, value)
            elif "_" in key and value is not None and key not in ("insert_before", "insert_after"):
                options[key] = value
        if options:
            operation["options"] = _lower.options(options)


_AUTOINCREMENT = {True: "on", False: "off"}


class AddColumnOp(AlterTableOp):
    def __init__(
        self,
        table_name,
        column,
        *,
        schema=None,
        if_not_exists=None,
        inline_references=None,
        inline_primary_key=None,
        **kw
    ):
        super().__init__(table_name, schema=schema)
        self.column = column
        self.if_not_exists = if_not_exists
        self.inline_references = inline_references
        self.inline_primary_key = inline_primary_key
        self.kw = kw

    @classmethod
    def from_column(cls, col):
        return cls(col.table.name, col, schema=col.table.schema)

    @classmethod
    def from_column_and_tablename(cls, schema, tname, col):
        return cls(tname, col, schema=schema)

    def to_column(self):
        return self.column

    def reverse(self):
        reverse = DropColumnOp.from_column_and_tablename(self.schema, self.table_name, self.column)
        reverse.if_exists = self.if_not_exists
        return reverse

    def to_diff_tuple(self):
        return ("add_column", self.schema, self.table_name, self.column)

    def perform(self, operations):
        column = _lower.unattached(self.column)
        # In a table the column's constraints get the names of the naming convention.
        table = operations.schema_obj.table(self.table_name, column, schema=self.schema)
        operation = {
            "op": "add_column",
            "table": self._wire_table,
            "column": column._definition(),
            "if_not_exists": self.if_not_exists,
            "inline_references": self.inline_references,
            "inline_primary_key": self.inline_primary_key,
        }
        for place in ("insert_before", "insert_after"):
            if self.kw.get(place):
                operation[place] = _lower.name(self.kw[place])
        operations._send(operation)
        for constraint in _constraints_of_type(table, column):
            definition = constraint._wire()
            operations._send({"op": "create_constraint", "table": self._wire_table, "definition": definition})
        for index in table.indexes:
            # The column's own `index=True` goes with its definition.
            if getattr(index, "_comes_with_type", False):
                operations._send({"op": "create_index", "table": self._wire_table, "index": index})


def _constraints_of_type(table, column):
    """The checks that joined the table with the column's type: its own go with its definition."""
    from sqlalchemy import CheckConstraint

    for constraint in sorted(table.constraints, key=lambda constraint: constraint._creation_order):
        is_own = getattr(constraint, "_type_bound", False) or constraint in column.constraints
        if isinstance(constraint, CheckConstraint) and not is_own:
            yield constraint


class DropColumnOp(AlterTableOp):
    def __init__(self, table_name, column_name, *, schema=None, if_exists=None, _reverse=None, **kw):
        super().__init__(table_name, schema=schema)
        self.column_name = column_name
        self.if_exists = if_exists
        self._reverse = _reverse
        self.kw = kw

    @classmethod
    def from_column_and_tablename(cls, schema, tname, col):
        return cls(tname, col.name, schema=schema, _reverse=AddColumnOp.from_column_and_tablename(schema, tname, col))

    def to_column(self, migration_context=None):
        if self._reverse is not None:
            return self._reverse.column
        return sqlalchemy.Column(self.column_name, sqlalchemy.types.NullType())

    def reverse(self):
        if self._reverse is None:
            raise ValueError("operation is not reversible; original column is not present")
        reverse = AddColumnOp.from_column_and_tablename(self.schema, self.table_name, self._reverse.column)
        reverse.if_not_exists = self.if_exists
        return reverse

    def to_diff_tuple(self):
        return ("remove_column", self.schema, self.table_name, self.to_column())

    def perform(self, operations):
        operation = {
            "op": "drop_column",
            "table": self._wire_table,
            "column": _lower.name(self.column_name),
            "if_exists": self.if_exists,
        }
        if self.kw:
            operation["options"] = _lower.options(self.kw)
        operations._send(operation)


class BulkInsertOp(MigrateOperation):
    def __init__(self, table, rows, *, multiinsert=True):
        self.table = table
        self.rows = rows
        self.multiinsert = multiinsert

    def perform(self, operations):
        from .bulk_insert import inserts

        context = operations.migration_context
        for operation in inserts(self.table, self.rows, self.multiinsert, context):
            context._perform(operation)


class ExecuteSQLOp(MigrateOperation):
    def __init__(self, sqltext, *, execution_options=None):
        self.sqltext = sqltext
        self.execution_options = execution_options

    def to_diff_tuple(self):
        return ("execute", self.sqltext)

    def perform(self, operations):
        # Inside a batch too this happens at once, before what the batch has collected.
        context = operations.migration_context
        if _lower.execute_as_given(context, self.sqltext, self.execution_options):
            return
        context._apply(self.execution_options)
        statement = _lower.executable(self.sqltext)
        if "op" not in statement:
            statement = {"op": "execute", "statement": statement}
        context._perform(statement)


def __getattr__(name):
    """The containers of whole scripts, which only hooks and autogenerate use, wait in their own file."""
    if name.startswith("__"):
        raise AttributeError(name)
    from . import containers

    return getattr(containers, name)
