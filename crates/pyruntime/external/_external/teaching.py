"""Teaches SQLAlchemy's classes to describe themselves, as the shims of the embedded Python do."""

from sqlalchemy import _running as running
from sqlalchemy import types
from sqlalchemy.engine import Connection
from sqlalchemy.sql import elements, naming, schema

from . import columns, expressions
from . import schema as lowered


def teach():
    """Gives the classes the few private names that our `alembic` asks for."""
    types.TypeEngine._wire = columns.wire
    types.Enum._enum_wire = columns.enum
    elements.ClauseElement._wire = expressions.wire
    elements.quoted_name._wire = running.name
    elements.ClauseElement._is_column = False
    elements.ColumnClause._is_column = True
    schema.Table._wire = lowered.table
    schema.Column._definition = lowered.column
    schema.Constraint._wire = lowered.constraint_wire
    schema.Index._wire = lowered.index
    schema.Sequence._wire = lowered.sequence
    schema.Index._given = property(_given)
    schema.Index._attach_to_table = schema.Constraint._attach_to_table = _attach
    schema.ForeignKey._colspec_text = property(_colspec_text)
    schema.Table._info = schema.Column._info = property(_info)
    schema.MetaData._types = property(_types_of)
    naming.DEFAULT_NAMING_CONVENTION = schema.DEFAULT_NAMING_CONVENTION
    Connection._id = property(_connection_id)


def _given(index):
    return tuple(getattr(index, "_pending_colargs", ()))


def _attach(thing, table):
    thing._set_parent_with_dispatch(table)


def _colspec_text(key):
    colspec = key._colspec
    return colspec if isinstance(colspec, str) else str(colspec)


def _info(thing):
    return thing.__dict__.get("info")


def _types_of(metadata):
    """The types that were given this MetaData: they listen for its creation."""
    found = []
    for listener in metadata.dispatch.before_create:
        owner = getattr(listener, "__self__", None) or getattr(getattr(listener, "func", None), "__self__", None)
        if isinstance(owner, types.Enum) and owner.metadata is metadata and owner not in found:
            found.append(owner)
    return found


def _connection_id(connection):
    """The number of the host's connection."""
    driver_connection = connection.connection
    driver_connection = getattr(driver_connection, "dbapi_connection", None) or driver_connection.connection
    number = getattr(driver_connection, "limbeck_id", None)
    if number is None:
        error = NotImplementedError(
            "the connection was made by %s, not by Limbeck" % type(driver_connection).__module__.partition(".")[0]
        )
        error.hint = (
            "Limbeck connects to sqlite and postgresql itself: give the database's URL to create_engine(), "
            "without creator="
        )
        raise error
    return number
