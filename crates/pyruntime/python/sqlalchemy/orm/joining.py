"""Relationships inside statements: joins along them, `any()`, `has()`, `contains()`, `==`."""

from sqlalchemy import exc
from sqlalchemy.sql.aliases import Join, from_of
from sqlalchemy.sql.cloning import replaced
from sqlalchemy.sql.elements import BindParameter, and_, literal_column, not_
from sqlalchemy.sql.schema import Column
from sqlalchemy.sql.select_statement import Select
from sqlalchemy.sql.selectable import Exists

from .properties import MANYTOMANY, MANYTOONE
from .relationships import link_of
from .state import state_of


class AliasedRelationship:
    """A relationship of an aliased class, or one that leads to an alias (`of_type`)."""

    _is_relationship = True

    def __init__(self, prop, owner=None, target=None):
        self._prop = prop
        self._owner = owner
        self._target = target
        self.key = prop.key

    @property
    def property(self):
        return self._prop

    def of_type(self, target):
        return AliasedRelationship(self._prop, self._owner, target)

    def any(self, criterion=None, **kwargs):
        return related_exists(self, criterion, kwargs)

    has = any

    def contains(self, other):
        return related_to(self, other)

    def __eq__(self, other):
        return related_to(self, other)

    def __ne__(self, other):
        return not_(related_to(self, other))

    __hash__ = object.__hash__


def _parts(relationship):
    """(link, FROM of the owner, FROM of the target or None)"""
    prop = getattr(relationship, "_prop", relationship)
    link = link_of(prop, prop._mapper())
    owner = getattr(relationship, "_owner", None)
    target = getattr(relationship, "_target", None)
    return link, owner, None if target is None else from_of(target)


def _moved(condition, tables, source):
    """A condition about a table as one about an alias of it."""
    if source is None or any(source is table for table in tables):
        return condition

    def change(part):
        if isinstance(part, Column) and any(part.table is table for table in tables):
            return source.corresponding_column(part)
        return None

    return replaced(condition, change)


def _condition(link, owner, target):
    """The join condition, its sides seen through aliases."""
    if not link.is_self:
        condition = link.primary_join
        if owner is not None:
            condition = _moved(condition, link.parent.tables, owner.__table__)
        return _moved(condition, link.target.tables, target)
    # A table joined to itself: each side has its own columns.
    return _sided(link.primary_join, link.pairs, None if owner is None else owner.__table__, target)


def _sided(condition, pairs, owner, target):
    parents = [parent for parent, _ in pairs]
    targets = [column for _, column in pairs]

    def change(part):
        if not isinstance(part, Column):
            return None
        if any(part is column for column in targets):
            return None if target is None else target.corresponding_column(part)
        if any(part is column for column in parents):
            return None if owner is None else owner.corresponding_column(part)
        return None

    return replaced(condition, change)


def condition_of(relationship, target):
    link, owner, given = _parts(relationship)
    if link.direction is MANYTOMANY:
        raise exc.ArgumentError("orm.join() along a many-to-many relationship is not supported: use query.join()")
    return _condition(link, owner, given if given is not None else target)


def joined(statement, target, onclause, isouter, full):
    """`join(Model.related)`, `join(Other, Model.related)`."""
    relationship = target if onclause is None else onclause
    link, owner, of_type = _parts(relationship)
    if onclause is not None:
        right, entity = from_of(target), target
    elif of_type is not None:
        right, entity = of_type, relationship._target
    else:
        right, entity = from_of(link.target.class_), link.target.class_
    left = None if owner is None else owner.__table__
    if left is None:
        left = _left_of(statement, link)
    copied = statement._copied()
    if link.direction is MANYTOMANY:
        between = link.secondary.alias()
        first = _moved(_moved(link.primary_join, [link.secondary], between), link.parent.tables, left)
        second = _moved(_moved(link.secondary_join, [link.secondary], between), link.target.tables, right)
        if isouter:
            inner = Join(between, right, second)
            copied._joins += ((inner, first, left, True, full),)
        else:
            copied._joins += ((between, first, left, False, False), (right, second, left, False, full))
    else:
        copied._joins += ((right, _condition(link, owner, right), left, isouter, full),)
    copied._filter_entity = entity
    return copied


def _left_of(statement, link):
    """The FROM that the relationship's owner is in."""
    for table in link.parent.tables:
        for source in statement._base_froms():
            if source is table or any(table is inner for inner in source._hidden()):
                return table
        for entry in statement._joins:
            if entry[0] is table or any(table is inner for inner in entry[0]._hidden()):
                return table
    return link.parent.tables[-1]


def related_exists(relationship, criterion, equal):
    """`Model.related.any(…)`."""
    link, owner, of_type = _parts(relationship)
    target = of_type
    if target is None:
        target = link.target.local_table.alias() if link.is_self else link.target.local_table
    source = link.target.class_
    conditions = [_condition(link, owner, target)] if link.direction is not MANYTOMANY else None
    if conditions is None:
        left = link.primary_join if owner is None else _moved(link.primary_join, link.parent.tables, owner.__table__)
        conditions = [left, _moved(link.secondary_join, link.target.tables, target)]
    if criterion is not None:
        conditions.append(_moved(criterion, link.target.tables, target))
    for name, value in equal.items():
        conditions.append(_moved(getattr(source, name) == value, link.target.tables, target))
    froms = [target, link.secondary] if link.direction is MANYTOMANY else [target]
    select = Select(literal_column("1")).select_from(*froms).where(and_(*conditions))
    return Exists(select.correlate_except(*froms))


def related_to(relationship, other):
    """`Model.related == object`, `Model.related.contains(object)`."""
    link, owner, _ = _parts(relationship)
    if other is None:
        if link.direction is MANYTOONE:
            return and_(*[_seen(parent, owner).is_(None) for parent, _ in link.pairs])
        return not_(related_exists(relationship, None, {}))
    state_of(other)
    if link.direction is MANYTOMANY:
        between = link.secondary.alias()
        conditions = [_seen(column, owner) == between.corresponding_column(key) for column, key in link.left_pairs]
        conditions += [_bound(other, column) == between.corresponding_column(key) for column, key in link.right_pairs]
        return and_(*conditions)
    return and_(*[_bound(other, target) == _seen(parent, owner) for parent, target in link.pairs])


def _bound(instance, column):
    return BindParameter(None, _value_of(instance, column), column.type, unique=True)


def _seen(column, owner):
    return column if owner is None else owner._adapted(column)


def _value_of(instance, column):
    return getattr(instance, state_of(instance).mapper.configured().attribute_of[column])


def belongs_to(instance, prop):
    """`with_parent(object, Model.related)`."""
    from .loading import related_select

    link = link_of(prop, state_of(instance).mapper.configured())
    local = {parent: _value_of(instance, parent) for parent, _ in link.pairs}
    return and_(*related_select(link, local)._where)
