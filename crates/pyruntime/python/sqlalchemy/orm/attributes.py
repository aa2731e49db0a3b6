"""Names of `sqlalchemy.orm` at their real address."""

from .events import NO_KEY, NO_VALUE
from .properties import InstrumentedAttribute, Mapped, QueryableAttribute, SQLORMExpression


def flag_modified(instance, key):
    from .state import flag_modified

    flag_modified(instance, key)


def set_committed_value(instance, key, value):
    from .related import put_loaded
    from .relationships import link_of
    from .state import state_of

    mapper = state_of(instance).mapper.configured()
    if key in mapper.links:
        link = link_of(mapper.links[key], mapper)
        put_loaded(instance, link, list(value) if link.uselist else [] if value is None else [value])
    else:
        instance.__dict__[key] = value


def set_attribute(instance, key, value, initiator=None):
    setattr(instance, key, value)


def get_attribute(instance, key):
    return getattr(instance, key)


def instance_state(instance):
    from .state import state_of

    return state_of(instance)


def instance_dict(instance):
    return instance.__dict__


def object_session(instance):
    from .session import object_session

    return object_session(instance)
