"""`pydantic.dataclasses`: dataclasses that validate what they are made of."""

import sys


def dataclass(_cls=None, *, config=None, validate_on_init=None, **options):
    options.pop("init", None)

    def decorate(cls):
        import dataclasses as standard

        made = cls if hasattr(cls, "__dataclass_fields__") else standard.dataclass(cls, **_plain(options))
        _validate_at_start(made, config or getattr(cls, "__pydantic_config__", None) or {})
        return made

    return decorate if _cls is None else decorate(_cls)


def _plain(options):
    return {name: value for name, value in options.items() if name in ("repr", "eq", "order", "unsafe_hash", "frozen", "kw_only", "slots")}


def _validate_at_start(cls, config):
    plain_init = cls.__init__
    frame = sys._getframe(2)
    names = {**frame.f_globals, **frame.f_locals}

    def __init__(self, *args, **kwargs):
        plain_init(self, *args, **kwargs)
        _check(self, cls, config, names)

    cls.__init__ = __init__
    cls.__pydantic_config__ = config
    cls.__is_pydantic_dataclass__ = True


def _check(instance, cls, config, names):
    from ._annotations import Scope
    from ._errors import Fault, ValidationError
    from ._schema import Builder, State
    from ._structures import _Deferred

    known = cls.__dict__.get("__pydantic_deferred__")
    if known is None:
        known = cls.__pydantic_deferred__ = _Deferred(Builder(Scope(cls, None, names), config), cls)
    given = {name: getattr(instance, name) for name in cls.__dataclass_fields__ if hasattr(instance, name)}
    try:
        checked = known.checked(given, (), False, State(config))
    except Fault as error:
        raise ValidationError(cls.__name__, error.details) from None
    for name, value in checked.items():
        object.__setattr__(instance, name, value)


def is_pydantic_dataclass(class_, /):
    return getattr(class_, "__is_pydantic_dataclass__", False)


def rebuild_dataclass(cls, **options):
    return True
