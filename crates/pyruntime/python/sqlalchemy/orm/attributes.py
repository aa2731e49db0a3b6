"""Names of `sqlalchemy.orm` at their real address."""

from collections import namedtuple

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


class History(namedtuple("History", ("added", "unchanged", "deleted"))):
    """What an attribute has gained, kept and lost since it was last written."""

    __slots__ = ()

    def __bool__(self):
        return self != ((), (), ())

    def empty(self):
        return not (self.added or self.deleted or self.unchanged)

    def sum(self):
        return list(self.added) + list(self.unchanged) + list(self.deleted)

    def non_deleted(self):
        return list(self.added) + list(self.unchanged)

    def non_added(self):
        return list(self.unchanged) + list(self.deleted)

    def has_changes(self):
        return bool(self.added or self.deleted)


def get_history(obj, key, passive=None):
    from .state import NO_VALUE, changed_columns, state_of

    state = state_of(obj)
    mapper = state.mapper.configured()
    if key in mapper.links:
        return _history_of_link(obj, mapper, key)
    if key not in state.original and state.key is None and key not in obj.__dict__:
        return History((), (), ())
    value = getattr(obj, key)
    if key not in state.original:
        return History([value], (), ()) if state.key is None else History((), [value], ())
    before = state.original[key]
    if state.key is not None and key not in changed_columns(obj, state):
        return History((), [value], ())
    return History([value], (), () if before is NO_VALUE else [before])


def _history_of_link(obj, mapper, key):
    from .collections import items_of
    from .related import history
    from .relationships import link_of

    link = link_of(mapper.links[key], mapper)
    value = getattr(obj, key)
    added, removed = history(obj, link)
    if link.uselist:
        unchanged = [item for item in items_of(value) if not any(item is other for other in added)]
        return History(added, unchanged, removed)
    if added or removed:
        return History([value], (), removed or ())
    return History((), [value], ())


def instance_state(instance):
    from .state import state_of

    return state_of(instance)


def instance_dict(instance):
    return instance.__dict__


def object_session(instance):
    from .session import object_session

    return object_session(instance)
