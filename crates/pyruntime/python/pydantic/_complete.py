"""Completes a model class at its first use: fields, validators, private attributes."""

from ._annotations import NotDefined, Scope, collect
from .config import DEFAULTS
from .fields import ComputedField, FieldInfo, ModelPrivateAttr
from .functional_validators import Decorated


def complete(cls):
    """Makes the class ready to validate; what is ready stays as it is."""
    if cls.__dict__.get("__pydantic_complete__") is not False:
        return cls
    cls.__pydantic_complete__ = None  # While it is under way.
    try:
        _complete(cls)
    except BaseException:
        cls.__pydantic_complete__ = False
        raise
    cls.__pydantic_complete__ = True
    return cls


def _complete(cls):
    inherited = {}
    private = {}
    for base in reversed(cls.__mro__[1:]):
        if "__pydantic_own__" in base.__dict__:
            complete(base)
            inherited.update(base.__dict__.get("__pydantic_own_fields__") or {})
            private.update(base.__dict__.get("__private_attributes__") or {})
    scope = Scope(cls, cls.__pydantic_module_names__, cls.__pydantic_local_names__)
    variables = getattr(cls, "__pydantic_variables__", {})
    fields, own_private = collect(cls, scope, inherited)
    private.update(own_private)
    _check_annotated(cls, fields, private)
    for name in list(cls.__pydantic_own__):
        if (name in fields or name in private) and name in cls.__dict__:
            type.__delattr__(cls, name)
    cls.__private_attributes__ = private
    cls.__pydantic_own_fields__ = fields
    _give_aliases(cls, fields)
    cls.__pydantic_computed__ = {
        name: value
        for base in reversed(cls.__mro__)
        for name, value in base.__dict__.items()
        if isinstance(value, ComputedField) and _own(cls, name) is value
    }
    cls.__pydantic_decorators__ = _decorators(cls, fields)
    cls.__pydantic_scope__ = scope
    cls.__pydantic_variables__ = variables
    cls.__pydantic_validators__ = {}


def _own(cls, name):
    for base in cls.__mro__:
        if name in base.__dict__:
            return base.__dict__[name]
    return None


def _check_annotated(cls, fields, private):
    """A value without annotation is a mistake, unless it is clear that it is no field."""
    ignored = tuple(cls.model_config.get("ignored_types") or ())
    for name, value in cls.__pydantic_own__.items():
        if isinstance(value, FieldInfo) and name not in fields and not name.startswith("_"):
            _complain(cls, "Field %r defined on a base class was overridden by a non-annotated attribute. All field "
                      "definitions, including overrides, require a type annotation." % name if name in fields else
                      "A non-annotated attribute was detected: `%s = %r`. All model fields require a type annotation; "
                      "if `%s` is not meant to be a field, you may be able to resolve this error by annotating it as a "
                      "`ClassVar` or updating `model_config['ignored_types']`." % (name, value, name))
        if name in fields or name in private or name.startswith("_") or isinstance(value, ignored):
            if name.startswith("_") and not name.startswith("__") and name not in private and is_plain(value):
                private[name] = ModelPrivateAttr(value)
            continue
        if is_plain(value) and name not in _annotated(cls):
            _complain(
                cls,
                "A non-annotated attribute was detected: `%s = %r`. All model fields require a type annotation; if `%s` "
                "is not meant to be a field, you may be able to resolve this error by annotating it as a `ClassVar` or "
                "updating `model_config['ignored_types']`." % (name, value, name),
            )


def _annotated(cls):
    from ._annotations import own

    return own(cls)


def is_plain(value):
    """Whether a value in the class body would be a field's default, and no method, property or inner class."""
    if isinstance(value, (Decorated, ComputedField, FieldInfo, ModelPrivateAttr, property, staticmethod, classmethod, type)):
        return False
    return not callable(value) and not hasattr(type(value), "__get__")


def _complain(cls, message):
    from .errors import PydanticUserError

    raise PydanticUserError(message, code="model-field-missing-annotation")


def _give_aliases(cls, fields):
    generator = cls.model_config.get("alias_generator")
    if generator is None:
        return
    for name, field in fields.items():
        if field.alias is not None or field.validation_alias is not None:
            continue
        if callable(generator):
            made = generator(name)
            alias, validation, serialization = made, made, made
        else:
            alias, validation, serialization = generator.generate_aliases(name)
        field = fields[name] = field._derived(field.annotation, field.default, [])
        field.alias = alias
        field.alias_priority = 1
        field.validation_alias = validation if validation is not None else alias
        field.serialization_alias = serialization if serialization is not None else alias


def _decorators(cls, fields):
    """The marked methods by kind, those of the bases first."""
    found = {}
    for base in reversed(cls.__mro__):
        for name, value in base.__dict__.items():
            if isinstance(value, Decorated):
                found.pop(name, None)
                found[name] = value
            elif name in found and not name.startswith("__"):
                del found[name]
    kinds = {}
    for name, decorated in found.items():
        for field in decorated.fields:
            if field != "*" and field not in fields and decorated.options.get("check_fields") is not False:
                from .errors import PydanticUserError

                raise PydanticUserError(
                    "Decorators defined with incorrect fields: %s.%s.%s (use check_fields=False if you're inheriting from "
                    "the model and intended this)" % (cls.__module__, cls.__qualname__, name),
                    code="decorator-missing-field",
                )
        kinds.setdefault(decorated.kind, []).append((name, decorated))
    return kinds


def option(cls, name):
    return cls.model_config.get(name, DEFAULTS.get(name))


def validator_of(cls, name):
    """The function that validates one field of a model, built when it is first needed."""
    validate = cls.__pydantic_validators__.get(name)
    if validate is None:
        from ._fields import field_validator_of

        try:
            validate = field_validator_of(cls, name, cls.__pydantic_own_fields__[name])
        except NotDefined as missing:
            from .errors import PydanticUserError

            raise PydanticUserError(
                "`%s` is not fully defined; you should define `%s`, then call `%s.model_rebuild()`."
                % (cls.__name__, missing.name, cls.__name__),
                code="class-not-fully-defined",
            ) from None
        cls.__pydantic_validators__[name] = validate
    return validate


