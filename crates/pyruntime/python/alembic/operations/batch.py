"""`op.batch_alter_table`: collects the directives of a `with` block and sends them as one operation."""

from sqlalchemy import Column, MetaData, Table

from .. import _lower
from . import ops
from .base import AbstractOperations, named_as_directives


class Batch:
    """The `with` block. A block that raises sends nothing."""

    def __init__(self, operations, table_name, schema, recreate, naming_convention, rebuild_arguments):
        self._operations = operations
        self._arguments = (table_name, schema, recreate, naming_convention, rebuild_arguments)

    def __enter__(self):
        self._impl = BatchOperationsImpl(self._operations, *self._arguments)
        return BatchOperations(self._operations.migration_context, impl=self._impl)

    def __exit__(self, kind, raised, traceback):
        if kind is None:
            self._impl.flush()
        return False

    def __call__(self, function):
        """As a decorator, like every context manager of the standard library."""

        def decorated(*arguments, **keywords):
            with self:
                return function(*arguments, **keywords)

        return decorated


class BatchOperationsImpl:
    """What a batch has collected."""

    def __init__(self, operations, table_name, schema, recreate, naming_convention, rebuild_arguments):
        unserved = sorted(set(rebuild_arguments["reflect_kwargs"]) - {"listeners", "resolve_fks"})
        if unserved:
            error = NotImplementedError("batch_alter_table(reflect_kwargs=...): %s" % ", ".join(unserved))
            error.hint = "give the columns as they are to be taken by reflect_args=[sa.Column(...)] or copy_from=sa.Table(...)"
            raise error
        if recreate not in ("auto", "always", "never"):
            raise ValueError("recreate may be one of 'auto', 'always', or 'never'.")
        self.operations = operations
        self.table_name = table_name
        self.schema = schema
        self.recreate = recreate
        self.naming_convention = naming_convention
        self.batch = []
        self._rebuild_arguments = rebuild_arguments

    @property
    def dialect(self):
        return self.operations.migration_context.dialect

    @property
    def impl(self):
        return self.operations.impl

    def collect(self, operation):
        self.batch.append(operation)

    def ignore(self, column):
        """An `alter_column` of a `Column` that changes nothing: no column has such a name, where one is looked for."""
        if self.recreate == "always" or (self.recreate == "auto" and self.dialect.name == "sqlite"):
            raise KeyError(column)

    def flush(self):
        if not self.batch and self.recreate != "always":
            return
        batch = {
            "op": "batch",
            "table": _lower.table_name(self.table_name, self.schema),
            "recreate": self.recreate,
            "operations": self.batch,
        }
        if self.naming_convention:
            batch["naming_convention"] = _lower.naming_patterns(self.naming_convention)
        batch.update(self._lowered_arguments())
        with _lower.for_dialect(self.dialect):
            self.operations._send(batch)

    def _lowered_arguments(self):
        """What matters only where the table is made anew."""
        given = self._rebuild_arguments
        lowered = {}
        if given["copy_from"] is not None:
            lowered["copy_from"] = self._with_new_key(given["copy_from"])
        if given["partial_reordering"]:
            lowered["partial_reordering"] = [[_lower.name(name) for name in names] for names in given["partial_reordering"]]
        if given["table_args"] or given["table_kwargs"]:
            lowered["table_arguments"] = self._table(given["table_args"], given["table_kwargs"])
        reflected = list(given["reflect_args"])
        if given["reflect_kwargs"].get("listeners") and given["copy_from"] is None:
            from .listened import columns

            reflected += columns(self.operations.get_bind(), self.table_name, self.schema, given["reflect_kwargs"])
        if reflected:
            lowered["reflected"] = self._table(reflected, {})
        return lowered

    def _with_new_key(self, table):
        """Returns the script's table; what becomes its key must be there, where nothing else was said."""
        made = [operation["definition"] for operation in self.batch if operation["op"] == "create_constraint"]
        members = [name for key in made if key["constraint"] == "primary_key" for name in key["columns"]]
        wire = table._wire()
        for column, written in zip(table.columns, wire["columns"]):
            if written["name"] in members and column._user_defined_nullable is None:
                written["nullable"] = False
        return wire

    def _table(self, arguments, keywords):
        """Makes a table of what is given; the columns that constraints and indexes name are in the database."""
        names = [name for part in arguments for name in getattr(part, "_given", ()) if isinstance(name, str)]
        given = [part.name for part in arguments if isinstance(part, Column)]
        known = [Column(name) for name in dict.fromkeys(names) if name not in given]
        metadata = MetaData()
        wire = Table(self.table_name, metadata, *known, *arguments, schema=self.schema, **keywords)._wire()
        wire["columns"] = wire["columns"][len(known) :]
        return wire


class BatchOperations(AbstractOperations):
    def _noop(self, operation):
        raise NotImplementedError("The %s method does not apply to a batch table alter operation." % operation)

    def _send(self, operation):
        self.impl.collect(operation)

    @property
    def _table(self):
        return self._impl.table_name

    @property
    def _schema(self):
        return self._impl.schema

    def add_column(
        self,
        column,
        *,
        insert_before=None,
        insert_after=None,
        if_not_exists=None,
        inline_references=None,
        inline_primary_key=None
    ):
        placed = {}
        if insert_before:
            placed["insert_before"] = insert_before
        if insert_after:
            placed["insert_after"] = insert_after
        return self.invoke(
            ops.AddColumnOp(
                self._table,
                column,
                schema=self._schema,
                if_not_exists=if_not_exists,
                inline_references=inline_references,
                inline_primary_key=inline_primary_key,
                **placed,
            )
        )

    def alter_column(
        self,
        column_name,
        *,
        nullable=None,
        comment=False,
        server_default=False,
        new_column_name=None,
        type_=None,
        existing_type=None,
        existing_server_default=False,
        existing_nullable=None,
        existing_comment=None,
        insert_before=None,
        insert_after=None,
        **kw
    ):
        operation = ops.AlterColumnOp(
            self._table,
            column_name,
            schema=self._schema,
            existing_type=existing_type,
            existing_server_default=existing_server_default,
            existing_nullable=existing_nullable,
            existing_comment=existing_comment,
            modify_name=new_column_name,
            modify_type=type_,
            modify_server_default=server_default,
            modify_nullable=nullable,
            modify_comment=comment,
            insert_before=insert_before,
            insert_after=insert_after,
            **kw,
        )
        if operation.is_ignored:
            return self.impl.ignore(column_name)
        return self.invoke(operation)

    def create_check_constraint(self, constraint_name, condition, **kw):
        return self.invoke(
            ops.CreateCheckConstraintOp(constraint_name, self._table, condition, schema=self._schema, **kw)
        )

    def create_exclude_constraint(self, constraint_name, *elements, **kw):
        kw["schema"] = self._schema
        return self.invoke(ops.CreateExcludeConstraintOp(constraint_name, self._table, elements, **kw))

    def create_foreign_key(
        self,
        constraint_name,
        referent_table,
        local_cols,
        remote_cols,
        *,
        referent_schema=None,
        onupdate=None,
        ondelete=None,
        deferrable=None,
        initially=None,
        match=None,
        **dialect_kw
    ):
        return self.invoke(
            ops.CreateForeignKeyOp(
                constraint_name,
                self._table,
                referent_table,
                local_cols,
                remote_cols,
                onupdate=onupdate,
                ondelete=ondelete,
                deferrable=deferrable,
                initially=initially,
                match=match,
                source_schema=self._schema,
                referent_schema=referent_schema,
                **dialect_kw,
            )
        )

    def create_index(self, index_name, columns, **kw):
        return self.invoke(ops.CreateIndexOp(index_name, self._table, columns, schema=self._schema, **kw))

    def create_primary_key(self, constraint_name, columns):
        return self.invoke(ops.CreatePrimaryKeyOp(constraint_name, self._table, columns, schema=self._schema))

    def create_table_comment(self, comment, *, existing_comment=None):
        return self.invoke(
            ops.CreateTableCommentOp(
                self._table, comment, existing_comment=existing_comment, schema=self._schema
            )
        )

    def create_unique_constraint(self, constraint_name, columns, **kw):
        kw["schema"] = self._schema
        return self.invoke(ops.CreateUniqueConstraintOp(constraint_name, self._table, columns, **kw))

    def drop_column(self, column_name, **kw):
        return self.invoke(ops.DropColumnOp(self._table, column_name, schema=self._schema, **kw))

    def drop_constraint(self, constraint_name, type_=None):
        return self.invoke(ops.DropConstraintOp(constraint_name, self._table, type_=type_, schema=self._schema))

    def drop_index(self, index_name, **kw):
        return self.invoke(ops.DropIndexOp(index_name, table_name=self._table, schema=self._schema, **kw))

    def drop_table_comment(self, *, existing_comment=None):
        return self.invoke(
            ops.DropTableCommentOp(self._table, existing_comment=existing_comment, schema=self._schema)
        )

    def execute(self, sqltext, *, execution_options=None):
        return self.invoke(ops.ExecuteSQLOp(sqltext, execution_options=execution_options))


named_as_directives(BatchOperations)
