"""BaseModel."""

import sys
from abc import ABCMeta

from pydantic_core import PydanticUndefined

from . import _version_1
from ._complete import complete
from ._errors import Fault, ValidationError, fault
from .config import of_class


def _options(name, bases, namespace, keywords):
    """The config of a class: that of its bases, its own, and the keywords behind its bases."""
    options = {}
    for base in reversed(bases):
        options.update(getattr(base, "model_config", None) or {})
    inner = namespace.get("Config")
    own = namespace.get("model_config")
    if isinstance(inner, type) and own is not None:
        from .errors import PydanticUserError

        raise PydanticUserError('"Config" and "model_config" cannot be used together', code="config-both")
    if isinstance(inner, type):
        if not _version_1.is_active():
            import warnings

            text = "Support for class-based `config` is deprecated, use ConfigDict instead."
            warnings.warn(text, DeprecationWarning, stacklevel=4)
        options.update(of_class(inner))
    options.update(own or {})
    options.update(keywords)
    return options


class ModelMetaclass(ABCMeta):
    """Keeps what a class says about its fields until somebody uses it."""

    def __new__(mcs, name, bases, namespace, __pydantic_reset_parent_namespace__=True, _create_model_module=None, **keywords):
        if not any(isinstance(base, ModelMetaclass) for base in bases):
            return super().__new__(mcs, name, bases, namespace, **keywords)
        known = {key: keywords.pop(key) for key in list(keywords) if key not in _init_subclass_names(bases)}
        options = _options(name, bases, namespace, known)
        namespace = {**namespace, "model_config": options}
        namespace["__pydantic_own__"] = {}
        namespace["__pydantic_complete__"] = False
        cls = super().__new__(mcs, name, bases, namespace, **keywords)
        frame = sys._getframe(1)
        while frame is not None and frame.f_globals.get("__name__") in ("pydantic.main", "sqlmodel.main"):
            frame = frame.f_back
        cls.__pydantic_module_names__ = frame.f_globals if frame and frame.f_globals.get("__name__") == cls.__module__ else None
        cls.__pydantic_local_names__ = dict(frame.f_locals) if frame and frame.f_code.co_flags & 1 else None
        own = {key: value for key, value in namespace.items() if _may_be_field(key, value)}
        cls.__pydantic_own__ = own
        if "__pydantic_init_subclass__" in _defined(cls):
            super(cls, cls).__pydantic_init_subclass__(**known)
        return cls

    def __getattr__(cls, name):
        if name in ("__pydantic_fields__", "__fields__"):
            return cls.model_fields
        if not name.startswith("__"):
            private = cls.__dict__.get("__private_attributes__") or {}
            if name in private:
                return private[name]
        raise AttributeError(name)

    def __instancecheck__(cls, instance):
        return hasattr(instance, "__pydantic_fields_set__") and super().__instancecheck__(instance)

    @property
    def model_fields(cls):
        return complete(cls).__pydantic_own_fields__

    @property
    def model_computed_fields(cls):
        return {name: field.info for name, field in complete(cls).__pydantic_computed__.items()}

    @property
    def __signature__(cls):
        from ._signature import signature

        return signature(complete(cls))


def _init_subclass_names(bases):
    for base in bases:
        function = getattr(base.__init_subclass__, "__func__", None)
        if function is not None and function is not BaseModel.__init_subclass__.__func__:
            return function.__code__.co_varnames[1 : function.__code__.co_argcount + function.__code__.co_kwonlyargcount]
    return ()


def _defined(cls):
    return {name for base in cls.__mro__[1:] if base is not BaseModel for name in base.__dict__}


_NO_FIELDS = frozenset(("model_config", "Config", "__module__", "__qualname__", "__doc__", "__annotations__"))


def _may_be_field(name, value):
    return not name.startswith("__") and name not in _NO_FIELDS


class BaseModel(metaclass=ModelMetaclass):
    """A class whose attributes are checked."""

    __slots__ = ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")

    model_config = {}
    __pydantic_own__ = {}
    __pydantic_own_fields__ = {}
    __pydantic_complete__ = True
    __pydantic_computed__ = {}
    __private_attributes__ = {}
    # Annotated attributes that are something else, such as the relationships of sqlmodel.
    __pydantic_not_fields__ = ()

    def __init__(self, /, **data):
        type(self)._validated(data, instance=self)

    __init__.__pydantic_base_init__ = True

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs):
        """For subclasses to override."""

    @classmethod
    def _validated(cls, value, instance=None, **options):
        """Validates, and words what is wrong as a ValidationError."""
        from ._schema import State

        complete(cls)
        from_attributes = options.pop("from_attributes", None)
        strict = options.pop("strict", None)
        state = State(cls.model_config, strict=bool(cls.model_config.get("strict") if strict is None else strict), **options)
        state.from_attributes = from_attributes
        try:
            return cls.__pydantic_validate__(value, state, instance)
        except Fault as error:
            raise cls._error(error.details) from None

    @classmethod
    def _error(cls, details):
        title = cls.model_config.get("title") or cls.__name__
        return ValidationError(title, details, bool(cls.model_config.get("hide_input_in_errors")))

    @classmethod
    def __pydantic_validate__(cls, value, state, instance=None):
        from ._model import validate_model

        return validate_model(complete(cls), value, state, instance)

    @classmethod
    def __class_getitem__(cls, item):
        from ._generic import parametrized

        return parametrized(cls, item)

    @property
    def model_extra(self):
        return self.__pydantic_extra__

    @property
    def model_fields_set(self):
        return self.__pydantic_fields_set__

    model_fields = property(lambda self: type(self).model_fields)
    model_computed_fields = property(lambda self: type(self).model_computed_fields)

    @classmethod
    def model_construct(cls, _fields_set=None, **values):
        complete(cls)
        made = cls.__new__(cls)
        kept = {}
        for name, field in cls.__pydantic_own_fields__.items():
            key = next((key for key in (field.alias, name) if key in values), None)
            if key is not None:
                kept[name] = values.pop(key)
            elif not field.is_required():
                kept[name] = field.get_default(call_default_factory=True, validated_data=kept)
        extra = values if cls.model_config.get("extra") == "allow" else None
        given = set(kept) if _fields_set is None else _fields_set
        made._set_state(kept, given, extra)
        made.model_post_init(None)
        return made

    def _set_state(self, values, fields_set, extra):
        put = object.__setattr__
        self.__dict__.update(values)
        put(self, "__pydantic_fields_set__", fields_set)
        put(self, "__pydantic_extra__", extra)
        private = {}
        for name, attribute in type(self).__private_attributes__.items():
            default = attribute.get_default()
            if default is not PydanticUndefined:
                private[name] = default
        put(self, "__pydantic_private__", private or None)

    def model_post_init(self, context, /):
        """For subclasses to override."""

    @classmethod
    def model_validate(cls, obj, *, strict=None, extra=None, from_attributes=None, context=None, by_alias=None, by_name=None):
        return cls._validated(
            obj, strict=strict, from_attributes=from_attributes, context=context, by_alias=by_alias, by_name=by_name
        )

    @classmethod
    def model_validate_json(cls, json_data, *, strict=None, extra=None, context=None, by_alias=None, by_name=None):
        import json

        try:
            data = json.loads(json_data)
        except ValueError as error:
            raise cls._error(fault("json_invalid", json_data, error=str(error)).details) from None
        return cls._validated(data, strict=strict, context=context, mode="json", by_alias=by_alias, by_name=by_name)

    @classmethod
    def model_validate_strings(cls, obj, *, strict=None, extra=None, context=None, by_alias=None, by_name=None):
        return cls._validated(obj, strict=strict, context=context, by_alias=by_alias, by_name=by_name)

    def model_dump(self, *, mode="python", **options):
        from ._serialize import Options, dump_model

        return dump_model(self, Options(mode, **options))

    def model_dump_json(self, *, indent=None, ensure_ascii=False, **options):
        from ._serialize import Options, dump_model, json_text

        return json_text(dump_model(self, Options("json", **options)), indent, ensure_ascii)

    def model_copy(self, *, update=None, deep=False):
        copied = self.__deepcopy__() if deep else self.__copy__()
        for name, value in (update or {}).items():
            if name in type(self).model_fields or type(self).model_config.get("extra") != "allow":
                copied.__dict__[name] = value
            else:
                object.__setattr__(copied, "__pydantic_extra__", {**(copied.__pydantic_extra__ or {}), name: value})
            copied.__pydantic_fields_set__.add(name)
        return copied

    @classmethod
    def model_rebuild(cls, *, force=False, raise_errors=True, _parent_namespace_depth=2, _types_namespace=None):
        if cls.__dict__.get("__pydantic_complete__") is True and not force:
            return None
        frame = sys._getframe(1)
        names = {**frame.f_globals, **frame.f_locals} if _types_namespace is None else dict(_types_namespace)
        cls.__pydantic_local_names__ = {**names, **(cls.__pydantic_local_names__ or {})}
        cls.__pydantic_complete__ = False
        complete(cls)
        return True

    @classmethod
    def model_json_schema(cls, *args, **kwargs):
        raise NotImplementedError(
            "BaseModel.model_json_schema() is not served while migrations run: move the call out of what env.py loads"
        )

    @classmethod
    def model_parametrized_name(cls, params):
        return "%s[%s]" % (cls.__name__, ", ".join(getattr(item, "__name__", str(item)) for item in params))

    def __getattr__(self, name):
        if not name.startswith("__"):
            private = type(self).__private_attributes__
            if name in private:
                try:
                    return self.__pydantic_private__[name]
                except (KeyError, TypeError):
                    pass
            else:
                try:
                    extra = object.__getattribute__(self, "__pydantic_extra__")
                except AttributeError:
                    extra = None
                if extra and name in extra:
                    return extra[name]
        raise AttributeError("%r object has no attribute %r" % (type(self).__name__, name))

    def __setattr__(self, name, value):
        from ._model import assign

        assign(self, name, value)

    def __delattr__(self, name):
        if name in type(self).__private_attributes__ and self.__pydantic_private__:
            self.__pydantic_private__.pop(name)
        elif self.__pydantic_extra__ and name in self.__pydantic_extra__:
            del self.__pydantic_extra__[name]
        else:
            object.__delattr__(self, name)

    def __iter__(self):
        yield from [(name, value) for name, value in self.__dict__.items() if not name.startswith("_")]
        yield from (self.__pydantic_extra__ or {}).items()

    def __eq__(self, other):
        if not isinstance(other, BaseModel):
            return NotImplemented
        return (
            type(self) is type(other)
            and {name: self.__dict__.get(name) for name in type(self).model_fields}
            == {name: other.__dict__.get(name) for name in type(self).model_fields}
            and self.__pydantic_private__ == other.__pydantic_private__
            and (self.__pydantic_extra__ or {}) == (other.__pydantic_extra__ or {})
        )

    def __hash__(self):
        if not type(self).model_config.get("frozen"):
            raise TypeError("unhashable type: %r" % type(self).__name__)
        return hash((type(self), *(self.__dict__[name] for name in type(self).model_fields)))

    def __copy__(self):
        made = type(self).__new__(type(self))
        made.__dict__.update(self.__dict__)
        put = object.__setattr__
        put(made, "__pydantic_fields_set__", set(self.__pydantic_fields_set__))
        put(made, "__pydantic_extra__", None if self.__pydantic_extra__ is None else dict(self.__pydantic_extra__))
        put(made, "__pydantic_private__", None if self.__pydantic_private__ is None else dict(self.__pydantic_private__))
        return made

    def __deepcopy__(self, memo=None):
        from copy import deepcopy

        made = self.__copy__()
        for name, value in self.__dict__.items():
            made.__dict__[name] = deepcopy(value, memo)
        object.__setattr__(made, "__pydantic_extra__", deepcopy(self.__pydantic_extra__, memo))
        object.__setattr__(made, "__pydantic_private__", deepcopy(self.__pydantic_private__, memo))
        return made

    def __getstate__(self):
        return (dict(self.__dict__), self.__pydantic_fields_set__, self.__pydantic_extra__, self.__pydantic_private__)

    def __setstate__(self, state):
        self.__dict__.update(state[0])
        for name, value in zip(("__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__"), state[1:]):
            object.__setattr__(self, name, value)

    def __repr_args__(self):
        fields = type(self).model_fields
        for name, value in self.__dict__.items():
            field = fields.get(name)
            if field is not None and field.repr is not False:
                yield name, value
        yield from (self.__pydantic_extra__ or {}).items()
        for name, field in type(self).__pydantic_computed__.items():
            if field.info.repr:
                yield name, getattr(self, name)

    def __repr__(self):
        return "%s(%s)" % (type(self).__name__, ", ".join("%s=%r" % pair for pair in self.__repr_args__()))

    def __str__(self):
        return " ".join("%s=%r" % pair for pair in self.__repr_args__())

    # The names of version 1.
    def dict(self, **options):
        return self.model_dump(**options)

    def json(self, **options):
        return self.model_dump_json(**options)

    def copy(self, *, include=None, exclude=None, update=None, deep=False):
        return self.model_copy(update=update, deep=deep)

    @classmethod
    def parse_obj(cls, obj):
        return cls.model_validate(obj)

    @classmethod
    def parse_raw(cls, b, **options):
        return cls.model_validate_json(b)

    @classmethod
    def from_orm(cls, obj):
        if not cls.model_config.get("from_attributes"):
            from .errors import PydanticUserError

            raise PydanticUserError("You must set the config attribute `from_attributes=True` to use from_orm", code=None)
        return cls.model_validate(obj, from_attributes=True)

    @classmethod
    def construct(cls, _fields_set=None, **values):
        return cls.model_construct(_fields_set, **values)

    @classmethod
    def validate(cls, value):
        return cls.model_validate(value)

    @classmethod
    def update_forward_refs(cls, **localns):
        cls.model_rebuild(force=True, _types_namespace=localns or None)


def create_model(
    model_name, /, *, __config__=None, __doc__=None, __base__=None, __module__=None, __validators__=None,
    __cls_kwargs__=None, **field_definitions
):
    bases = __base__ if isinstance(__base__, tuple) else (__base__ or BaseModel,)
    annotations = {}
    namespace = {"__module__": __module__ or sys._getframe(1).f_globals.get("__name__", "pydantic.main")}
    for name, definition in field_definitions.items():
        if isinstance(definition, tuple):
            annotations[name], namespace[name] = definition
            if namespace[name] is Ellipsis:
                del namespace[name]
        else:
            annotations[name] = definition
    namespace["__annotations__"] = annotations
    namespace.update(__validators__ or {})
    if __doc__:
        namespace["__doc__"] = __doc__
    if __config__:
        namespace["model_config"] = __config__
    return type(bases[0])(model_name, bases, namespace, **(__cls_kwargs__ or {}))


