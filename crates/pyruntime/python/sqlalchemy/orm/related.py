"""Objects on both sides of a relationship: read when they are first asked for, kept equal when one side changes."""

from sqlalchemy import exc

from .collections import empty, items_of
from .properties import MANYTOONE
from .relationships import link_of
from .state import NO_VALUE, STATE, named, state_of


def fetch(prop, instance):
    """The value of a relationship that the object does not have in hand."""
    state = state_of(instance)
    link = link_of(prop, state.mapper.configured())
    if link.lazy == "dynamic":
        from .dynamic import AppenderQuery

        return AppenderQuery(instance, state, link)
    if link.lazy in ("write_only", "noload"):
        from .session import unsupported

        raise unsupported("relationship(lazy=%r)" % link.lazy, "use lazy='select'")
    values = instance.__dict__
    if state.key is None or state.is_deleted:
        if not link.uselist:
            return None
        values[link.key] = empty(instance, link)
        return values[link.key]
    if link.key in state.raises or link.lazy in ("raise", "raise_on_sql"):
        raise exc.InvalidRequestError("'%s.%s' is not available due to lazy='raise'" % (state.mapper.class_.__name__, link.key))
    if state.session is None:
        from .exc import DetachedInstanceError

        raise DetachedInstanceError(
            "Parent instance %s is not bound to a Session; lazy load operation of attribute '%s' cannot proceed"
            % (named(instance), link.key)
        )
    from .loading import load_related

    found = load_related(state.session, instance, link)
    put_loaded(instance, link, found)
    return values[link.key]


def put_loaded(instance, link, found):
    """Keeps what the database said of a relationship: no change of the object."""
    if not link.uselist:
        instance.__dict__[link.key] = found[0] if found else None
        return
    made = empty(instance, link)
    for item in found:
        made._put(item)
    instance.__dict__[link.key] = made


def assign(prop, instance, value):
    """`object.related = value`."""
    kind = type(instance)
    link = link_of(prop, kind.__mapper__.configured())
    value = _checked(instance, link, value)
    if link.uselist:
        _assign_collection(instance, link, value)
    else:
        _assign_scalar(instance, link, value)


def _checked(instance, link, value):
    for name in type(instance).__mapper__.validators.get(link.key, ()):
        check = getattr(instance, name)
        if link.uselist:
            value = [check(link.key, item) for item in value or ()]
        else:
            value = check(link.key, value)
    return value


def _assign_collection(instance, link, value):
    if value is None or not hasattr(value, "__iter__"):
        raise TypeError("Incompatible collection type: %s is not list-like" % type(value).__name__)
    state = state_of(instance)
    before = instance.__dict__.get(link.key)
    if before is None and state.key is not None:
        before = fetch(link.prop, instance)
    state.change(instance, link.key)
    kept = items_of(before)
    made = empty(instance, link)
    wanted = items_of(value)
    for item in wanted:
        made._put(item)
    instance.__dict__[link.key] = made
    for item in kept:
        if not any(item is other for other in wanted):
            removed(link, instance, item)
    for item in wanted:
        if not any(item is other for other in kept):
            added(link, instance, item)


def _assign_scalar(instance, link, value):
    state = state_of(instance)
    if value is not None:
        state_of(value)
    values = instance.__dict__
    before = values.get(link.key, NO_VALUE)
    if before is NO_VALUE and state.key is not None and link.direction is not MANYTOONE:
        before = fetch(link.prop, instance)
    state.change(instance, link.key)
    values[link.key] = value
    if before is value:
        return
    if before is not NO_VALUE and before is not None:
        removed(link, instance, before)
    if value is not None:
        added(link, instance, value)


def added(link, instance, item):
    """After an object joined a relationship: the other side learns of it, and it joins the session."""
    item_state = state_of(item)
    reverse = link.reverse
    if reverse is not None:
        _put_reverse(reverse, item, item_state, instance)
    session = state_of(instance).session
    if session is not None and "save-update" in link.cascade and item_state.session is not session:
        session._take(item)


def _put_reverse(reverse, item, state, instance):
    values = item.__dict__
    if reverse.uselist:
        known = values.get(reverse.key)
        if known is None:
            if state.key is not None:
                # Not read yet; the flush writes the row that the reading will find.
                return
            known = values[reverse.key] = empty(item, reverse)
        if not any(instance is other for other in items_of(known)):
            state.change(item, reverse.key)
            known._put(instance)
        return
    before = values.get(reverse.key)
    if before is instance:
        return
    state.change(item, reverse.key)
    values[reverse.key] = instance
    if before is not None:
        _take_from(reverse.reverse, before, item)


def _take_from(link, owner, item):
    """An object that moved to another owner leaves the collection of the one before."""
    known = owner.__dict__.get(link.key)
    if known is None:
        return
    if not link.uselist:
        if known is item:
            state_of(owner).change(owner, link.key)
            owner.__dict__[link.key] = None
    elif any(item is other for other in items_of(known)):
        state_of(owner).change(owner, link.key)
        known._take(item)


def removed(link, instance, item):
    reverse = link.reverse
    if reverse is None:
        return
    values = item.__dict__
    state = state_of(item)
    if reverse.uselist:
        _take_from(reverse, item, instance)
    elif values.get(reverse.key) is instance or (reverse.key not in values and state.key is not None):
        state.change(item, reverse.key)
        values[reverse.key] = None


def history(instance, link):
    """(added, removed) of a relationship since it was last written."""
    state = instance.__dict__[STATE]
    values = instance.__dict__
    if link.key not in state.original:
        if state.key is None and link.key in values:
            return (items_of(values[link.key]) if link.uselist else _some(values[link.key])), []
        return [], []
    before = state.original[link.key]
    if link.uselist:
        was = [] if before is NO_VALUE or before is None else before
        now = items_of(values.get(link.key))
    else:
        was = [] if before is NO_VALUE or before is None else [before]
        now = _some(values.get(link.key))
    if state.key is None:
        # A new object has nothing in the database: all that it has is new.
        return now, _without(was, now)
    return _without(now, was), _without(was, now)


def _some(value):
    return [] if value is None else [value]


def _without(items, others):
    known = {id(other) for other in others}
    return [item for item in items if id(item) not in known]
