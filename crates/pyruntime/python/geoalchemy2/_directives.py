"""The directives of `geoalchemy2.alembic_helpers`: on PostgreSQL they are the plain ones with other names."""

from alembic.operations import BatchOperations, Operations, ops


@Operations.register_operation("create_geospatial_table")
class CreateGeospatialTableOp(ops.CreateTableOp):
    @classmethod
    def create_geospatial_table(cls, operations, table_name, *columns, **kw):
        return operations.invoke(cls(table_name, columns, **kw))


@Operations.register_operation("drop_geospatial_table")
class DropGeospatialTableOp(ops.DropTableOp):
    @classmethod
    def drop_geospatial_table(cls, operations, table_name, schema=None, **kw):
        return operations.invoke(cls(table_name, schema=schema, table_kw=kw))


@Operations.register_operation("add_geospatial_column")
@BatchOperations.register_operation("add_geospatial_column", "batch_add_geospatial_column")
class AddGeospatialColumnOp(ops.AddColumnOp):
    @classmethod
    def add_geospatial_column(cls, operations, table_name, column, schema=None):
        return operations.invoke(cls(table_name, column, schema=schema))

    @classmethod
    def batch_add_geospatial_column(cls, operations, column, insert_before=None, insert_after=None):
        return operations.invoke(cls(operations.impl.table_name, column, schema=operations.impl.schema))


@Operations.register_operation("drop_geospatial_column")
@BatchOperations.register_operation("drop_geospatial_column", "batch_drop_geospatial_column")
class DropGeospatialColumnOp(ops.DropColumnOp):
    @classmethod
    def drop_geospatial_column(cls, operations, table_name, column_name, schema=None, **kw):
        return operations.invoke(cls(table_name, column_name, schema=schema, **kw))

    @classmethod
    def batch_drop_geospatial_column(cls, operations, column_name, **kw):
        return operations.invoke(cls(operations.impl.table_name, column_name, schema=operations.impl.schema, **kw))


@Operations.register_operation("create_geospatial_index")
@BatchOperations.register_operation("create_geospatial_index", "batch_create_geospatial_index")
class CreateGeospatialIndexOp(ops.CreateIndexOp):
    @classmethod
    def create_geospatial_index(cls, operations, index_name, table_name, columns, schema=None, unique=False, **kw):
        return operations.invoke(cls(index_name, table_name, columns, schema=schema, unique=unique, **kw))

    @classmethod
    def batch_create_geospatial_index(cls, operations, index_name, columns, **kw):
        place = operations.impl
        return operations.invoke(cls(index_name, place.table_name, columns, schema=place.schema, **kw))


@Operations.register_operation("drop_geospatial_index")
@BatchOperations.register_operation("drop_geospatial_index", "batch_drop_geospatial_index")
class DropGeospatialIndexOp(ops.DropIndexOp):
    def __init__(self, *args, column_name=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.column_name = column_name

    @classmethod
    def drop_geospatial_index(
        cls, operations, index_name, table_name, column_name, schema=None, unique=False, **kw
    ):
        return operations.invoke(cls(index_name, table_name=table_name, column_name=column_name, schema=schema, **kw))

    @classmethod
    def batch_drop_geospatial_index(cls, operations, index_name, **kw):
        place = operations.impl
        return operations.invoke(cls(index_name, table_name=place.table_name, schema=place.schema, **kw))


@Operations.implementation_for(CreateGeospatialTableOp)
def _create_table(operations, operation):
    _refuse_others(operations)
    operations.create_table(operation.table_name, *operation.columns, schema=operation.schema, **operation.kw)


@Operations.implementation_for(DropGeospatialTableOp)
def _drop_table(operations, operation):
    _refuse_others(operations)
    operations.drop_table(operation.table_name, schema=operation.schema, **operation.table_kw)


@Operations.implementation_for(AddGeospatialColumnOp)
def _add_column(operations, operation):
    _refuse_others(operations)
    operations.impl.add_column(operation.table_name, operation.column, schema=operation.schema)


@Operations.implementation_for(DropGeospatialColumnOp)
def _drop_column(operations, operation):
    _refuse_others(operations)
    column = operation.to_column(operations.migration_context)
    operations.impl.drop_column(operation.table_name, column, schema=operation.schema, **operation.kw)


@Operations.implementation_for(CreateGeospatialIndexOp)
def _create_index(operations, operation):
    _refuse_others(operations)
    operations.impl.create_index(operation.to_index(operations.migration_context))


@Operations.implementation_for(DropGeospatialIndexOp)
def _drop_index(operations, operation):
    _refuse_others(operations)
    operations.impl.drop_index(operation.to_index(operations.migration_context))


def _refuse_others(operations):
    name = operations.migration_context.dialect.name
    if name != "postgresql":
        raise NotImplementedError("geospatial directives are not served on %s: they call functions of SpatiaLite" % name)
