"""`session.merge()`: the state of one object put into the session's own object of that row."""

from .collections import items_of
from .relationships import link_of
from .session_work import get_by_identity, take
from .state import STATE, state_of


def merge(session, instance, load=True):
    with session.no_autoflush:
        return _merged(session, instance, load, {})


def _merged(session, instance, load, done):
    if id(instance) in done:
        return done[id(instance)]
    state = state_of(instance)
    mapper = state.mapper.configured()
    if state.session is session:
        done[id(instance)] = instance
        return instance
    identity = tuple(instance.__dict__.get(name) for name in mapper.key_names)
    found = None
    if None not in identity:
        found = get_by_identity(session, mapper, identity)
    if found is None:
        found = mapper.class_.__new__(mapper.class_)
        state_of(found)
        _copy(session, mapper, instance, found, load, done)
        take(session, found)
        return found
    _copy(session, mapper, instance, found, load, done)
    return found


def _copy(session, mapper, instance, found, load, done):
    done[id(instance)] = found
    given = instance.__dict__
    is_new = found.__dict__[STATE].key is None
    for name in mapper.column_of:
        if name not in given:
            continue
        if is_new or name not in found.__dict__ or found.__dict__[name] != given[name]:
            if name not in found.__dict__ and not is_new:
                getattr(found, name)
                if found.__dict__.get(name) == given[name]:
                    continue
            setattr(found, name, given[name])
    for key, prop in mapper.links.items():
        link = link_of(prop, mapper)
        if key not in given or "merge" not in link.cascade:
            continue
        value = given[key]
        if link.uselist:
            setattr(found, key, [_merged(session, item, load, done) for item in items_of(value)])
        elif value is not None:
            setattr(found, key, _merged(session, value, load, done))
        else:
            setattr(found, key, None)
