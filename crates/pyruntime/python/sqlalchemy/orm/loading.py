"""Rows become objects: one object for each row of the database, however often it is read."""

from itertools import islice

from sqlalchemy.engine.result import Result
from sqlalchemy.sql.cloning import replaced
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.sql.select_statement import Select

from .properties import MANYTOMANY, MANYTOONE
from .state import STATE, InstanceState, named


# For how many rows at once relationships are loaded eagerly.
_AT_ONCE = 500


class EntityReader:
    """Makes the objects of one class out of rows; `start` is the place of its first column."""

    def __init__(self, session, mapper, attributes, start, options):
        self.session = session
        self.mapper = mapper
        self.names = [name for name, _ in attributes]
        self.start = start
        self.end = start + len(attributes)
        places = {name: start + place for place, name in enumerate(self.names)}
        self.key_places = [places[name] for name in mapper.key_names]
        self.base = mapper.base_mapper.class_
        self.kinds = None
        discriminator = mapper.polymorphic_on
        if discriminator is not None and mapper.attribute_of.get(discriminator) in places:
            self.discriminator = places[mapper.attribute_of[discriminator]]
            self.kinds = mapper.polymorphic_map
        self.refreshes = options.refreshes
        self.eager = options.eager_for(mapper)
        self.raises = options.raises_for(mapper)
        # What was read since the last time that relationships were loaded.
        self.owners = []

    def read(self, row):
        """The object of a row; None where an outer join found nothing."""
        key_places = self.key_places
        if len(key_places) == 1:
            value = row[key_places[0]]
            if value is None:
                return None
            key = (self.base, (value,))
        else:
            values = tuple([row[place] for place in key_places])
            if None in values and all(value is None for value in values):
                return None
            key = (self.base, values)
        session = self.session
        instance = session._find(key)
        if instance is None:
            instance = self._new(key, row)
        elif self.refreshes:
            self._refresh(instance, row)
        else:
            self._complete(instance, row)
        if self.eager:
            self.owners.append(instance)
        return instance

    def load_eagerly(self):
        """Loads relationships of all objects that were read: one query for each of them, not for each object."""
        from .eager import load_eagerly

        owners, self.owners = self.owners, []
        load_eagerly(self.session, owners, self.eager)

    def _new(self, key, row):
        mapper = self.mapper
        if self.kinds is not None:
            value = row[self.discriminator]
            mapper = self.kinds.get(value)
            if mapper is None:
                raise AssertionError("No such polymorphic_identity %r is defined" % (value,))
        instance = mapper.class_.__new__(mapper.class_)
        values = instance.__dict__
        values.update(zip(self.names, row[self.start : self.end]))
        state = values[STATE] = InstanceState(mapper)
        prepare = getattr(instance, "_prepare_loaded", None)
        if prepare is not None:
            prepare()
        state.key = key
        state.raises = self.raises
        self.session._keep(instance, state)
        for name in mapper.reconstructors:
            getattr(instance, name)()
        return instance

    def _refresh(self, instance, row):
        """`populate_existing()` and `refresh()`: what the row says goes before what the object has."""
        values = instance.__dict__
        values.update(zip(self.names, row[self.start : self.end]))
        original = values[STATE].original
        for name in self.names:
            original.pop(name, None)

    def _complete(self, instance, row):
        """An object that was read before only gets what was expired or deferred."""
        values = instance.__dict__
        original = values[STATE].original
        place = self.start
        for name in self.names:
            if name not in values and name not in original:
                values[name] = row[place]
            place += 1


class Options:
    """What `options(…)`, `populate_existing()` and their like say of the reading."""

    def __init__(self, given=(), refreshes=False):
        self.refreshes = refreshes
        self.steps = []
        for option in given:
            self.steps.extend(option._paths())

    def columns_for(self, mapper):
        """(the attributes that load_only() names or None, deferred ones, undeferred ones)"""
        chosen, deferred, undeferred = None, set(), set()
        for path, word, names in self.steps:
            if path or not _is_of(names, mapper):
                continue
            keys = _keys(names, mapper)
            if word == "load_only":
                chosen = (chosen or set()) | keys
            elif word == "defer":
                deferred |= keys
            elif word == "undefer":
                undeferred |= keys
        return chosen, deferred, undeferred

    def attributes_of(self, mapper):
        if not self.steps:
            return mapper.loaded_attributes()
        chosen, deferred, undeferred = self.columns_for(mapper)
        found = mapper.loaded_attributes(chosen)
        if undeferred:
            found += [(name, mapper.column_of[name]) for name in undeferred if name in mapper.deferred]
        keys = set(mapper.key_names)
        return [item for item in found if item[0] not in deferred or item[0] in keys]

    def eager_for(self, mapper):
        """{relationship: options for what is behind it} that are loaded with each object."""
        found = {}
        for key, prop in mapper.links.items():
            if prop._keywords.get("lazy") in ("joined", "selectin", "subquery", "immediate", False):
                found[key] = []
        for path, word, names in self.steps:
            if word != "eager" or path or not _is_of(names, mapper):
                continue
            for key in _keys(names, mapper):
                found.setdefault(key, [])
        for key in list(found):
            found[key] = self.behind(mapper, key)
        for path, word, names in self.steps:
            if word == "lazy" and not path and _is_of(names, mapper):
                for key in _keys(names, mapper):
                    found.pop(key, None)
        return found

    def raises_for(self, mapper):
        found = set()
        for path, word, names in self.steps:
            if word == "raise" and not path:
                found |= set(mapper.links) if isinstance(names[0], str) and names[0] == "*" else _keys(names, mapper)
        return found

    def behind(self, mapper, key):
        """The options that go on behind a relationship."""
        behind = Options()
        behind.steps = [
            (path[1:], word, names)
            for path, word, names in self.steps
            if path and _is_of((path[0],), mapper) and _keys((path[0],), mapper) == {key}
        ]
        return behind


def _is_of(names, mapper):
    """Whether the attributes of an option are those of a class."""
    first = names[0] if names else None
    if first is None or isinstance(first, str):
        return True
    prop = getattr(first, "_prop", first)
    if getattr(prop, "_is_relationship", False):
        return any(prop is link for link in mapper.links.values())
    return any(first is column for column in mapper.attribute_of) or getattr(first, "_proxied", None) in mapper.attribute_of


def _keys(names, mapper):
    found = set()
    for name in names:
        if isinstance(name, str):
            found.add(name)
        elif getattr(name, "_is_relationship", False):
            found.add(name.key)
        else:
            column = getattr(name, "_proxied", None) or name
            found.add(mapper.attribute_of.get(column, getattr(name, "key", None)))
    return found


class ObjectResult(Result):
    """A result whose rows hold objects of models."""

    _source_supports_scalars = True

    def __init__(self, source, prepared, readers, keys, statement):
        Result.__init__(self, keys, ())
        self._source = source
        self._readers = readers
        self._eager = [reader for reader in prepared.of_objects if reader.eager]
        # Rows that were read with those whose relationships were loaded at once.
        self._ahead = []
        self._entities = statement._entities
        self._size = statement._execution_options.get("yield_per")
        self._is_object = [hasattr(entity, "__mapper__") for entity in self._entities]

    @property
    def has_objects(self):
        return any(self._is_object)

    @property
    def is_single_entity(self):
        return self._is_object == [True]

    def row_identity(self, row):
        """What makes a row new for `unique()`: which rows of the database its objects are."""
        if self.is_single_entity:
            return _row_of(row)
        return tuple([_row_of(item) for item in row])

    def _next_item(self):
        if self._closed:
            self._refuse()
        if self._eager:
            if not self._ahead:
                self._read_ahead()
            return self._ahead.pop()
        row = self._source._next_item()
        return self._row_class([reader(row) for reader in self._readers])

    def _read_ahead(self):
        """Reads some rows, and what is loaded eagerly for all of them; StopIteration: there are none."""
        found = [self._source._next_item()]
        for row in islice(self._source._each(), (self._size or _AT_ONCE) - 1):
            found.append(row)
        found = [self._row_class([reader(row) for reader in self._readers]) for row in found]
        for reader in self._eager:
            reader.load_eagerly()
        self._ahead = found[::-1]

    def _each(self):
        if self._eager:
            while not self._closed:
                try:
                    item = self._next_item()
                except StopIteration:
                    return
                yield item
            return
        readers, make, source = self._readers, self._row_class, self._source
        for row in source._each():
            yield make([reader(row) for reader in readers])
            if self._closed:
                return

    def close(self):
        Result.close(self)
        self._source.close()

    def columns(self, *col_expressions):
        positions = [self._position(item) for item in col_expressions]
        rows = [[row[position] for position in positions] for row in self]
        return Result([self._keys[position] for position in positions], rows)

    def _position_of_column(self, column):
        for position, entity in enumerate(self._entities):
            if entity is column:
                return position
        return self._source._position_of_column(column)

    @property
    def rowcount(self):
        return self._source.rowcount


def _value_at(place):
    return lambda row: row[place]


def _row_of(item):
    # Not `id()`: an object that nobody kept may have left its place in memory to the next one.
    state = getattr(item, "__dict__", {}).get(STATE)
    if state is not None:
        return state.key
    try:
        hash(item)
    except TypeError:
        return id(item)
    return item


class Prepared:
    """What a SELECT reads for its entities, the makers of their values, and the names in its rows."""

    def __init__(self, session, statement, options, names=None):
        self.columns = []
        # The readers of models.
        self.of_objects = []
        # The only columns that there are, where the statement is a text.
        self._available = names
        self.readers = []
        self.keys = []
        self.has_objects = False
        self._places = []
        for entity in statement._entities:
            self._places.append(len(self.columns))
            mapper = getattr(entity, "__mapper__", None)
            if mapper is None:
                self._add_columns(entity)
            else:
                self._add_entity(session, entity, mapper.configured(), options)

    def _add_entity(self, session, entity, mapper, options):
        self.has_objects = True
        attributes = options.attributes_of(mapper)
        if self._available is not None:
            attributes = [item for item in attributes if place_of(item[1], self._available) is not None]
        reader = EntityReader(session, mapper, attributes, len(self.columns), options)
        self.of_objects.append(reader)
        self.readers.append(reader.read)
        self.columns.extend(expression for _, expression in mapper.seen_as(entity, attributes))
        self.keys.append(entity.__name__)

    def _add_columns(self, entity):
        columns = Select(entity)._columns
        # A table stands for its columns.
        self._places.pop()
        for column in columns:
            self._places.append(len(self.columns))
            self.readers.append(_value_at(len(self.columns)))
            self.keys.append(_name_of(column))
            self.columns.append(column)

    def names(self, of_source):
        """The names in the rows; a nameless column has the one that the database was told."""
        return [of_source[place] if key is None else key for key, place in zip(self.keys, self._places)]


def place_of(column, names):
    """Where a column stands in the result of a text: it is known by its name."""
    name = getattr(column, "name", None)
    for wanted in (name, "%s_%s" % (getattr(getattr(column, "table", None), "name", ""), name)):
        if wanted is not None and wanted in names:
            return names.index(wanted)
    return None


def _name_of(column):
    """The name of a column in a row: its attribute's, where a model calls it otherwise."""
    mapper = getattr(getattr(column, "table", None), "_mapped_by", None)
    if mapper is not None:
        return mapper.attribute_of.get(column, column.key)
    return None if column._result_name() is None else getattr(column, "key", None) or column._result_name()


def execute(session, connection, statement, parameters=None, options=None):
    """Runs a SELECT whose entities may be models."""
    if options is None:
        options = Options(statement._options, bool(statement._execution_options.get("populate_existing")))
    prepared = Prepared(session, statement, options)
    sent = statement._copied()
    sent._columns = tuple(prepared.columns)
    source = connection.execute(sent, parameters)
    return ObjectResult(source, prepared, prepared.readers, prepared.names(list(source.keys())), statement)


def load_by_key(session, mapper, identity, options=None, for_update=None):
    """The object with a primary key, read from the database; None if there is no such row."""
    statement = Select(mapper.class_).where(*_has_key(mapper, identity))
    if for_update is not None:
        statement._for_update = for_update
    result = execute(session, session._connection_for(mapper), statement, None, options or Options())
    return result.scalars().one_or_none()


def _has_key(mapper, identity):
    return [
        column == BindParameter("pk_%d" % number, value, type_=column.type)
        for number, (column, value) in enumerate(zip(mapper.primary_key, identity), 1)
    ]


def load_missing(session, instance, state, key):
    """Reads the attributes that an object does not have now, and returns one of them."""
    values = instance.__dict__
    mapper = state.mapper.configured()
    if any(name in values for name in mapper.column_of if name not in mapper.key_names):
        # Some attributes were left out: the one that is asked for, or all that the server filled.
        return _load_some(session, instance, state, mapper, key)
    if load_by_key(session, mapper, state.key[1]) is None:
        raise _deleted(instance)
    return values.get(key) if key in values else _load_some(session, instance, state, mapper, key)


def _load_some(session, instance, state, mapper, key):
    values = instance.__dict__
    wanted = [key]
    if key not in mapper.deferred and key in mapper.column_of and _is_filled_by_server(mapper.column_of[key]):
        wanted = [
            name
            for name, column in mapper.column_of.items()
            if name not in values and name not in mapper.deferred and _is_filled_by_server(column)
        ]
    columns = [mapper.column_of.get(name, mapper.expressions.get(name)) for name in wanted]
    statement = Select(*columns).where(*_has_key(mapper, state.key[1]), *mapper.rows_of_class())
    if mapper.is_joined or any(column is None for column in columns):
        statement = statement.select_from(mapper.selectable)
    row = session._connection_for(mapper).execute(statement).one_or_none()
    if row is None:
        raise _deleted(instance)
    for name, value in zip(wanted, row):
        if name not in state.original:
            values[name] = value
    return values.get(key)


def _is_filled_by_server(column):
    return column.server_default is not None or column.server_onupdate is not None


def _deleted(instance):
    from .exc import ObjectDeletedError

    return ObjectDeletedError("Instance '%s' has been deleted, or its row is otherwise not present." % named(instance))


def load_related(session, instance, link, options=None):
    """The objects behind a relationship, read from the database."""
    session._autoflush()
    values = instance.__dict__
    mapper = instance.__dict__[STATE].mapper
    local = {}
    for parent, _ in link.pairs:
        name = mapper.attribute_of.get(parent)
        local[parent] = getattr(instance, name) if name is not None else None
    if all(value is None for value in local.values()):
        return []
    if link.direction is MANYTOONE and refers_to_key(link):
        identity = tuple(local[_other(link, column)] for column in link.target.primary_key)
        if None in identity:
            return []
        found = session._get(link.target, identity)
        return [] if found is None else [found]
    statement = related_select(link, local)
    result = execute(session, session._connection_for(link.target), statement, None, options)
    # A row may come twice; the objects are kept, so that their numbers stay theirs.
    return list({id(item): item for item in result.scalars().all()}.values())


def refers_to_key(link):
    """Whether a many-to-one relationship leads to the primary key: then the object may be in hand already."""
    key = link.target.primary_key
    if len(key) != len(link.pairs) or link.prop._keywords.get("primaryjoin") is not None:
        return False
    return all(any(column is target for _, target in link.pairs) for column in key)


def _other(link, column):
    for parent, target in link.pairs:
        if target is column:
            return parent
    return None


def related_select(link, local):
    """SELECT of the objects behind a relationship of an object whose columns have these values."""
    binds = {}

    def with_value(part):
        for parent, value in local.items():
            if part is parent:
                if parent not in binds:
                    binds[parent] = BindParameter(None, value, unique=True, type_=parent.type)
                return binds[parent]
        return None

    condition = replaced(link.primary_join, with_value)
    statement = Select(link.target.class_)
    if link.direction is MANYTOMANY:
        statement = statement.select_from(link.target.class_, link.secondary).where(condition, link.secondary_join)
    else:
        statement = statement.where(condition)
    if link.order_by:
        statement = statement.order_by(*link.order_by)
    return statement
