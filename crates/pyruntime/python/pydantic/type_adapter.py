"""TypeAdapter: validation of a type that is no model."""

import sys

from ._annotations import NotDefined, Scope
from ._errors import Fault, ValidationError, fault
from ._schema import Builder, State


class TypeAdapter:
    """`TypeAdapter(list[int]).validate_python(...)`."""

    def __init__(self, type, *, config=None, _parent_depth=2, module=None):
        frame = sys._getframe(1)
        self._type = type
        self._config = dict(config or {})
        holder = _Holder(frame.f_globals.get("__name__", ""))
        self._scope = Scope(holder, frame.f_globals, frame.f_locals)
        self._validate = None

    @classmethod
    def __class_getitem__(cls, item):
        return cls

    def _plain(self, value, **options):
        if self._validate is None:
            try:
                self._validate = Builder(self._scope, self._config).build(self._type)
            except NotDefined as missing:
                from .errors import PydanticUserError

                raise PydanticUserError(
                    "`TypeAdapter[%s]` is not fully defined; you should define `%s` and all referenced types, then call "
                    "`.rebuild()` on the instance." % (self._type, missing.name),
                    code="class-not-fully-defined",
                ) from None
        strict = options.pop("strict", None)
        from_attributes = options.pop("from_attributes", None)
        state = State(self._config, strict=bool(self._config.get("strict") if strict is None else strict), **options)
        state.from_attributes = from_attributes
        return self._validate(value, state)

    def _title(self):
        from ._labels import label

        return label(self._type)

    def validate_python(self, object, /, *, strict=None, extra=None, from_attributes=None, context=None, **options):
        try:
            return self._plain(object, strict=strict, from_attributes=from_attributes, context=context)
        except Fault as error:
            raise ValidationError(self._title(), error.details) from None

    def validate_json(self, data, /, *, strict=None, context=None, **options):
        import json

        try:
            value = json.loads(data)
        except ValueError as error:
            raise ValidationError(self._title(), fault("json_invalid", data, error=str(error)).details) from None
        return self.validate_python(value, strict=strict, context=context)

    def validate_strings(self, obj, /, *, strict=None, context=None, **options):
        return self.validate_python(obj, strict=strict, context=context)

    def dump_python(self, instance, /, *, mode="python", **options):
        from ._serialize import Options, dump

        return dump(instance, Options(mode, **options))

    def dump_json(self, instance, /, *, indent=None, **options):
        from ._serialize import json_text

        return json_text(self.dump_python(instance, mode="json", **options), indent).encode("utf-8")

    def get_default_value(self, **options):
        return None

    def rebuild(self, **options):
        self._validate = None
        return True

    def json_schema(self, **options):
        raise NotImplementedError(
            "TypeAdapter.json_schema() is not served while migrations run: move the call out of what env.py loads"
        )


class _Holder:
    """Stands for the class whose scope is searched."""

    __name__ = "TypeAdapter"

    def __init__(self, module):
        self.__module__ = module
