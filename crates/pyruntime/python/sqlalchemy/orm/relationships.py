"""How two models are related: their columns, the direction, the other side."""

from sqlalchemy import exc
from sqlalchemy.sql.schema import Column
from sqlalchemy.sql.traversal import parts_of

from .properties import (
    MANYTOMANY,
    MANYTOONE,
    ONETOMANY,
    BackRef,
    InstrumentedAttribute,
    Relationship,
    RelationshipProperty,
    foreign,
    foreign_marks,
    relationship,
    remote,
    remote_marks,
)

__all__ = ["Relationship", "RelationshipProperty", "configure", "foreign", "link_of", "relationship", "remote"]

_ALL_CASCADES = frozenset(("save-update", "merge", "refresh-expire", "expunge", "delete"))
_KNOWN_CASCADES = _ALL_CASCADES | {"delete-orphan"}


def configure(registry):
    """Gives every relationship of a registry's models its other side."""
    from .configuration import known

    mappers = list(registry._mappers)
    registry._configured = len(mappers)
    try:
        for mapper in mappers:
            for prop in own_relationships(mapper.class_):
                _make_backref(mapper, prop)
        for mapper in mappers:
            for key, prop in list(mapper.links.items()):
                known(prop, link_of, prop, mapper)
    except BaseException:
        registry._configured = 0
        raise


def own_relationships(cls):
    found = []
    for kind in cls.__mro__:
        if kind is cls or "__mapper__" not in kind.__dict__:
            found.extend(value for value in kind.__dict__.values() if isinstance(value, RelationshipProperty))
    return found


def _make_backref(mapper, prop):
    """`backref=` makes the property of the other side."""
    if prop.backref is None or prop._backref_made:
        return
    prop._backref_made = True
    name, keywords = prop.backref, {}
    if isinstance(name, BackRef):
        name, keywords = name.name, dict(name.kwargs)
    target = target_of(prop, mapper)
    given = prop._keywords
    keywords.setdefault("back_populates", prop.key)
    if prop.secondary is not None:
        keywords.setdefault("secondary", prop.secondary)
        for ours, theirs in (("primaryjoin", "secondaryjoin"), ("secondaryjoin", "primaryjoin")):
            if given.get(ours) is not None:
                keywords.setdefault(theirs, given[ours])
    elif given.get("primaryjoin") is not None:
        keywords.setdefault("primaryjoin", given["primaryjoin"])
    if given.get("foreign_keys") is not None:
        keywords.setdefault("foreign_keys", given["foreign_keys"])
    reverse = Relationship(mapper.class_, **keywords)
    reverse.key = name
    reverse._of_backref = prop
    prop.back_populates = name
    type.__setattr__(target.class_, name, reverse)
    for below in target.self_and_descendants:
        below._forget()


class Link:
    """A relationship with everything worked out."""

    def __init__(self, prop, mapper):
        self.prop = prop
        self.key = prop.key
        self.parent = mapper
        self.target = target_of(prop, mapper)
        keywords = prop._keywords
        self.secondary = _table(_resolved(prop.secondary, prop, mapper))
        self.cascade = _cascade(keywords)
        self.lazy = keywords.get("lazy", "select")
        self.passive_deletes = keywords.get("passive_deletes", False)
        self.view_only = bool(keywords.get("viewonly"))
        self.collection_class = keywords.get("collection_class")
        self.order_by = _list(_resolved(keywords.get("order_by"), prop, mapper))
        if not self.order_by and keywords.get("order_by"):
            self.order_by = []
        foreign = _list(_resolved(keywords.get("foreign_keys"), prop, mapper))
        self.foreign = [_column(item) for item in foreign]
        remote = _list(_resolved(keywords.get("remote_side"), prop, mapper))
        self.remote = [_column(item) for item in remote]
        self.primary_join = _resolved(keywords.get("primaryjoin"), prop, mapper)
        self.secondary_join = _resolved(keywords.get("secondaryjoin"), prop, mapper)
        self.direction = None
        if self.secondary is not None:
            self._through_secondary()
        else:
            self._direct()
        uselist = keywords.get("uselist")
        self.uselist = (self.direction is not MANYTOONE) if uselist is None else bool(uselist)
        if uselist is None and prop._uselist is not None:
            self.uselist = prop._uselist
        self.is_self_referential = self.parent.base_mapper is self.target.base_mapper
        self._reverse = None

    @property
    def reverse(self):
        """The property of the other side, by `back_populates` or `backref`."""
        name = self.prop.back_populates
        if name is None:
            return None
        if self._reverse is None:
            other = self.target.links.get(name)
            if other is None:
                raise exc.InvalidRequestError(
                    "Mapper '%s' has no property '%s'.  If this property was indicated from other mappers or configure"
                    " events, ensure registry.configure() has been called." % (self.target, name)
                )
            self._reverse = link_of(other, self.target)
        return self._reverse

    def _through_secondary(self):
        self.direction = MANYTOMANY
        if self.primary_join is None:
            self.left_pairs = self._pairs_to(self.secondary, self.parent, "primaryjoin")
            self.primary_join = _condition(self.left_pairs)
        else:
            self.left_pairs = self._pairs_in(self.primary_join, self.secondary)
        if self.secondary_join is None:
            self.right_pairs = self._pairs_to(self.secondary, self.target, "secondaryjoin")
            self.secondary_join = _condition(self.right_pairs)
        else:
            self.right_pairs = self._pairs_in(self.secondary_join, self.secondary)
        self.pairs = self.left_pairs

    def _pairs_to(self, source, mapper, word):
        """[(column of the model, column of the table between)]"""
        found = []
        for column in source.c:
            for key in column._foreign_keys:
                referred = key._column_or_none()
                if referred is not None and any(referred.table is table for table in mapper.tables):
                    found.append((referred, column))
        if not found:
            raise _undetermined(self.prop, self.parent, source)
        return found

    @staticmethod
    def _pairs_in(condition, secondary):
        found = []
        for left, right in _equalities(condition):
            if right.table is secondary and left.table is not secondary:
                found.append((left, right))
            elif left.table is secondary and right.table is not secondary:
                found.append((right, left))
        return found

    def _direct(self):
        """Finds the pairs (column of the parent, column of the target), and which of them is the foreign key."""
        if self.primary_join is None:
            candidates = self._candidates()
        else:
            candidates = self._candidates_in(self.primary_join)
        if not candidates:
            raise _undetermined(self.prop, self.parent, None, self.target)
        directions = {direction for _, _, direction in candidates}
        if len(directions) > 1:
            self.direction = self._direction_by_remote(candidates)
            if self.direction is None:
                raise self._ambiguous()
        else:
            self.direction = directions.pop()
        self.pairs = [(parent, target) for parent, target, direction in candidates if direction is self.direction]
        if self.primary_join is None:
            if len({target if self.direction is MANYTOONE else parent for parent, target in self.pairs}) < len(self.pairs):
                raise self._ambiguous()
            self.primary_join = _condition(self.pairs, swapped=self.direction is MANYTOONE)

    def _ambiguous(self):
        return exc.AmbiguousForeignKeysError(
            "Could not determine join condition between parent/child tables on relationship %s.%s - there are multiple"
            " foreign key paths linking the tables.  Specify the 'foreign_keys' argument, providing a list of those"
            " columns which should be counted as containing a foreign key reference to the parent table."
            % (self.parent.class_.__name__, self.key)
        )

    def _direction_by_remote(self, candidates):
        """A model that refers to itself is one-to-many, unless `remote_side` has what is referred to."""
        if self.remote:
            fitting = {d for _, target, d in candidates if any(target is column for column in self.remote)}
            return fitting.pop() if len(fitting) == 1 else None
        if any(parent is target for parent, target, _ in candidates):
            return None
        return ONETOMANY if self.is_self else None

    @property
    def is_self(self):
        return any(table is other for table in self.parent.tables for other in self.target.tables)

    def _candidates(self):
        found = []
        for table in self.parent.tables:
            for other in self.target.tables:
                found.extend((column, referred, MANYTOONE) for column, referred in self._keys(table, other))
                found.extend((referred, column, ONETOMANY) for column, referred in self._keys(other, table))
        return _without_doubles(found)

    def _keys(self, source, target):
        for column in source.c:
            if self.foreign and not any(column is item for item in self.foreign):
                continue
            for key in column._foreign_keys:
                referred = key._column_or_none()
                if referred is not None and referred.table is target:
                    yield column, referred

    def _candidates_in(self, condition):
        found = []
        for left, right in _equalities(condition):
            for column, referred in ((left, right), (right, left)):
                if not self._is_key(column, referred):
                    continue
                if self._has(self.parent, column) and self._has(self.target, referred):
                    found.append((column, referred, MANYTOONE))
                if self._has(self.target, column) and self._has(self.parent, referred):
                    found.append((referred, column, ONETOMANY))
        marked = [item for item in found if any(item[1] is column for column in remote_marks)]
        return _without_doubles(marked or found)

    def _is_key(self, column, referred):
        if self.foreign:
            return any(column is item for item in self.foreign)
        if any(column is item for item in foreign_marks):
            return True
        return any(key._column_or_none() is referred for key in column._foreign_keys)

    @staticmethod
    def _has(mapper, column):
        return any(column.table is table for table in mapper.tables)


def link_of(prop, mapper=None):
    """The worked-out form of a relationship."""
    if prop._link is None:
        if mapper is None:
            raise exc.InvalidRequestError("relationship %r belongs to no mapped class" % prop.key)
        # A relationship of a class above is that class's.
        while mapper.inherits is not None and mapper.inherits.links.get(prop.key) is prop:
            mapper = mapper.inherits
        prop._link = Link(prop, mapper)
    return prop._link


def _without_doubles(candidates):
    found = []
    for item in candidates:
        if not any(all(one is other for one, other in zip(item, known)) for known in found):
            found.append(item)
    return found


def _equalities(condition):
    for part in parts_of(condition):
        if getattr(part, "operator", None) == "equal":
            left, right = part.left, part.right
            if isinstance(left, Column) and isinstance(right, Column):
                yield left, right


def _condition(pairs, swapped=False):
    from sqlalchemy.sql.elements import and_

    return and_(*[(target == parent) if swapped else (parent == target) for parent, target in pairs])


def _undetermined(prop, parent, secondary, target=None):
    between = "" if secondary is None else " via secondary table '%s'" % secondary.name
    missing = "a 'primaryjoin' expression" if secondary is None else "'primaryjoin' and 'secondaryjoin' expressions"
    return exc.NoForeignKeysError(
        "Could not determine join condition between parent/child tables on relationship %s.%s - there are no foreign"
        " keys linking these tables%s.  Ensure that referencing columns are associated with a ForeignKey or"
        " ForeignKeyConstraint, or specify %s." % (parent.class_.__name__, prop.key, between, missing)
    )


def _cascade(keywords):
    given = keywords.get("cascade")
    if keywords.get("viewonly"):
        return frozenset()
    if given is None or given is False:
        return frozenset(("save-update", "merge"))
    words = {word.strip() for word in given.split(",")} if isinstance(given, str) else set(given)
    if "all" in words:
        words |= _ALL_CASCADES
        words.discard("all")
    words.discard("none")
    words.discard("")
    unknown = words - _KNOWN_CASCADES
    if unknown:
        raise exc.ArgumentError("Invalid cascade option(s): %s" % ", ".join(sorted(map(repr, unknown))))
    return frozenset(words)


def _list(value):
    if value is None or value is False:
        return []
    return list(value) if isinstance(value, (list, tuple, set)) else [value]


def _column(item):
    if isinstance(item, InstrumentedAttribute):
        return item.column
    return getattr(item, "column", item) if not isinstance(item, Column) else item


def _table(value):
    return getattr(value, "__table__", value)


def target_of(prop, mapper):
    """The mapper of the class that a relationship leads to."""
    argument = prop.argument
    if argument is None:
        argument = _annotated(prop, mapper)
    if callable(argument) and not isinstance(argument, type):
        argument = argument()
    if isinstance(argument, str):
        argument = _resolved(argument, prop, mapper)
    found = getattr(argument, "__mapper__", None) or (argument if hasattr(argument, "local_table") else None)
    if found is None:
        raise exc.ArgumentError(
            "relationship '%s.%s' expects a class or a mapper argument (received: %s)"
            % (mapper.class_.__name__, prop.key, type(argument))
        )
    return found


def _annotated(prop, mapper):
    """`posts: Mapped[list["Post"]] = relationship()`: the class stands in the annotation."""
    from .annotated_targets import target_in_annotation

    return target_in_annotation(prop, mapper)


def _resolved(given, prop, mapper):
    """A string of `relationship()` is an expression with the names of the registry's classes and tables."""
    if callable(given) and not isinstance(given, type) and not getattr(given, "_is_clause", False):
        return _resolved(given(), prop, mapper)
    if isinstance(given, (list, tuple)):
        return [_resolved(item, prop, mapper) for item in given]
    if not isinstance(given, str):
        return getattr(given, "column", given) if hasattr(given, "_has_nullable") else given
    from .clsregistry import evaluated

    return evaluated(given, prop, mapper)
