"""Turns an annotation into a function that validates a value."""

import sys

from . import _scalars
from ._annotations import NotDefined, resolved
from ._constraints import constrained, in_order
from ._containers import CONTAINERS, GENERIC
from ._errors import Fault, fault, from_exception


class State:
    """What goes along while one input is validated."""

    def __init__(self, config, context=None, mode="python", strict=False, by_alias=None, by_name=None):
        self.config = config
        self.context = context
        self.mode = mode
        self.strict = strict
        self.by_alias = by_alias
        self.by_name = by_name
        self.data = {}
        self.field_name = None
        self.from_attributes = None


_BUILTINS = {
    "int": _scalars.validate_int,
    "float": _scalars.validate_float,
    "bool": _scalars.validate_bool,
    "str": _scalars.validate_str,
    "bytes": _scalars.validate_bytes,
    "complex": _scalars.validate_complex,
    "object": _scalars.validate_any,
    "NoneType": _scalars.validate_none,
}


class Builder:
    """Builds validators for the annotations of one class."""

    def __init__(self, scope, config, variables=None):
        self.scope = scope
        self.config = config
        self.variables = variables or {}
        self._open = {}

    def build(self, annotation):
        if isinstance(annotation, NotDefined):
            raise annotation
        if isinstance(annotation, str) or hasattr(annotation, "__forward_arg__"):
            return self.build(resolved(annotation, self.scope))
        if annotation is None:
            return _scalars.validate_none
        if hasattr(annotation, "__metadata__"):
            return self.with_metadata(annotation.__origin__, annotation.__metadata__)
        if type(annotation).__name__ in ("UnionType", "Union", "_UnionGenericAlias"):
            return self._union(annotation.__args__)
        origin = getattr(annotation, "__origin__", None)
        if origin is not None and not isinstance(annotation, type) or _is_alias(annotation):
            return self._generic(annotation, origin)
        if isinstance(annotation, type):
            return self._class(annotation)
        return self._special(annotation)

    def _special(self, annotation):
        kind = type(annotation).__name__
        if kind in ("TypeVar", "ParamSpec", "TypeVarTuple"):
            bound = self.variables.get(annotation, getattr(annotation, "__bound__", None))
            return self.build(bound) if bound is not None else _scalars.validate_any
        if hasattr(annotation, "__value__"):
            return self._alias(annotation, annotation.__value__)
        if hasattr(annotation, "__supertype__"):
            return self.build(annotation.__supertype__)
        if getattr(annotation, "_name", None) in ("Self",):
            return _Later(self.scope.locals[next(reversed(self.scope.locals))])
        if getattr(annotation, "_name", None) in ("LiteralString",):
            return _scalars.validate_str
        if getattr(annotation, "_name", None) == "Callable":
            return _scalars.validate_callable
        return _scalars.validate_any

    def _alias(self, alias, value):
        """A `type X = …` may speak of itself."""
        if alias in self._open:
            entry = self._open[alias]
            return lambda value, state: entry[0](value, state)
        entry = self._open[alias] = []
        entry.append(self.build(value))
        return entry[0]

    def _generic(self, annotation, origin):
        arguments = getattr(annotation, "__args__", ())
        typing = sys.modules.get("typing")
        if typing is not None and origin is typing.Literal or _is_foreign_literal(origin):
            return _scalars.validate_literal(_flat_literal(arguments))
        if hasattr(origin, "__value__"):
            return self.build(origin.__value__)
        make = GENERIC.get(getattr(origin, "__name__", None))
        if make is not None:
            return make(self, annotation, origin, arguments)
        if hasattr(origin, "__get_pydantic_core_schema__"):
            return self._own_schema(origin, annotation)
        if isinstance(origin, type):
            return self._class(origin)
        return _scalars.validate_any

    def _class(self, cls):
        if cls.__module__ == "builtins":
            simple = _BUILTINS.get(cls.__name__)
            if simple is not None:
                return simple
        if cls.__module__ == "typing" and cls.__name__ == "Any":
            return _scalars.validate_any
        if hasattr(cls, "__pydantic_own__"):
            return _model(cls)
        if "__get_pydantic_core_schema__" in dir(cls):
            return self._own_schema(cls, cls)
        if hasattr(cls, "_validate") and any(base.__module__.startswith("pydantic.") for base in cls.__mro__):
            return _own_type(cls)
        enum = sys.modules.get("enum")
        if enum is not None and issubclass(cls, enum.Enum):
            return self._enumeration(cls)
        if hasattr(cls, "__dataclass_fields__"):
            from ._structures import dataclass_validator

            return dataclass_validator(self, cls)
        if type(cls).__name__ == "_TypedDictMeta":
            from ._structures import typed_dict_validator

            return typed_dict_validator(self, cls)
        if issubclass(cls, tuple) and hasattr(cls, "_fields"):
            from ._structures import named_tuple_validator

            return named_tuple_validator(self, cls)
        make = CONTAINERS.get(cls.__name__) if cls.__module__ in ("builtins", "collections", "collections.abc", "typing") else None
        if make is not None:
            return make(self, cls, cls, ())
        return _library_class(cls)

    def _enumeration(self, cls):
        validate = _scalars.validate_enum(cls)
        if not self.config.get("use_enum_values"):
            return validate
        return lambda value, state: validate(value, state).value

    def _own_schema(self, cls, source):
        """A type that describes itself with a core schema."""
        handler = _Handler(self)
        schema = cls.__get_pydantic_core_schema__(source, handler)
        return self.from_core_schema(schema, cls)

    def from_core_schema(self, schema, cls=None):
        if callable(schema):
            return schema
        kind = schema.get("type") if isinstance(schema, dict) else None
        if kind in ("function-plain", "function-after", "function-before"):
            inner = self.from_core_schema(schema["schema"], cls) if "schema" in schema else None
            return _user_function(schema["function"], kind.partition("-")[2], inner, schema["info"])
        if kind == "is-instance":
            return _scalars.validate_instance(schema["cls"])
        if kind == "union":
            members = [self.from_core_schema(choice, cls) for choice in schema["choices"]]
            return _smart_union(members, [str(number) for number in range(len(members))])
        if kind == "chain":
            steps = [self.from_core_schema(step, cls) for step in schema["steps"]]
            return _chain(steps)
        return _BUILTINS.get({"none": "NoneType"}.get(kind, kind), _scalars.validate_any)

    def _union(self, arguments):
        members = [resolved(argument, self.scope) for argument in arguments]
        some = [member for member in members if member is not type(None) and member is not None]
        validators = [self.build(member) for member in some]
        if len(some) == 1:
            validate = validators[0]
        else:
            from ._labels import label

            validate = _smart_union(validators, [label(member) for member in some])
        if len(some) == len(members):
            return validate
        return lambda value, state: None if value is None else validate(value, state)

    def with_metadata(self, annotation, metadata):
        """`Annotated[annotation, *metadata]`, or a field with its constraints."""
        from .fields import FieldInfo

        annotation = resolved(annotation, self.scope)
        flat = []
        for entry in metadata:
            flat.extend(entry.metadata if isinstance(entry, FieldInfo) else [entry])
            discriminator = getattr(entry, "discriminator", None)
            if discriminator is not None:
                from ._discriminated import discriminated

                return discriminated(self, annotation, discriminator)
        if any(type(entry).__name__ == "SkipValidation" for entry in flat):
            return _scalars.validate_any
        if any(type(entry).__name__ == "InstanceOf" for entry in flat):
            return _scalars.validate_instance(annotation)
        if any(type(entry).__name__ == "Json" for entry in flat):
            return _chain([lambda value, state: flat[0]._validate(value), self.build(annotation)])
        validate = self.build(annotation)
        for entry in in_order(flat):
            validate = self._one(validate, entry)
        return validate

    def _one(self, validate, entry):
        mode = getattr(entry, "mode", None)
        if mode in ("after", "before", "plain", "wrap") and hasattr(entry, "func"):
            from .functional_validators import takes_info

            return _user_function(entry.func, mode, validate, takes_info(entry.func, 2 if mode == "wrap" else 1))
        if hasattr(entry, "__get_pydantic_core_schema__") and not isinstance(entry, type):
            schema = entry.__get_pydantic_core_schema__(None, _Handler(self, validate))
            return self.from_core_schema(schema)
        return constrained(validate, entry)


class _Handler:
    """What `__get_pydantic_core_schema__` is given."""

    def __init__(self, builder, validate=None):
        self._builder = builder
        self._validate = validate

    def __call__(self, source):
        return self._validate if self._validate is not None else self._builder.build(source)

    generate_schema = __call__


class _Later:
    """A model that is not complete yet."""

    def __init__(self, cls):
        self.cls = cls

    def __call__(self, value, state):
        return _model(self.cls)(value, state)


def _is_alias(annotation):
    return type(annotation).__name__ in ("GenericAlias", "_GenericAlias")


def _is_foreign_literal(origin):
    return getattr(origin, "_name", None) == "Literal"


def _flat_literal(arguments):
    flat = []
    for argument in arguments:
        inner = getattr(argument, "__args__", None)
        flat.extend(_flat_literal(inner) if inner is not None else [argument])
    return flat


def _model(cls):
    def validate(value, state):
        return cls.__pydantic_validate__(value, state)

    validate.model = cls
    return validate


def _own_type(cls):
    def validate(value, state):
        try:
            return cls._validate(value)
        except (ValueError, AssertionError) as error:
            raise from_exception(error, value) from None

    return validate


def _library_class(cls):
    name = cls.__name__
    if cls.__module__ == "datetime":
        from ._moments import VALIDATORS

        if name in VALIDATORS:
            return VALIDATORS[name]
    module = cls.__module__.partition(".")[0]
    if module == "uuid":
        return _scalars.validate_uuid
    if module in ("decimal", "_pydecimal", "_decimal") and name == "Decimal":
        return _scalars.validate_decimal
    if module == "pathlib" or name == "PathLike":
        from pathlib import Path

        return _scalars.validate_path(Path if name == "PathLike" else cls)
    if module == "ipaddress":
        return _scalars.validate_address(cls)
    if module == "re" and name == "Pattern":
        return _scalars.validate_pattern
    if cls is type:
        return _scalars.validate_type
    return _scalars.validate_instance(cls)


def _chain(steps):
    def validate(value, state):
        for step in steps:
            value = step(value, state)
        return value

    return validate


def _smart_union(validators, labels):
    """First who takes the value as it is; then the best of those who can convert it."""

    def validate(value, state):
        before, state.strict = state.strict, True
        try:
            for member in validators:
                try:
                    return member(value, state)
                except Fault:
                    continue
        finally:
            state.strict = before
        details = []
        taken = []
        for member, name in zip(validators, labels):
            try:
                result = member(value, state)
            except Fault as error:
                details.extend(error.under(name))
                continue
            if not hasattr(member, "model"):
                return result
            taken.append(result)
        if taken:
            return max(taken, key=lambda model: len(model.__pydantic_fields_set__))
        raise Fault(details)

    return validate


def _user_function(function, mode, inner, with_info):
    """A validator function of the user's around `inner`."""
    from .functional_validators import ValidationInfo

    def call(state, *arguments):
        if with_info:
            arguments = (*arguments, ValidationInfo(state.data, state.field_name, state))
        try:
            return function(*arguments)
        except (ValueError, AssertionError) as error:
            raise from_exception(error, arguments[0]) from None

    def before(value, state):
        return inner(call(state, value), state)

    def after(value, state):
        result = inner(value, state)
        try:
            return call(state, result)
        except Fault as error:
            raise Fault([{**detail, "input": value} for detail in error.details]) from None

    def plain(value, state):
        return call(state, value)

    def wrap(value, state):
        def handler(value, outer_location=None):
            try:
                return inner(value, state)
            except Fault as error:
                from ._errors import ValidationError

                raise ValidationError("ValidatorCallable", error.details) from None

        return call(state, value, handler)

    return {"before": before, "after": after, "plain": plain, "wrap": wrap}[mode]
