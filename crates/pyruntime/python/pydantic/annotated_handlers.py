"""Names for annotations."""

from ._misc import GetCoreSchemaHandler, GetJsonSchemaHandler
