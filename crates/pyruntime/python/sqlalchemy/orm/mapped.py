"""The attributes of a mapped class: which column is which, the key of a row, the classes below it."""

from sqlalchemy import exc
from sqlalchemy.sql.schema import Column

from .properties import ColumnProperty, InstrumentedAttribute, MappedColumn, RelationshipProperty

_FUNCTION = type(lambda: None)


class Attributes:
    """Worked out once for each class that a session meets."""

    def __init__(self, mapper):
        self.mapper = mapper
        cls = mapper.class_
        arguments = _arguments(cls, mapper)
        self.concrete = bool(arguments.get("concrete"))
        self.parent = None if self.concrete else mapper.inherits
        self.tables = self._tables(mapper)
        self.selectable = self._selectable()
        self.column_of = {}
        self.attribute_of = {}
        self.expressions = {}
        self.deferred = set()
        self.links = {}
        self.validators = {}
        self.reconstructors = []
        self._read_class(cls)
        self.primary_key = self._primary_key(arguments)
        self.key_names = [self.attribute_of.get(column, column.key) for column in self.primary_key]
        self.version_column = _column(cls, arguments.get("version_id_col"))
        self.polymorphic_on = _column(cls, arguments.get("polymorphic_on"))
        if self.polymorphic_on is None and self.parent is not None:
            self.polymorphic_on = self.parent.polymorphic_on
        self.polymorphic_identity = arguments.get("polymorphic_identity")
        self.is_joined = self.parent is not None and len(self.tables) > len(self.parent.tables)

    def _tables(self, mapper):
        tables = [] if self.parent is None else list(self.parent.tables)
        if mapper.local_table is not None and not any(mapper.local_table is table for table in tables):
            tables.append(mapper.local_table)
        return tables

    def _selectable(self):
        """What stands in FROM: the table, or the join of a class with those it inherits from."""
        found = self.tables[0]
        for table in self.tables[1:]:
            found = found.join(table)
        return found

    def _read_class(self, cls):
        named = {}
        for kind in reversed(cls.__mro__):
            if kind is object:
                continue
            for name, value in kind.__dict__.items():
                if isinstance(value, InstrumentedAttribute):
                    named[name] = value.column
                    if value.is_deferred:
                        self.deferred.add(name)
                elif isinstance(value, RelationshipProperty):
                    self.links[name] = value
                    named.pop(name, None)
                elif isinstance(value, ColumnProperty):
                    self._expression(name, value, named)
                elif type(value) is _FUNCTION:
                    for attribute in getattr(value, "__sa_validators__", ()):
                        self.validators.setdefault(attribute, []).append(name)
                    if getattr(value, "__sa_reconstructor__", False):
                        self.reconstructors.append(name)
        # The order is that of the tables; a column that two tables share is the one of the table below.
        places = {}
        for table in self.tables:
            for column in table.c:
                places[column] = len(places)
        for name, column in sorted(named.items(), key=lambda item: places.get(item[1], len(places))):
            if not any(column.table is table for table in self.tables) and self.parent is None:
                continue
            self.column_of[name] = column
            self.attribute_of[column] = name
        self._share_keys()

    def _expression(self, name, value, named):
        column = value.column
        if column is not None:
            named[name] = column
            if value.is_deferred:
                self.deferred.add(name)
        elif value.expression is not None:
            self.expressions[name] = value.expression
            if value.is_deferred:
                self.deferred.add(name)

    def _share_keys(self):
        """With joined tables the columns of the same key are one attribute: `child.id` and `parent.id`."""
        for upper, table in zip(self.tables, self.tables[1:]):
            for column in table.c:
                name = self.attribute_of.get(column)
                for key in column._foreign_keys:
                    referred = key._column_or_none()
                    if name is not None and referred is not None and referred.table is upper and column.primary_key:
                        self.attribute_of.setdefault(referred, name)

    def _primary_key(self, arguments):
        given = arguments.get("primary_key")
        if given is not None:
            return [column.column if isinstance(column, MappedColumn) else column for column in given]
        # A join is known by the key of its first table.
        found = list(self.tables[0].primary_key)
        # A column that a later class put in its place (`extend_existing`) is still the attribute's own.
        found = [self._own(column) for column in found]
        if not found:
            raise exc.ArgumentError(
                "Mapper %s could not assemble any primary key columns for mapped table '%s'"
                % (self.mapper, self.tables[0].name)
            )
        return found

    def _own(self, column):
        if column in self.attribute_of:
            return column
        for own in self.attribute_of:
            if own.table is column.table and own.key == column.key:
                return own
        return column

    # What a query asks.

    def loaded_attributes(self, chosen=None):
        """[(attribute, expression)] that a query reads, deferred ones left out."""
        found = [
            (name, column)
            for name, column in self.column_of.items()
            if (chosen is None and name not in self.deferred)
            or (chosen is not None and (name in chosen or name in self.key_names or column is self.polymorphic_on))
        ]
        for name, expression in self.expressions.items():
            if name not in self.deferred if chosen is None else name in chosen:
                found.append((name, expression))
        return found

    def seen_as(self, entity, attributes):
        """The attributes as columns of an alias, where the entity is one."""
        source = entity.__table__
        if source is self.mapper.local_table or not getattr(entity, "_is_aliased_class", False):
            return attributes
        return [(name, entity._adapted(expression)) for name, expression in attributes]

    @property
    def polymorphic_map(self):
        """The class for each value of the discriminator, of this class and those below."""
        return {
            mapper.polymorphic_identity: mapper
            for mapper in self.mapper.self_and_descendants
            if mapper.polymorphic_identity is not None
        }

    @property
    def self_and_descendants(self):
        found = [self.mapper]
        waiting = list(type.__subclasses__(self.mapper.class_))
        while waiting:
            kind = waiting.pop(0)
            if "__mapper__" in kind.__dict__ and kind.__mapper__ not in found:
                found.append(kind.__mapper__)
            waiting.extend(type.__subclasses__(kind))
        return found

    def rows_of_class(self):
        """The criterion of `single_criterion` in a list."""
        criterion = self.single_criterion
        return [] if criterion is None else [criterion]

    @property
    def single_criterion(self):
        """Which rows of a shared table are objects of this class; None where all are."""
        if self.parent is None or self.is_joined or self.polymorphic_on is None:
            return None
        identities = list(self.polymorphic_map)
        return self.polymorphic_on.in_(identities)


def _arguments(cls, mapper):
    given = dict(mapper._given)
    own = cls.__dict__.get("__mapper_args__")
    if own is None:
        for kind in cls.__mro__[1:]:
            if "__mapper_args__" in kind.__dict__:
                own = kind.__dict__["__mapper_args__"]
                if "__mapper__" in kind.__dict__ and isinstance(own, dict):
                    own = None
                break
    if own is not None and not isinstance(own, dict):
        own = getattr(cls, "__mapper_args__")
    given.update(own or {})
    return given


def _column(cls, given):
    if given is None:
        return None
    if isinstance(given, MappedColumn):
        return given.column
    if isinstance(given, str):
        given = getattr(cls, given)
    if isinstance(given, (Column, MappedColumn)) or getattr(given, "_is_clause", False):
        return given
    return None
