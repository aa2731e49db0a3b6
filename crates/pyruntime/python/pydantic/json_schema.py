"""`pydantic.json_schema`: names for annotations and decorators; no schema is made while migrations run."""

from ._misc import WithJsonSchema  # noqa: F401

JsonSchemaValue = dict


class SkipJsonSchema:
    def __class_getitem__(cls, item):
        return item


class GenerateJsonSchema:
    """What users derive from."""
