"""Serializers that the user writes."""

from pydantic_core import PydanticUndefined

from .functional_validators import Decorated


class PlainSerializer:
    """In `Annotated[...]`: the function writes the value."""

    def __init__(self, func, return_type=PydanticUndefined, when_used="always"):
        self.func = func
        self.return_type = return_type
        self.when_used = when_used


class WrapSerializer(PlainSerializer):
    """In `Annotated[...]`: the function is handed the usual way to write the value."""


def field_serializer(*fields, mode="plain", return_type=PydanticUndefined, when_used="always", check_fields=None):
    def decorate(function):
        return Decorated(function, "field_serializer", mode, fields, when_used=when_used, check_fields=False)

    return decorate


def model_serializer(f=None, /, *, mode="plain", when_used="always", return_type=PydanticUndefined):
    def decorate(function):
        return Decorated(function, "model_serializer", mode, when_used=when_used)

    return decorate if f is None else decorate(f)


class SerializeAsAny:
    """`SerializeAsAny[X]` validates as X does."""

    def __class_getitem__(cls, item):
        return item


class SerializerFunctionWrapHandler:
    """What users name in annotations."""


SerializationInfo = FieldSerializationInfo = SerializerFunctionWrapHandler
