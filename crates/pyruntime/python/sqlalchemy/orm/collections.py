"""Collection classes of relationships: they tell the objects on both sides what is added and removed."""

from weakref import ref


class _Collection:
    """What lists, sets and dictionaries of related objects share."""

    _owner = None
    _link = None

    def _belongs_to(self, instance, link):
        self._owner = ref(instance)
        self._link = link
        return self

    def _changing(self):
        owner = None if self._owner is None else self._owner()
        if owner is not None:
            from .state import state_of

            state_of(owner).change(owner, self._link.key)
        return owner

    def _added(self, owner, item):
        if owner is not None:
            from .related import added

            added(self._link, owner, item)

    def _removed(self, owner, item):
        if owner is not None:
            from .related import removed

            removed(self._link, owner, item)


class InstrumentedList(list, _Collection):
    def _put(self, item):
        list.append(self, item)

    def _take(self, item):
        list.remove(self, item)

    def _items(self):
        return list(self)

    def append(self, item):
        owner = self._changing()
        list.append(self, item)
        self._added(owner, item)

    def insert(self, index, item):
        owner = self._changing()
        list.insert(self, index, item)
        self._added(owner, item)

    def extend(self, items):
        for item in list(items):
            self.append(item)

    def __iadd__(self, items):
        self.extend(items)
        return self

    def remove(self, item):
        owner = self._changing()
        list.remove(self, item)
        self._removed(owner, item)

    def pop(self, index=-1):
        owner = self._changing()
        item = list.pop(self, index)
        self._removed(owner, item)
        return item

    def clear(self):
        for item in list(self):
            self.remove(item)

    def __setitem__(self, index, value):
        if isinstance(index, slice):
            self._replace(index, list(value))
            return
        owner = self._changing()
        before = self[index]
        list.__setitem__(self, index, value)
        self._removed(owner, before)
        self._added(owner, value)

    def _replace(self, place, values):
        owner = self._changing()
        before = list.__getitem__(self, place)
        list.__setitem__(self, place, values)
        for item in before:
            if not any(item is other for other in values):
                self._removed(owner, item)
        for item in values:
            if not any(item is other for other in before):
                self._added(owner, item)

    def __delitem__(self, index):
        owner = self._changing()
        before = self[index] if isinstance(index, slice) else [self[index]]
        list.__delitem__(self, index)
        for item in before:
            self._removed(owner, item)


class InstrumentedSet(set, _Collection):
    def _put(self, item):
        set.add(self, item)

    def _take(self, item):
        set.discard(self, item)

    def _items(self):
        return list(self)

    def add(self, item):
        if item not in self:
            owner = self._changing()
            set.add(self, item)
            self._added(owner, item)

    def remove(self, item):
        owner = self._changing()
        set.remove(self, item)
        self._removed(owner, item)

    def discard(self, item):
        if item in self:
            self.remove(item)

    def pop(self):
        item = next(iter(self))
        self.remove(item)
        return item

    def clear(self):
        for item in list(self):
            self.remove(item)

    def update(self, *others):
        for other in others:
            for item in list(other):
                self.add(item)

    def __ior__(self, other):
        self.update(other)
        return self

    def difference_update(self, *others):
        for other in others:
            for item in list(other):
                self.discard(item)

    def __isub__(self, other):
        self.difference_update(other)
        return self


class KeyFuncDict(dict, _Collection):
    """Objects by a key that is read from each."""

    def __init__(self, keyfunc=None, *arguments, **keywords):
        dict.__init__(self)
        self.keyfunc = keyfunc

    def _put(self, item):
        dict.__setitem__(self, self.keyfunc(item), item)

    def _take(self, item):
        dict.pop(self, self.keyfunc(item), None)

    def _items(self):
        return list(self.values())

    def set(self, value, _sa_initiator=None):
        self[self.keyfunc(value)] = value

    def remove(self, value, _sa_initiator=None):
        del self[self.keyfunc(value)]

    def __setitem__(self, key, value):
        owner = self._changing()
        before = self.get(key)
        dict.__setitem__(self, key, value)
        if before is not None and before is not value:
            self._removed(owner, before)
        self._added(owner, value)

    def __delitem__(self, key):
        owner = self._changing()
        before = dict.pop(self, key)
        self._removed(owner, before)

    def pop(self, key, *default):
        if key not in self:
            return dict.pop(self, key, *default)
        item = self[key]
        del self[key]
        return item

    def update(self, *arguments, **keywords):
        for key, value in dict(*arguments, **keywords).items():
            self[key] = value

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def clear(self):
        for key in list(self):
            del self[key]


MappedCollection = InstrumentedDict = KeyFuncDict


def attribute_keyed_dict(attr_name, **kw):
    return lambda: KeyFuncDict(lambda item: getattr(item, attr_name))


def keyfunc_mapping(keyfunc, **kw):
    return lambda: KeyFuncDict(keyfunc)


def column_keyed_dict(mapping_spec, **kw):
    return lambda: KeyFuncDict(lambda item: getattr(item, mapping_spec.key))


attribute_mapped_collection = attribute_keyed_dict
column_mapped_collection = column_keyed_dict
mapped_collection = keyfunc_mapping


def empty(instance, link):
    """An empty collection of the class that the relationship asks for."""
    made = InstrumentedList() if link.collection_class is None else link.collection_class()
    if isinstance(made, _Collection):
        return made._belongs_to(instance, link)
    if isinstance(made, list):
        return InstrumentedList()._belongs_to(instance, link)
    if isinstance(made, set):
        return InstrumentedSet()._belongs_to(instance, link)
    from .session import unsupported

    raise unsupported(
        "relationship(collection_class=%s)" % type(made).__name__, "use a list, a set or attribute_keyed_dict()"
    )


def items_of(collection):
    """The related objects, whatever holds them."""
    if collection is None:
        return []
    items = getattr(collection, "_items", None)
    if items is not None:
        return items()
    return list(collection.values()) if isinstance(collection, dict) else list(collection)


class collection:
    @staticmethod
    def _same(fn):
        return fn

    appender = remover = iterator = converter = internally_instrumented = _same

    @staticmethod
    def adds(arg):
        return lambda fn: fn

    replaces = removes = adds
