"""`geoalchemy2.alembic_helpers`: what env.py hands to `context.configure`, and directives for spatial columns.

On PostgreSQL a spatial directive does what the plain one does, and so new revisions have the plain one.
"""

from alembic.autogenerate.rewriter import Rewriter
from alembic.operations import BatchOperations, MigrateOperation, Operations

from .types import Geography, Geometry, Raster

writer = Rewriter()

_OF_SPATIAL_EXTENSIONS = (
    "geometry_columns",
    "spatial_ref_sys",
    "spatialite_history",
    "sqlite_sequence",
    "views_geometry_columns",
    "virts_geometry_columns",
    "idx_",
    "gpkg_",
    "vgpkg_",
)


def render_item(obj_type, obj, autogen_context):
    if obj_type == "type" and isinstance(obj, (Geometry, Geography, Raster)):
        autogen_context.imports.add("from geoalchemy2 import " + type(obj).__name__)
        return repr(obj)
    return False


def include_object(obj, name, obj_type, reflected, compare_to):
    return not (obj_type == "table" and name.startswith(_OF_SPATIAL_EXTENSIONS))


def _on_postgresql(operations):
    name = operations.get_context().dialect.name
    if name != "postgresql":
        error = NotImplementedError("geoalchemy2's directives are not supported on %s" % name)
        error.hint = "spatial tables are served on PostgreSQL; run the script with --python, the project's own interpreter"
        raise error
    return operations


def _without_index(column):
    """The script creates the index by itself."""
    if isinstance(column.type, (Geometry, Geography, Raster)):
        column.type.spatial_index = False
    return column


@Operations.register_operation("create_geospatial_table")
class CreateGeospatialTableOp(MigrateOperation):
    @classmethod
    def create_geospatial_table(cls, operations, table_name, *columns, comment=None, info=None, prefixes=None, **kw):
        # GeoAlchemy2 does not pass on what is named here either.
        _on_postgresql(operations).create_table(table_name, *columns, **kw)


@Operations.register_operation("drop_geospatial_table")
class DropGeospatialTableOp(MigrateOperation):
    @classmethod
    def drop_geospatial_table(cls, operations, table_name, schema=None, **kw):
        _on_postgresql(operations).drop_table(table_name, schema=schema, **kw)


@Operations.register_operation("add_geospatial_column")
@BatchOperations.register_operation("add_geospatial_column", "batch_add_geospatial_column")
class AddGeospatialColumnOp(MigrateOperation):
    @classmethod
    def add_geospatial_column(cls, operations, table_name, column, schema=None):
        _on_postgresql(operations).add_column(table_name, _without_index(column), schema=schema)

    @classmethod
    def batch_add_geospatial_column(cls, operations, column, insert_before=None, insert_after=None):
        column = _without_index(column)
        _on_postgresql(operations).add_column(column, insert_before=insert_before, insert_after=insert_after)


@Operations.register_operation("drop_geospatial_column")
@BatchOperations.register_operation("drop_geospatial_column", "batch_drop_geospatial_column")
class DropGeospatialColumnOp(MigrateOperation):
    @classmethod
    def drop_geospatial_column(cls, operations, table_name, column_name, schema=None, **kw):
        _on_postgresql(operations).drop_column(table_name, column_name, schema=schema, **kw)

    @classmethod
    def batch_drop_geospatial_column(cls, operations, column_name, **kw):
        _on_postgresql(operations).drop_column(column_name, **kw)


@Operations.register_operation("create_geospatial_index")
@BatchOperations.register_operation("create_geospatial_index", "batch_create_geospatial_index")
class CreateGeospatialIndexOp(MigrateOperation):
    @classmethod
    def create_geospatial_index(cls, operations, index_name, table_name, columns, schema=None, unique=False, **kw):
        _on_postgresql(operations).create_index(index_name, table_name, columns, schema=schema, unique=unique, **kw)

    @classmethod
    def batch_create_geospatial_index(cls, operations, index_name, columns, **kw):
        _on_postgresql(operations).create_index(index_name, columns, **kw)


@Operations.register_operation("drop_geospatial_index")
@BatchOperations.register_operation("drop_geospatial_index", "batch_drop_geospatial_index")
class DropGeospatialIndexOp(MigrateOperation):
    @classmethod
    def drop_geospatial_index(cls, operations, index_name, table_name=None, column_name=None, schema=None, **kw):
        _on_postgresql(operations).drop_index(index_name, table_name=table_name, schema=schema, **kw)

    @classmethod
    def batch_drop_geospatial_index(cls, operations, index_name, column_name=None, **kw):
        _on_postgresql(operations).drop_index(index_name, **kw)
