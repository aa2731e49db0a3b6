"""`geoalchemy2.alembic_helpers`: what env.py hands to `context.configure`, and the directives of scripts."""

from ._directives import (
    AddGeospatialColumnOp,
    CreateGeospatialIndexOp,
    CreateGeospatialTableOp,
    DropGeospatialColumnOp,
    DropGeospatialIndexOp,
    DropGeospatialTableOp,
)

_OF_EXTENSIONS = (
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
    return False


def include_object(obj, name, obj_type, reflected, compare_to):
    return not (obj_type == "table" and name.startswith(_OF_EXTENSIONS))


def writer(context, revision, directives):
    """Spatial operations are written as plain ones."""
