"""Validation of dataclasses, typed dictionaries and named tuples."""

from ._annotations import Scope, field_of, is_typing, own, resolved
from ._errors import Fault, fault


def _fields(builder, cls):
    from pydantic_core import PydanticUndefined

    fields = {}
    for base in reversed(cls.__mro__):
        scope = Scope(base, None, builder.scope.locals if builder.scope else None)
        for name, annotation in own(base).items():
            annotation = resolved(annotation, scope)
            if not is_typing(annotation, "ClassVar"):
                fields[name] = (field_of(annotation, PydanticUndefined), annotation)
    return fields


def _inner(builder, fields):
    return {
        name: builder.with_metadata(info.annotation, info.metadata) if info.metadata else builder.build(info.annotation)
        for name, (info, _) in fields.items()
    }


class _Deferred:
    """Structures may speak of themselves: what is inside is built when the first value comes."""

    def __init__(self, builder, cls):
        self.builder = builder
        self.cls = cls
        self._validators = None

    def validators(self):
        if self._validators is None:
            self._validators = _inner(self.builder, _fields(self.builder, self.cls))
        return self._validators

    def checked(self, value, required, forbids_extra, state):
        results, details = {}, []
        for name, validate in self.validators().items():
            if name in value:
                try:
                    results[name] = validate(value[name], state)
                except Fault as error:
                    details.extend(error.under(name))
            elif name in required:
                details.extend(fault("missing", value).under(name))
        if forbids_extra:
            for name in value:
                if name not in self.validators():
                    details.extend(fault("extra_forbidden", value[name]).under(name))
        if details:
            raise Fault(details)
        return results


def dataclass_validator(builder, cls):
    deferred = _Deferred(builder, cls)

    def validate(value, state):
        from dataclasses import MISSING

        if isinstance(value, cls):
            return value
        if not isinstance(value, dict):
            raise fault("dict_type", value)
        required = {
            name
            for name, field in cls.__dataclass_fields__.items()
            if field.init and field.default is MISSING and field.default_factory is MISSING
        }
        return cls(**deferred.checked(value, required, False, state))

    return validate


def typed_dict_validator(builder, cls):
    deferred = _Deferred(builder, cls)

    def validate(value, state):
        if not isinstance(value, dict):
            raise fault("dict_type", value)
        return deferred.checked(value, cls.__required_keys__, False, state)

    return validate


def named_tuple_validator(builder, cls):
    deferred = _Deferred(builder, cls)

    def validate(value, state):
        if isinstance(value, cls):
            return value
        if isinstance(value, dict):
            given = value
        elif isinstance(value, (list, tuple)):
            given = dict(zip(cls._fields, value))
        else:
            raise fault("tuple_type", value)
        required = {name for name in cls._fields if name not in cls._field_defaults}
        if not deferred.validators():
            return cls(**given)
        return cls(**deferred.checked(given, required, False, state))

    return validate


