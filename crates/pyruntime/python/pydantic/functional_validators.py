"""Validators that the user writes: functions in annotations, methods of models."""

from pydantic_core import PydanticUndefined


class ValidationInfo:
    """What a validator may ask for."""

    def __init__(self, data, field_name, state):
        self.data = data
        self.field_name = field_name
        self.context = state.context
        self.config = state.config
        self.mode = state.mode

    def __repr__(self):
        return "ValidationInfo(config=%r, context=%r, data=%r, field_name=%r)" % (
            self.config,
            self.context,
            self.data,
            self.field_name,
        )


FieldValidationInfo = ValidationInfo


def takes_info(function, arguments):
    """Whether `function` takes one positional argument more than `arguments`."""
    bound = 0
    while True:
        inner = getattr(function, "__func__", None)
        if inner is not None:
            bound += 1
            function = inner
            continue
        inner = getattr(function, "__wrapped__", None)
        if inner is None or getattr(function, "__code__", None) is None:
            break
        function = inner
    code = getattr(function, "__code__", None)
    if code is None:
        return False  # `str.strip`, `int`, a partial.
    required = code.co_argcount - bound - len(getattr(function, "__defaults__", None) or ())
    return required == arguments + 1 or bool(code.co_flags & 4) and required <= arguments and arguments > 1


class _InAnnotation:
    """Base of what stands in `Annotated[...]`."""

    def __init__(self, func, json_schema_input_type=PydanticUndefined):
        self.func = func

    def __repr__(self):
        return "%s(func=%r)" % (type(self).__name__, self.func)

    def __eq__(self, other):
        return type(other) is type(self) and self.func == other.func

    def __hash__(self):
        return hash(self.func)


class AfterValidator(_InAnnotation):
    mode = "after"


class BeforeValidator(_InAnnotation):
    mode = "before"


class PlainValidator(_InAnnotation):
    mode = "plain"


class WrapValidator(_InAnnotation):
    mode = "wrap"


class _Anything:
    """`SkipValidation` and `InstanceOf` are written `SkipValidation[int]`."""

    def __class_getitem__(cls, item):
        from typing import Annotated

        return Annotated[item, cls()]


class SkipValidation(_Anything):
    pass


class InstanceOf(_Anything):
    pass


class ValidateAs:
    def __init__(self, from_type, /, instantiation_hook):
        self.from_type = from_type
        self.instantiation_hook = instantiation_hook


class Decorated:
    """A method of a model that was marked as validator or serializer; calls go to the method itself."""

    def __init__(self, wrapped, kind, mode, fields=(), **options):
        self.wrapped = wrapped
        self.kind = kind
        self.mode = mode
        self.fields = fields
        self.options = options

    def __get__(self, instance, owner=None):
        if isinstance(self.wrapped, (classmethod, staticmethod, property)):
            return self.wrapped.__get__(instance, owner)
        return self.wrapped.__get__(instance, owner) if instance is not None else self.wrapped

    def __set_name__(self, owner, name):
        self.name = name
        if hasattr(self.wrapped, "__set_name__"):
            self.wrapped.__set_name__(owner, name)

    def __call__(self, *args, **kwargs):
        return self.wrapped(*args, **kwargs)

    @property
    def __wrapped__(self):
        return getattr(self.wrapped, "__func__", self.wrapped)


def _as_class_method(function):
    is_function = type(function) is type(_as_class_method)
    first = function.__code__.co_varnames[:1] if is_function else ()
    return classmethod(function) if first and first[0] != "self" else function


def _bound_by_name(function):
    """A function whose first parameter is not called `cls` takes the value alone."""
    is_function = type(function) is type(_bound_by_name)
    first = function.__code__.co_varnames[:1] if is_function else ("self",)
    if first == ("cls",):
        return classmethod(function)
    return function if first == ("self",) else staticmethod(function)


def _check_fields(name, fields):
    from .errors import PydanticUserError

    if fields and callable(fields[0]) and not isinstance(fields[0], str):
        raise PydanticUserError(
            "`@%s` should be used with fields and keyword arguments, not bare. E.g. usage should be "
            "`@%s('<field_name>', ...)`" % (name, name),
            code="validator-no-fields" if name == "validator" else "decorator-missing-arguments",
        )
    for field in fields:
        if not isinstance(field, str):
            raise PydanticUserError(
                "`@%s` fields should be passed as separate string args. E.g. usage should be "
                "`@%s('<field_name_1>', '<field_name_2>', ...)`" % (name, name),
                code="validator-invalid-fields" if name == "validator" else "decorator-invalid-fields",
            )


def field_validator(field, /, *fields, mode="after", check_fields=None, json_schema_input_type=PydanticUndefined):
    _check_fields("field_validator", (field, *fields))

    def decorate(function):
        return Decorated(_bound_by_name(function), "field", mode, (field, *fields), check_fields=check_fields)

    return decorate


def model_validator(*, mode):
    def decorate(function):
        if mode == "before" or mode == "wrap":
            function = _bound_by_name(function)
        return Decorated(function, "model", mode)

    return decorate


class ModelWrapValidatorHandler:
    """What users name in annotations."""

    def __class_getitem__(cls, item):
        return cls


ValidatorFunctionWrapHandler = ModelWrapValidatorHandler
