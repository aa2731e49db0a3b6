"""A flush: which objects are written, in which order, and what they learn from it."""

from sqlalchemy import exc

from .collections import items_of
from .persistence import delete_rows, save_rows, write_pairs
from .properties import MANYTOMANY, MANYTOONE, ONETOMANY
from .related import history
from .relationships import link_of
from .session_work import doom, _leave
from .state import NO_VALUE, STATE, state_of


def flush(session):
    session._begin()
    work = Work(session)
    work.collect()
    try:
        work.carry_out()
    except BaseException:
        session._flushing = False
        _rollback_after_failure(session)
        raise
    work.finish()


def _rollback_after_failure(session):
    """A failed flush rolls back, so that nothing half-written can be committed."""
    if session._transaction is not None and session._transaction.is_active:
        connection = session._connection
        try:
            session._rollback(session._transaction)
        except Exception:
            # The database refuses everything after the first error; that one is reported.
            del connection


class Work:
    """What one flush does."""

    def __init__(self, session):
        self.session = session
        self.saved = {}
        self.deleted = {}
        self.edges = set()
        self.links = []
        self.pairs = {}

    # First: which objects, and which relationships changed.

    def collect(self):
        session = self.session
        self._orphans()
        for instance in list(session._doomed.values()):
            self.deleted[id(instance)] = instance
        for instance in list(session._pending.values()) + list(session._changed.values()):
            if id(instance) not in self.deleted:
                self._save(instance)
        for instance in list(self.deleted.values()):
            self._unlink(instance)
        for instance in list(self.saved.values()):
            self._related(instance)
        self._order_related_classes()

    def _save(self, instance):
        state = instance.__dict__[STATE]
        state.mapper.configured()
        if id(instance) not in self.saved and id(instance) not in self.deleted:
            self.saved[id(instance)] = instance

    def _orphans(self):
        """`cascade="delete-orphan"`: what was taken out of its owner's collection is deleted."""
        session = self.session
        for instance in list(session._changed.values()):
            state = instance.__dict__[STATE]
            for key in list(state.original):
                prop = state.mapper.configured().links.get(key)
                if prop is None:
                    continue
                link = link_of(prop, state.mapper)
                if "delete-orphan" not in link.cascade:
                    continue
                for item in history(instance, link)[1]:
                    item_state = state_of(item)
                    if self._has_owner(item, link):
                        continue
                    if item_state.key is None:
                        if item_state.session is session:
                            _leave(session, item)
                    else:
                        doom(session, item)

    @staticmethod
    def _has_owner(item, link):
        reverse = link.reverse
        return reverse is not None and not reverse.uselist and item.__dict__.get(reverse.key) is not None

    def _links(self, instance):
        mapper = instance.__dict__[STATE].mapper
        for prop in mapper.links.values():
            link = link_of(prop, mapper)
            if not link.view_only and link.lazy != "dynamic":
                yield link

    def _related(self, instance):
        """The relationships that changed: what they lead to is written after, or before, this object."""
        for link in self._links(instance):
            added, removed = history(instance, link)
            if not added and not removed and not _is_emptied(instance, link):
                continue
            self.links.append((instance, link, added, removed))
            mapper, target = _node(instance), link.target.base_mapper
            if link.direction is MANYTOONE:
                self.edges.add((target, mapper))
                continue
            if link.direction is ONETOMANY:
                self.edges.add((mapper, target))
                for item in added + removed:
                    if item.__dict__[STATE].session is self.session:
                        self._save(item)

    def _order_related_classes(self):
        """Classes in one flush that a relationship joins are written in its order, whatever their objects say of it."""
        instances = list(self.saved.values()) + list(self.deleted.values())
        mappers = {instance.__dict__[STATE].mapper: instance for instance in instances}
        nodes = {_node(instance) for instance in instances}
        for instance in mappers.values():
            for link in self._links(instance):
                node, target = _node(instance), link.target.base_mapper
                if target is node or target not in nodes:
                    continue
                if link.direction is MANYTOONE:
                    self.edges.add((target, node))
                elif link.direction is ONETOMANY:
                    self.edges.add((node, target))

    def _unlink(self, instance):
        """What refers to an object that is deleted no longer does."""
        for link in self._links(instance):
            if link.direction is MANYTOONE:
                self.edges.add((link.target.base_mapper, _node(instance)))
                continue
            if link.passive_deletes and link.key not in instance.__dict__:
                continue
            items = items_of(getattr(instance, link.key)) if link.uselist else _some(getattr(instance, link.key))
            if link.direction is MANYTOMANY:
                self._pair(instance, link, [], items)
                continue
            self.edges.add((_node(instance), link.target.base_mapper))
            for item in items:
                if id(item) not in self.deleted and link.passive_deletes != "all":
                    self._save(item)
                    self._put_keys(link, None, item)

    # Then: the order, and the statements.

    def carry_out(self):
        for group in self._order():
            self._fill_keys(group)
            instances = [item for item in self.saved.values() if _node(item) in group]
            if len(group) == 1 and not self._is_self_related(group[0]):
                save_rows(self.session, group[0], instances)
            else:
                self._save_one_by_one(instances)
        self._write_pairs()
        for group in reversed(self._order(of_deleted=True)):
            doomed = [item for item in self.deleted.values() if _node(item) in group]
            if len(group) > 1 or self._is_self_related(group[0]):
                for item in self._children_first(doomed):
                    delete_rows(self.session, _node(item), [item])
            else:
                delete_rows(self.session, group[0], doomed)

    def _order(self, of_deleted=False):
        """Classes in groups: level by level as their relationships want it, by name within a level."""
        among = self.deleted if of_deleted else self.saved
        waiting = {_node(instance) for instance in among.values()}
        edges = {(before, after) for before, after in self.edges if before is not after}
        found = []
        while waiting:
            ready = [node for node in waiting if not any(a is node and b in waiting for b, a in edges)]
            if not ready:
                # Classes that refer to each other: their objects are sorted one by one.
                found.append(sorted(waiting, key=_sort_key))
                break
            found.extend([node] for node in sorted(ready, key=_sort_key))
            waiting.difference_update(ready)
        return found

    def _is_self_related(self, node):
        return (node, node) in self.edges

    def _fill_keys(self, group):
        """Foreign keys get the keys of what was written before."""
        for instance, link, added, removed in self.links:
            if link.direction is MANYTOONE and _node(instance) in group:
                self._from_parent(instance, link)
            elif link.direction is ONETOMANY and link.target.base_mapper in group:
                self._to_children(instance, link, added, removed)

    def _from_parent(self, instance, link):
        if id(instance) in self.deleted:
            return
        value = instance.__dict__.get(link.key)
        if value is not None and value.__dict__[STATE].key is None and id(value) in self.saved:
            return
        _copy_keys(link, value, instance)

    def _to_children(self, instance, link, added, removed):
        for item in removed:
            if id(item) not in self.deleted and not _is_moved(item, link):
                self._put_keys(link, None, item)
        if id(instance) in self.saved and instance.__dict__[STATE].key is None and _node(instance) is not None:
            if not _has_key(instance):
                return
        for item in added:
            self._put_keys(link, instance, item)

    @staticmethod
    def _put_keys(link, parent, item):
        mapper = item.__dict__[STATE].mapper
        for column, foreign in link.pairs:
            name = mapper.attribute_of.get(foreign)
            if name is None:
                continue
            value = None if parent is None else _value(parent, column)
            if parent is None and foreign.primary_key:
                raise AssertionError(
                    "Dependency rule on column '%s.%s' tried to blank-out primary key column '%s.%s' on instance '%s'"
                    % (column.table.name, column.name, foreign.table.name, foreign.name, type(item).__name__)
                )
            setattr(item, name, value)

    def _save_one_by_one(self, instances):
        """Objects that refer to each other: what is referred to comes first."""
        ordered = sorted(instances, key=_insert_order)
        done = set()
        among = {id(item) for item in ordered}
        parents = {id(item): [] for item in ordered}
        for instance, link, added, removed in self.links:
            if link.direction is MANYTOONE and id(instance) in among:
                parents[id(instance)].extend(_some(instance.__dict__.get(link.key)))
            elif link.direction is ONETOMANY:
                for item in added:
                    if id(item) in among:
                        parents[id(item)].append(instance)
        waiting = ordered
        while waiting:
            ready = [
                item
                for item in waiting
                if all(id(parent) in done or id(parent) not in among or parent is item for parent in parents[id(item)])
            ]
            if not ready:
                raise exc.CircularDependencyError("Circular dependency detected.")
            self._save_batch(ready)
            done.update(id(item) for item in ready)
            waiting = [item for item in waiting if id(item) not in done]

    def _save_batch(self, ready):
        for instance, link, added, removed in self.links:
            if link.direction is MANYTOONE and any(instance is item for item in ready):
                _copy_keys(link, instance.__dict__.get(link.key), instance)
            elif link.direction is ONETOMANY:
                for item in added:
                    if any(item is other for other in ready) and _has_key(instance):
                        self._put_keys(link, instance, item)
        nodes = []
        for item in ready:
            if _node(item) not in nodes:
                nodes.append(_node(item))
        for node in sorted(nodes, key=_sort_key):
            save_rows(self.session, node, [item for item in ready if _node(item) is node])

    def _children_first(self, doomed):
        found = []
        among = {id(item): item for item in doomed}

        def visit(item):
            if id(item) not in among:
                return
            del among[id(item)]
            for link in self._links(item):
                if link.direction is not MANYTOONE:
                    value = item.__dict__.get(link.key)
                    for child in items_of(value) if link.uselist else _some(value):
                        visit(child)
            found.append(item)

        for item in doomed:
            visit(item)
        return found

    # Many-to-many.

    def _write_pairs(self):
        for instance, link, added, removed in self.links:
            if link.direction is MANYTOMANY:
                self._pair(instance, link, added, removed)
        for table, (put, gone) in self.pairs.items():
            write_pairs(self.session, table, list(put.values()), list(gone.values()))

    def _pair(self, instance, link, added, removed):
        put, gone = self.pairs.setdefault(link.secondary, ({}, {}))
        for items, rows in ((added, put), (removed, gone)):
            for item in items:
                if items is removed and (instance.__dict__[STATE].key is None or state_of(item).key is None):
                    continue
                row = {between.key: _value(instance, column) for column, between in link.left_pairs}
                row.update({between.key: _value(item, column) for column, between in link.right_pairs})
                # The other side of the relationship says the same.
                rows.setdefault(tuple(row[key] for key in sorted(row)), row)

    # At last.

    def finish(self):
        session = self.session
        for instance in self.saved.values():
            state = instance.__dict__[STATE]
            if state.key is None and session._pending.pop(id(instance), None) is not None:
                raise AssertionError("an object was not written")
            state.original.clear()
        session._pending.clear()
        for instance in self.deleted.values():
            state = instance.__dict__[STATE]
            session._identity.pop(state.key, None)
            state.is_deleted = state.was_deleted = True
            state.original.clear()
            session._transaction._deleted.append(instance)
        session._doomed.clear()
        session._changed.clear()


def _is_emptied(instance, link):
    """Whether a reference that was never read became None."""
    state = instance.__dict__[STATE]
    return link.direction is MANYTOONE and state.key is not None and state.original.get(link.key) is NO_VALUE


def _some(value):
    return [] if value is None else [value]


def _node(instance):
    return instance.__dict__[STATE].mapper.base_mapper


def _sort_key(mapper):
    return "%s.%s" % (mapper.class_.__module__, mapper.class_.__name__)


def _insert_order(instance):
    return instance.__dict__[STATE].order


def _value(instance, column):
    """What an object has in a column: its attribute, whatever it is called."""
    state = instance.__dict__[STATE]
    return getattr(instance, state.mapper.attribute_of[column])


def _has_key(instance):
    return instance.__dict__[STATE].key is not None


def _is_moved(item, link):
    """Whether an object that left a collection has another owner already."""
    reverse = link.reverse
    return reverse is not None and not reverse.uselist and item.__dict__.get(reverse.key) is not None


def _copy_keys(link, value, instance):
    mapper = instance.__dict__[STATE].mapper
    for foreign, referred in link.pairs:
        name = mapper.attribute_of.get(foreign)
        if name is None:
            continue
        setattr(instance, name, None if value is None else _value(value, referred))

