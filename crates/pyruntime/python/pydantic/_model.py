"""Validates the input of a whole model, and single assignments."""

from pydantic_core import PydanticUndefined

from ._complete import complete, option, validator_of
from ._errors import Fault, ValidationError, fault, from_exception
from .aliases import AliasChoices, AliasPath
from .functional_validators import ValidationInfo, takes_info


def validate_model(cls, value, state, instance=None):
    """Makes an instance of `cls`, or fills `instance`."""
    outer_config, outer_data, outer_name = state.config, state.data, state.field_name
    state.config = cls.model_config
    try:
        return _wrapped(cls, value, state, instance)
    finally:
        state.config, state.data, state.field_name = outer_config, outer_data, outer_name


def _call(function, arguments, state):
    try:
        if takes_info(function, len(arguments)):
            arguments = (*arguments, ValidationInfo(state.data, None, state))
        return function(*arguments)
    except (ValueError, AssertionError) as error:
        raise from_exception(error, arguments[0]) from None


def _wrapped(cls, value, state, instance):
    """Runs the wrap validators around everything else."""
    wraps = [getattr(cls, name) for name, method in _models(cls) if method.mode == "wrap"]

    def at(depth, value):
        if depth == 0:
            return _before_and_after(cls, value, state, instance)

        def handler(inner):
            try:
                return at(depth - 1, inner)
            except Fault as error:
                raise ValidationError(cls.__name__, error.details) from None

        return _call(wraps[depth - 1], (value, handler), state)

    return at(len(wraps), value)


def _models(cls):
    return cls.__pydantic_decorators__.get("model", ())


def _roots(cls, mode):
    return [getattr(cls, name) for name, method in cls.__pydantic_decorators__.get("root", ()) if method.mode == mode]


def _before_and_after(cls, value, state, instance):
    for name, method in reversed(_models(cls)):
        if method.mode == "before":
            value = _call(getattr(cls, name), (value,), state)
    if instance is None and isinstance(value, cls):
        return value
    for function in reversed(_roots(cls, "before")):
        value = _call(function, (value,), state)
    constructs = instance is None and isinstance(value, dict) and not hasattr(cls.__init__, "__pydantic_base_init__")
    made = _constructed(cls, value) if constructs else _from_input(cls, value, state, instance)
    for name, method in _models(cls):
        if method.mode == "after":
            made = _after(cls, name, method, made, value, state)
    return made


def _constructed(cls, value):
    """An instance of a class that has its own `__init__`, as settings classes have."""
    try:
        return cls(**value)
    except ValidationError as error:
        raise Fault(error._details) from None


def _after(cls, name, method, made, value, state):
    try:
        if isinstance(method.wrapped, classmethod):
            return _call(getattr(cls, name), (made,), state)
        return _call(method.wrapped, (made,), state)
    except Fault as error:
        details = [{**detail, "input": value} if detail["input"] is made else detail for detail in error.details]
        raise Fault(details) from None


class _Attributes:
    """An object's attributes, looked up as a dictionary's items."""

    def __init__(self, value):
        self.value = value

    def __contains__(self, name):
        return isinstance(name, str) and hasattr(self.value, name)

    def __getitem__(self, name):
        try:
            return getattr(self.value, name)
        except AttributeError:
            raise KeyError(name) from None

    def __iter__(self):
        return iter(())

    def keys(self):
        return ()


def _as_mapping(cls, value, state):
    if isinstance(value, dict):
        return value
    from_attributes = state.from_attributes if state.from_attributes is not None else option(cls, "from_attributes")
    plain = value is None or isinstance(value, (str, bytes, int, float, list, tuple, set))
    if from_attributes and not plain:
        return _Attributes(value)
    if hasattr(value, "keys") and hasattr(value, "__getitem__") and not isinstance(value, type):
        return value
    if from_attributes:
        raise fault("model_attributes_type", value)
    raise fault("model_type", value, class_name=cls.__name__)


def _from_input(cls, value, state, instance):
    data = _as_mapping(cls, value, state)
    values, given, used, details = {}, set(), set(), []
    for name, field in cls.__pydantic_own_fields__.items():
        place, found = _look_up(cls, name, field, data, state, used)
        state.data, state.field_name = values, name
        try:
            if found is not PydanticUndefined:
                values[name] = validator_of(cls, name)(found, state)
                given.add(name)
            elif field.is_required():
                details.extend(fault("missing", value).under(*place))
            else:
                values[name] = _default(cls, name, field, values, state)
        except Fault as error:
            details.extend(error.under(*place))
    extra = _extra(cls, data, used, details)
    if details:
        raise Fault(details)
    for function in _roots(cls, "after"):
        values = _call(function, (values,), state)
    made = cls.__new__(cls) if instance is None else instance
    made._set_state(values, given, extra)
    try:
        made.model_post_init(state.context)
    except (ValueError, AssertionError) as error:
        raise from_exception(error, value) from None
    return made


def _default(cls, name, field, values, state):
    default = field.get_default(call_default_factory=True, validated_data=values)
    checks = field.validate_default
    if checks is None:
        always = any(
            name in method.fields and method.options.get("always")
            for _, method in cls.__pydantic_decorators__.get("validator", ())
        )
        checks = option(cls, "validate_default") or always
    return validator_of(cls, name)(default, state) if checks else default


def _extra(cls, data, used, details):
    policy = option(cls, "extra") or "ignore"
    if policy == "ignore":
        return None
    extra = {key: data[key] for key in data.keys() if key not in used}
    if policy == "allow":
        return extra
    for key, value in extra.items():
        details.extend(fault("extra_forbidden", value).under(key))
    return None


def by_name_and_alias(cls, state=None):
    """Whether fields are found by their name, and by their alias."""
    by_name = state.by_name if state is not None and state.by_name is not None else None
    by_alias = state.by_alias if state is not None and state.by_alias is not None else None
    if by_name is None:
        by_name = bool(option(cls, "validate_by_name") or option(cls, "populate_by_name"))
    if by_alias is None:
        by_alias = option(cls, "validate_by_alias") is not False
    return by_name, by_alias


def _look_up(cls, name, field, data, state, used):
    """Where an error is shown, and the value found (or Undefined)."""
    alias = field.validation_alias
    by_name, by_alias = by_name_and_alias(cls, state)
    if alias is None or not by_alias:
        used.add(name)
        return (name,), data[name] if name in data else PydanticUndefined
    choices = alias.choices if isinstance(alias, AliasChoices) else [alias]
    first = None
    for choice in choices:
        path = choice.path if isinstance(choice, AliasPath) else [choice]
        if first is None:
            first = tuple(path)
        if path[0] not in data:
            continue
        used.add(path[0])
        found = data[path[0]] if len(path) == 1 else choice.search_dict_for_path(data)
        if found is not PydanticUndefined:
            return tuple(path), found
    if by_name and name in data:
        used.add(name)
        return (name,), data[name]
    return first, PydanticUndefined


def assign(model, name, value):
    """`model.name = value`."""
    cls = complete(type(model))
    put = object.__setattr__
    if name in cls.__private_attributes__ or name.startswith("_") and not name.startswith("__"):
        if name not in cls.__private_attributes__:
            put(model, name, value)
            return
        if model.__pydantic_private__ is None:
            put(model, "__pydantic_private__", {})
        model.__pydantic_private__[name] = value
        return
    described = getattr(cls, name, None) if name not in cls.__pydantic_own_fields__ else None
    if name.startswith("__") or isinstance(described, property):
        put(model, name, value)
        return
    field = cls.__pydantic_own_fields__.get(name)
    if option(cls, "frozen"):
        raise cls._error(fault("frozen_instance", value).under(name))
    if field is not None and field.frozen:
        raise cls._error(fault("frozen_field", value).under(name))
    if field is None:
        if option(cls, "extra") != "allow":
            if hasattr(described, "__set__"):
                put(model, name, value)
                return
            raise ValueError('"%s" object has no field "%s"' % (cls.__name__, name))
        if model.__pydantic_extra__ is None:
            put(model, "__pydantic_extra__", {})
        model.__pydantic_extra__[name] = value
        return
    if option(cls, "validate_assignment"):
        value = _validated_assignment(cls, model, name, value)
    model.__dict__[name] = value
    model.__pydantic_fields_set__.add(name)


def _validated_assignment(cls, model, name, value):
    from ._schema import State

    state = State(cls.model_config, strict=bool(option(cls, "strict")))
    state.data, state.field_name = dict(model.__dict__), name
    try:
        return validator_of(cls, name)(value, state)
    except Fault as error:
        raise cls._error(error.under(name)) from None


