"""Names that projects import and rarely use: schema handlers, `validate_call`, helpers of version 1."""


class GetCoreSchemaHandler:
    """What users name in annotations."""


class GetJsonSchemaHandler:
    """What users name in annotations."""


class WithJsonSchema:
    """In `Annotated[...]`: says something about the JSON schema only."""

    def __init__(self, json_schema, mode=None):
        self.json_schema = json_schema


class GetPydanticSchema:
    """In `Annotated[...]`: a function that gives the schema."""

    def __init__(self, get_pydantic_core_schema=None, get_pydantic_json_schema=None):
        if get_pydantic_core_schema is not None:
            self.__get_pydantic_core_schema__ = get_pydantic_core_schema


class OnErrorOmit:
    def __class_getitem__(cls, item):
        return item


def parse_obj_as(type_, obj, type_name=None):
    from .type_adapter import TypeAdapter

    return TypeAdapter(type_).validate_python(obj)


def schema_of(*args, **kwargs):
    raise NotImplementedError("pydantic.schema_of() is not served while migrations run")


def validate_call(func=None, /, *, config=None, validate_return=False):
    """The function is called as it is: its arguments are not checked while migrations run."""
    return (lambda function: function) if func is None else func


validate_arguments = validate_call
