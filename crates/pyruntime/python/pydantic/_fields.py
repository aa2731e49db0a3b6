"""The validator of one field: its type, its constraints, and the methods that the class marked for it."""

from . import _scalars
from ._constraints import configured
from ._errors import from_exception
from ._schema import Builder, _user_function
from .functional_validators import takes_info


def field_validator_of(cls, name, field):
    builder = Builder(cls.__pydantic_scope__, cls.model_config, cls.__pydantic_variables__)
    if field.discriminator is not None:
        from ._discriminated import discriminated

        validate = discriminated(builder, field.annotation, field.discriminator)
    elif field.metadata:
        validate = builder.with_metadata(field.annotation, field.metadata)
    else:
        validate = builder.build(field.annotation)
    if validate is _scalars.validate_str:
        validate = configured(cls.model_config) or validate
    for kind in ("validator", "field"):
        for method, decorated in cls.__pydantic_decorators__.get(kind, ()):
            if name in decorated.fields or "*" in decorated.fields:
                validate = _marked(cls, name, field, validate, method, decorated)
    return validate


def _marked(cls, name, field, validate, method, decorated):
    function = getattr(cls, method)
    if decorated.kind == "field":
        arguments = 2 if decorated.mode == "wrap" else 1
        return _user_function(function, decorated.mode, validate, takes_info(function, arguments))
    if decorated.options["each_item"]:
        return _for_each(cls, name, field, validate, function, decorated)
    return _old_style(cls, name, field, validate, function, decorated.mode)


def _for_each(cls, name, field, validate, function, decorated):
    check = _old_style(cls, name, field, _scalars.validate_any, function, "after")

    def every(value, state):
        result = validate(value, state)
        if isinstance(result, dict):
            return {key: check(item, state) for key, item in result.items()}
        if isinstance(result, (list, tuple, set, frozenset)):
            return type(result)(check(item, state) for item in result)
        return check(result, state)

    return every


def _old_style(cls, name, field, validate, function, mode):
    """Version 1: `(cls, value)`, and whatever of `values`, `config` and `field` the method names."""
    code = decorated_code(function)
    names = code.co_varnames[2 : code.co_argcount + code.co_kwonlyargcount] if code else ()
    takes_all = code is not None and bool(code.co_flags & 8)

    def call(value, state):
        known = {"values": dict(state.data), "config": cls.model_config, "field": field}
        keywords = known if takes_all else {key: known[key] for key in names if key in known}
        try:
            return function(value, **keywords)
        except (ValueError, AssertionError) as error:
            raise from_exception(error, value) from None

    if mode == "before":
        return lambda value, state: validate(call(value, state), state)
    return lambda value, state: call(validate(value, state), state)


def decorated_code(function):
    while hasattr(function, "__func__"):
        function = function.__func__
    return getattr(function, "__code__", None)
