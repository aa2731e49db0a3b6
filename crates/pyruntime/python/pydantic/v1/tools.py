"""Parsing without a model."""

from ..tools import parse_obj_as, schema_of
