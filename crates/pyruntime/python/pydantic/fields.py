"""Field, PrivateAttr, computed_field: how a class says what its attributes are."""

from pydantic_core import PydanticUndefined

from . import _version_1

# Constraint keyword of Field -> the class of `annotated_types` that carries it.
_CONSTRAINTS = {
    "gt": "Gt",
    "ge": "Ge",
    "lt": "Lt",
    "le": "Le",
    "multiple_of": "MultipleOf",
    "min_length": "MinLen",
    "max_length": "MaxLen",
}
_OTHER_CONSTRAINTS = ("pattern", "strict", "allow_inf_nan", "max_digits", "decimal_places", "union_mode", "fail_fast", "coerce_numbers_to_str")
_SHOWN = (
    "alias",
    "alias_priority",
    "validation_alias",
    "serialization_alias",
    "title",
    "description",
    "examples",
    "exclude",
    "discriminator",
    "deprecated",
    "json_schema_extra",
    "frozen",
    "validate_default",
    "repr",
    "init",
    "init_var",
    "kw_only",
)


class GeneralConstraints:
    """Constraints that have no class of their own."""

    def __init__(self, **constraints):
        self.__dict__.update(constraints)

    def __repr__(self):
        inner = ", ".join("%s=%r" % item for item in self.__dict__.items())
        return "_PydanticGeneralMetadata(%s)" % inner

    def __eq__(self, other):
        return type(other) is type(self) and self.__dict__ == other.__dict__

    __hash__ = None


class FieldInfo:
    """All that is known of one field."""

    def __init__(self, *, annotation=None, default=PydanticUndefined, default_factory=None, metadata=(), **settings):
        self.annotation = annotation
        self.default = PydanticUndefined if default is Ellipsis else default
        self.default_factory = default_factory
        if self.default is not PydanticUndefined and default_factory is not None:
            raise TypeError("cannot specify both default and default_factory")
        self.metadata = list(metadata)
        self._set = settings
        for name in _SHOWN:
            setattr(self, name, settings.get(name, True if name == "repr" else None))
        if self.alias is not None:
            self.alias_priority = settings.get("alias_priority") or 2
            if self.validation_alias is None:
                self.validation_alias = self.alias
            if self.serialization_alias is None and isinstance(self.alias, str):
                self.serialization_alias = self.alias
        elif self.alias_priority is None and (self.validation_alias or self.serialization_alias):
            self.alias_priority = 2

    def _derived(self, annotation, default=PydanticUndefined, metadata=()):
        """The same field with another annotation; a default given replaces the one here."""
        factory = self.default_factory if default is PydanticUndefined else None
        default = self.default if default is PydanticUndefined else default
        made = FieldInfo(
            annotation=annotation, default=default, default_factory=factory, metadata=[*metadata, *self.metadata], **self._set
        )
        return made

    def _merged(self, later):
        """This field with what `later` says laid over it."""
        settings = {**self._set, **later._set}
        default, factory = self.default, self.default_factory
        if later.default is not PydanticUndefined or later.default_factory is not None:
            default, factory = later.default, later.default_factory
        metadata = [*self.metadata, *later.metadata]
        return FieldInfo(annotation=self.annotation, default=default, default_factory=factory, metadata=metadata, **settings)

    @staticmethod
    def from_annotation(annotation):
        from ._annotations import field_of

        return field_of(annotation, PydanticUndefined)

    @staticmethod
    def from_annotated_attribute(annotation, default):
        from ._annotations import field_of

        return field_of(annotation, default)

    def is_required(self):
        return self.default is PydanticUndefined and self.default_factory is None

    def get_default(self, *, call_default_factory=False, validated_data=None):
        if self.default_factory is None:
            return _copied(self.default)
        if not call_default_factory:
            return None
        return self.default_factory(validated_data) if self.default_factory_takes_validated_data else self.default_factory()

    @property
    def default_factory_takes_validated_data(self):
        code = getattr(self.default_factory, "__code__", None)
        return code is not None and code.co_argcount - len(self.default_factory.__defaults__ or ()) == 1

    def asdict(self):
        return {"annotation": self.annotation, "metadata": self.metadata, "attributes": dict(self._set)}

    def __repr__(self):
        return "FieldInfo(%s)" % self.__str__(", ")

    def __str__(self, join=" "):
        words = ["annotation=%s" % _shown_type(self.annotation), "required=%r" % self.is_required()]
        if self.default is not PydanticUndefined:
            words.append("default=%r" % (self.default,))
        if self.default_factory is not None:
            words.append("default_factory=%s" % getattr(self.default_factory, "__name__", repr(self.default_factory)))
        for name in _SHOWN:
            value = getattr(self, name)
            follows_alias = name in ("validation_alias", "serialization_alias") and value == self.alias
            if value is not None and not follows_alias and not (name == "repr" and value is True):
                words.append("%s=%r" % (name, value))
        if self.metadata:
            words.append("metadata=%r" % (self.metadata,))
        return join.join(words)


def _shown_type(annotation):
    if isinstance(annotation, type) and not hasattr(annotation, "__args__"):
        return "NoneType" if annotation is type(None) else annotation.__name__
    if type(annotation).__name__ in ("UnionType", "Union", "_UnionGenericAlias"):
        return "Union[%s]" % ", ".join(_shown_type(member) for member in annotation.__args__)
    return repr(annotation).replace("typing.", "")


def _copied(value):
    """A default that could be changed is copied for every instance."""
    if value is None or isinstance(value, (str, int, float, bool, tuple, frozenset, bytes, type)):
        return value
    if hasattr(value, "__pydantic_fields_set__"):
        return value if type(value).model_config.get("frozen") else value.__deepcopy__()
    if type(value) not in (list, dict, set) and getattr(type(value), "__hash__", None) is not None:
        return value
    is_plain = type(value) in (list, dict, set) and all(isinstance(item, _PLAIN) for item in value)
    if is_plain and (type(value) is not dict or all(isinstance(item, _PLAIN) for item in value.values())):
        return value.copy()
    from copy import deepcopy

    return deepcopy(value)


_PLAIN = (str, int, float, bool, bytes, type(None))


def Field(default=PydanticUndefined, *, default_factory=None, min_items=None, max_items=None, const=None, regex=None, env=None, **settings):
    if _version_1.is_active():
        settings["pattern"] = regex if regex is not None else settings.get("pattern")
    elif const is not None or regex is not None:
        from .errors import PydanticUserError

        if regex is not None:
            raise PydanticUserError("`regex` is removed. use `pattern` instead", code="removed-kwargs")
        raise PydanticUserError("`const` is removed, use `Literal` instead", code="removed-kwargs")
    if min_items is not None:
        settings.setdefault("min_length", min_items)
    if max_items is not None:
        settings.setdefault("max_length", max_items)
    metadata = []
    general = {}
    for name in list(settings):
        value = settings[name]
        if value is None or value is PydanticUndefined or value is Ellipsis and name != "examples":
            del settings[name]
        elif name in _CONSTRAINTS:
            import annotated_types

            metadata.append(getattr(annotated_types, _CONSTRAINTS[name])(settings.pop(name)))
        elif name == "strict":
            from .types import Strict

            metadata.append(Strict(settings.pop(name)))
        elif name in _OTHER_CONSTRAINTS:
            general[name] = settings.pop(name)
        elif name not in _SHOWN and name not in ("field_title_generator", "exclude_if"):
            # Before version 2 anything else went to the JSON schema.
            extra = settings.setdefault("json_schema_extra", {})
            value = settings.pop(name)
            if isinstance(extra, dict):
                extra[name] = value
    if env is not None:
        extra = settings.setdefault("json_schema_extra", {})
        if isinstance(extra, dict):
            extra["env"] = env
    if general:
        metadata.append(GeneralConstraints(**general))
    made = FieldInfo(default=default, default_factory=default_factory, metadata=metadata, **settings)
    if default is Ellipsis:
        made._is_explicitly_required = True
    return made


class ModelPrivateAttr:
    """An attribute that is no field."""

    def __init__(self, default=PydanticUndefined, *, default_factory=None):
        self.default = PydanticUndefined if default is Ellipsis else default
        self.default_factory = default_factory

    def __set_name__(self, cls, name):
        if hasattr(type(self.default), "__set_name__"):
            self.default.__set_name__(cls, name)

    def get_default(self):
        return _copied(self.default) if self.default_factory is None else self.default_factory()


def PrivateAttr(default=PydanticUndefined, *, default_factory=None, init=False):
    if default is not PydanticUndefined and default_factory is not None:
        raise TypeError("cannot specify both default and default_factory")
    return ModelPrivateAttr(default, default_factory=default_factory)


class ComputedFieldInfo:
    """What `computed_field` was told."""

    def __init__(self, wrapped_property, return_type=None, alias=None, repr=True, **settings):
        self.wrapped_property = wrapped_property
        self.return_type = return_type
        self.alias = alias
        self.repr = repr
        for name in ("title", "description", "deprecated", "examples", "json_schema_extra", "exclude_if"):
            setattr(self, name, settings.get(name))


class ComputedField:
    """A property that is also written out with the fields."""

    def __init__(self, wrapped, info):
        self.wrapped = wrapped
        self.info = info
        self.__doc__ = getattr(wrapped, "__doc__", None)

    def __set_name__(self, owner, name):
        if hasattr(self.wrapped, "__set_name__"):
            self.wrapped.__set_name__(owner, name)

    def __get__(self, instance, owner=None):
        return self if instance is None else self.wrapped.__get__(instance, owner)

    def setter(self, function):
        self.wrapped = self.wrapped.setter(function)
        return self

    def __getattr__(self, name):
        if name in ("wrapped", "info"):
            raise AttributeError(name)
        return getattr(self.wrapped, name)


def computed_field(func=None, /, *, return_type=None, repr=None, **settings):
    def decorate(function):
        wrapped = function
        if isinstance(function, type(decorate)):
            wrapped = property(function)
        shown = repr if repr is not None else not _name_of(wrapped).startswith("_")
        return ComputedField(wrapped, ComputedFieldInfo(wrapped, return_type, repr=shown, **settings))

    return decorate if func is None else decorate(func)


def _name_of(wrapped):
    function = getattr(wrapped, "fget", None) or getattr(wrapped, "func", None) or wrapped
    return getattr(function, "__name__", "")
