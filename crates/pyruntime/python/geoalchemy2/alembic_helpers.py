"""`geoalchemy2.alembic_helpers`: what env.py hands to `context.configure`."""


def render_item(obj_type, obj, autogen_context):
    return False


def include_object(obj, name, obj_type, reflected, compare_to):
    return not (obj_type == "table" and name == "spatial_ref_sys")


def writer(context, revision, directives):
    """Spatial operations are written as plain ones."""
