"""Parsing without a model, as in version 1."""

from ._misc import parse_obj_as, schema_of
