"""`joinedload()`, `selectinload()` and their like: what is behind a relationship of many objects, by one query.

The way that the option names makes no difference: rows are asked for by the keys of all owners, as `selectinload()` does.
"""

from sqlalchemy.sql.select_statement import Select

from .collections import items_of
from .loading import execute, load_related, refers_to_key
from .properties import MANYTOMANY, MANYTOONE
from .related import put_loaded
from .relationships import link_of
from .state import STATE

# How many keys a query has at most.
_KEYS = 500


def load_eagerly(session, owners, eager):
    """Loads relationships of objects, and what their options name behind them; `eager` is {name: options behind it}."""
    owners = list({id(owner): owner for owner in owners}.values())
    for key, behind in eager.items():
        # A relationship of one class may be another one in a class below it.
        by_link = {}
        for owner in owners:
            if key not in owner.__dict__ and (id(owner), key) not in session._loading:
                state = owner.__dict__[STATE]
                link = link_of(state.mapper.links[key], state.mapper)
                by_link.setdefault(id(link), (link, []))[1].append(owner)
        for link, lacking in by_link.values():
            if link.lazy != "dynamic":
                _load(session, lacking, link, behind)
        if behind.steps:
            _go_on(session, [owner.__dict__.get(key) for owner in owners], behind)


def _go_on(session, loaded, behind):
    """What the options name behind objects that were in hand already."""
    by_class = {}
    for value in loaded:
        for item in items_of(value) if hasattr(value, "_items") else [] if value is None else [value]:
            mapper = item.__dict__[STATE].mapper
            by_class.setdefault(id(mapper), (mapper, []))[1].append(item)
    for mapper, items in by_class.values():
        eager = behind.eager_for(mapper)
        if eager:
            load_eagerly(session, items, eager)


def _load(session, owners, link, behind):
    marks = {(id(owner), link.key) for owner in owners}
    session._loading |= marks
    try:
        found = None
        if len(owners) > 1:
            session._autoflush()
            found = _found_together(session, owners, link, behind)
        if found is None:
            found = [load_related(session, owner, link, behind) for owner in owners]
    finally:
        session._loading -= marks
    for owner, items in zip(owners, found):
        put_loaded(owner, link, items)


def _found_together(session, owners, link, behind):
    """A list of related objects for each owner; None where they cannot be told apart by one key."""
    if link.direction is MANYTOONE and refers_to_key(link):
        return _by_their_keys(session, owners, link, behind)
    is_plain = not any(link.prop._keywords.get(word) is not None for word in ("primaryjoin", "secondaryjoin"))
    if not is_plain or len(link.pairs) != 1 or link.target.is_joined:
        return None
    parent, column = link.pairs[0]
    name = link.parent.attribute_of.get(parent)
    if name is None:
        return None
    keys = [getattr(owner, name) for owner in owners]
    related = {}
    try:
        related.update((key, {}) for key in keys if key is not None)
    except TypeError:
        return None
    wanted = list(related)
    for start in range(0, len(wanted), _KEYS):
        statement = Select(column, link.target.class_)
        if link.direction is MANYTOMANY:
            statement = statement.select_from(link.target.class_, link.secondary).where(link.secondary_join)
        statement = statement.where(column.in_(wanted[start : start + _KEYS]))
        if link.order_by:
            statement = statement.order_by(*link.order_by)
        for key, item in execute(session, session._connection_for(link.target), statement, None, behind):
            if key not in related:
                # The two columns have other values for the same thing.
                return None
            # A row may come twice.
            related[key][id(item)] = item
    return [list(related[key].values()) if key is not None else [] for key in keys]


def _by_their_keys(session, owners, link, behind):
    target = link.target
    if len(target.primary_key) != 1:
        return None
    name = link.parent.attribute_of.get(link.pairs[0][0])
    if name is None:
        return None
    identities = [(getattr(owner, name),) for owner in owners]
    base = target.base_mapper.class_
    known = {}
    for identity in identities:
        if identity not in known and identity != (None,):
            known[identity] = _in_hand(session, target, session._find((base, identity)))
    wanted = [identity[0] for identity, item in known.items() if item is None]
    for start in range(0, len(wanted), _KEYS):
        statement = Select(target.class_).where(target.primary_key[0].in_(wanted[start : start + _KEYS]))
        for item in execute(session, session._connection_for(target), statement, None, behind).scalars():
            known[item.__dict__[STATE].key[1]] = item
    found = []
    for identity in identities:
        item = known.get(identity)
        if item is None and identity != (None,):
            # No such row, or a key that Python does not find equal.
            item = known[identity] = session._get(target, identity)
        found.append([] if item is None else [item])
    return found


def _in_hand(session, mapper, item):
    """The object, where it need not be read again."""
    if item is None or id(item) in session._doomed or not isinstance(item, mapper.class_):
        return None
    return item if any(name in item.__dict__ for name in mapper.column_of) else None
