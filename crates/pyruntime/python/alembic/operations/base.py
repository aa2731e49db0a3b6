"""`Operations` and `BatchOperations`: every directive with its real signature."""

from sqlalchemy import Column, _running

from .. import _lower
from .. import op as _op_module
from .._established import Established
from ..util.langhelpers import Dispatcher, immutabledict, renamed
from . import ops
from .schemaobj import SchemaObjects

__all__ = ("Operations", "BatchOperations")


class AbstractOperations:
    # Implementations that user code gave; what Alembic itself has is `perform` of the operation's class.
    _to_impl = Dispatcher()

    def __init__(self, migration_context, impl=None):
        self.migration_context = migration_context
        self._impl = impl
        self.schema_obj = SchemaObjects(migration_context)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        from .._registered import look_for

        look_for(type(self), name, "%r object" % type(self).__name__)
        return getattr(self, name)

    @property
    def impl(self):
        return self._impl if self._impl is not None else self.migration_context.impl

    @classmethod
    def register_operation(cls, name, sourcename=None):
        """Makes `name` a directive: it calls the class method of that name, or `sourcename`, of the class below."""

        def register(op_cls):
            function = getattr(op_cls, sourcename or name)
            translations = getattr(function, "_legacy_translations", ())

            def directive(self, *arguments, **keywords):
                keywords = renamed(name, translations, keywords)
                return function(self, *arguments, **keywords)

            directive.__name__ = directive.__qualname__ = name
            directive.__doc__ = function.__doc__
            setattr(cls, name, directive)
            return op_cls

        return register

    @classmethod
    def implementation_for(cls, op_cls, replace=False):
        if not replace and "perform" in vars(op_cls):
            # It has an implementation of its own, which only `replace` takes the place of.
            return Dispatcher.refuse(op_cls)
        return cls._to_impl.dispatch_for(op_cls, replace=replace)

    @classmethod
    def context(cls, migration_context):
        return Established(Operations(migration_context))

    def batch_alter_table(
        self,
        table_name,
        schema=None,
        recreate="auto",
        partial_reordering=None,
        copy_from=None,
        table_args=(),
        table_kwargs=immutabledict(),
        reflect_args=(),
        reflect_kwargs=immutabledict(),
        naming_convention=None,
    ):
        from .batch import Batch

        return Batch(
            self,
            table_name,
            schema,
            recreate,
            naming_convention,
            {
                "partial_reordering": partial_reordering,
                "copy_from": copy_from,
                "table_args": table_args,
                "table_kwargs": table_kwargs,
                "reflect_args": reflect_args,
                "reflect_kwargs": reflect_kwargs,
            },
        )

    def get_context(self):
        return self.migration_context

    def get_bind(self):
        return self.migration_context.bind

    def invoke(self, operation):
        if self._to_impl._registry:
            function = self._to_impl._find(operation, self.migration_context.dialect.name)
            if function is not None:
                return function(self, operation)
        perform = getattr(operation, "perform", None)
        if perform is None:
            raise ValueError("no dispatch function for object: %s" % (operation,))
        dialect = self.migration_context.dialect
        if _running.dialect is dialect:
            return perform(self)
        with _lower.for_dialect(dialect):
            return perform(self)

    def f(self, name):
        return _op_module.f(name)

    def inline_literal(self, value, type_=None):
        return _lower.inline_literal(value, type_)

    def run_async(self, async_function, *args, **kw_args):
        connection = self.get_bind()
        if connection is None:
            raise NotImplementedError("Cannot call run_async in SQL mode")
        if not connection.dialect.is_async:
            raise ValueError("Cannot call run_async with a sync engine")
        return _lower.run_async(async_function, connection, args, kw_args)

    def _send(self, operation):
        return self.migration_context._perform(operation)


class Operations(AbstractOperations):
    def add_column(
        self,
        table_name,
        column,
        *,
        schema=None,
        if_not_exists=None,
        inline_references=None,
        inline_primary_key=None
    ):
        return self.invoke(
            ops.AddColumnOp(
                table_name,
                column,
                schema=schema,
                if_not_exists=if_not_exists,
                inline_references=inline_references,
                inline_primary_key=inline_primary_key,
            )
        )

    def alter_column(
        self,
        table_name,
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
        schema=None,
        **kw
    ):
        operation = ops.AlterColumnOp(
            table_name,
            column_name,
            schema=schema,
            existing_type=existing_type,
            existing_server_default=existing_server_default,
            existing_nullable=existing_nullable,
            existing_comment=existing_comment,
            modify_name=new_column_name,
            modify_type=type_,
            modify_server_default=server_default,
            modify_nullable=nullable,
            modify_comment=comment,
            **kw,
        )
        return None if operation.is_ignored else self.invoke(operation)

    def bulk_insert(self, table, rows, *, multiinsert=True):
        self.invoke(ops.BulkInsertOp(table, rows, multiinsert=multiinsert))

    def create_check_constraint(self, constraint_name, table_name, condition, *, schema=None, **kw):
        return self.invoke(ops.CreateCheckConstraintOp(constraint_name, table_name, condition, schema=schema, **kw))

    def create_exclude_constraint(self, constraint_name, table_name, *elements, **kw):
        return self.invoke(ops.CreateExcludeConstraintOp(constraint_name, table_name, elements, **kw))

    def create_foreign_key(
        self,
        constraint_name,
        source_table,
        referent_table,
        local_cols,
        remote_cols,
        *,
        onupdate=None,
        ondelete=None,
        deferrable=None,
        initially=None,
        match=None,
        source_schema=None,
        referent_schema=None,
        **dialect_kw
    ):
        return self.invoke(
            ops.CreateForeignKeyOp(
                constraint_name,
                source_table,
                referent_table,
                local_cols,
                remote_cols,
                onupdate=onupdate,
                ondelete=ondelete,
                deferrable=deferrable,
                initially=initially,
                match=match,
                source_schema=source_schema,
                referent_schema=referent_schema,
                **dialect_kw,
            )
        )

    def create_index(
        self,
        index_name,
        table_name,
        columns,
        *,
        schema=None,
        unique=False,
        if_not_exists=None,
        **kw
    ):
        return self.invoke(
            ops.CreateIndexOp(
                index_name, table_name, columns, schema=schema, unique=unique, if_not_exists=if_not_exists, **kw
            )
        )

    def create_primary_key(self, constraint_name, table_name, columns, *, schema=None):
        return self.invoke(ops.CreatePrimaryKeyOp(constraint_name, table_name, columns, schema=schema))

    def create_table(self, table_name, *columns, if_not_exists=None, **kw):
        columns = [_lower.unattached(item) if isinstance(item, Column) else item for item in columns]
        return self.invoke(ops.CreateTableOp(table_name, columns, if_not_exists=if_not_exists, **kw))

    def create_table_comment(self, table_name, comment, *, existing_comment=None, schema=None):
        return self.invoke(
            ops.CreateTableCommentOp(table_name, comment, existing_comment=existing_comment, schema=schema)
        )

    def create_unique_constraint(self, constraint_name, table_name, columns, *, schema=None, **kw):
        return self.invoke(ops.CreateUniqueConstraintOp(constraint_name, table_name, columns, schema=schema, **kw))

    def drop_column(self, table_name, column_name, *, schema=None, **kw):
        return self.invoke(ops.DropColumnOp(table_name, column_name, schema=schema, **kw))

    def drop_constraint(self, constraint_name, table_name, type_=None, *, schema=None, if_exists=None):
        return self.invoke(
            ops.DropConstraintOp(constraint_name, table_name, type_=type_, schema=schema, if_exists=if_exists)
        )

    def drop_index(self, index_name, table_name=None, *, schema=None, if_exists=None, **kw):
        return self.invoke(
            ops.DropIndexOp(index_name, table_name=table_name, schema=schema, if_exists=if_exists, **kw)
        )

    def drop_table(self, table_name, *, schema=None, if_exists=None, **kw):
        self.invoke(ops.DropTableOp(table_name, schema=schema, if_exists=if_exists, table_kw=kw))

    def drop_table_comment(self, table_name, *, existing_comment=None, schema=None):
        return self.invoke(ops.DropTableCommentOp(table_name, existing_comment=existing_comment, schema=schema))

    def execute(self, sqltext, *, execution_options=None):
        return self.invoke(ops.ExecuteSQLOp(sqltext, execution_options=execution_options))

    def rename_table(self, old_table_name, new_table_name, *, schema=None):
        return self.invoke(ops.RenameTableOp(old_table_name, new_table_name, schema=schema))


def named_as_directives(kind):
    """Errors about arguments name a directive without its class, as Alembic's do."""
    for name, function in vars(kind).items():
        if not name.startswith("_"):
            function.__qualname__ = name


named_as_directives(Operations)


def __getattr__(name):
    # A batch is rare enough in a start that its class waits in its own file.
    if name != "BatchOperations":
        raise AttributeError("module 'alembic.operations.base' has no attribute %r" % name)
    from .batch import BatchOperations

    return BatchOperations
