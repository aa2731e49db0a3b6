"""Makes the table of a model's class from its attributes."""

from sqlalchemy import exc
from sqlalchemy.sql.schema import Column
from sqlalchemy.sql.tables import Table

from . import annotations
from .properties import (
    ColumnProperty,
    CompositeProperty,
    InstrumentedAttribute,
    MappedColumn,
    MapperProperty,
    UnmappedColumn,
)


def map_class(cls, registry):
    """Maps a class: gives it `__table__`, `__mapper__` and its attributes."""
    if cls.__dict__.get("__no_table__"):
        _table_of_abstract(cls, registry)
        return
    parent = mapped_parent(cls)
    entries = _columns(cls, registry, parent)
    table = _given_table(cls, parent)
    if table is not None:
        type.__setattr__(cls, "__table__", table)
        _check_columns(entries, table)
    else:
        name = _special(cls, "__tablename__", parent)
        arguments = _special(cls, "__table_args__", parent)
        if name is not None:
            table = _table(cls, registry, name, arguments, entries)
        if table is not None:
            type.__setattr__(cls, "__table__", table)
        else:
            table = _table_of_parent(cls, parent, entries)
    _instrument(cls, registry, table, parent, entries)


def _table_of_abstract(cls, registry):
    """A name that all classes get makes a table for an abstract one, too, though nothing is mapped to it."""
    name = _special(cls, "__tablename__", None)
    if name is not None:
        entries = _columns(cls, registry, None)
        type.__setattr__(cls, "__table__", _table(cls, registry, name, _special(cls, "__table_args__", None), entries))


def map_table(cls, registry, table, parent, settings=None):
    """Maps a class onto a table that is there (`registry.map_imperatively`)."""
    if table is None and parent is not None:
        table = parent.__table__
    type.__setattr__(cls, "__table__", table)
    _instrument(cls, registry, table, parent, [], settings)


def _instrument(cls, registry, table, parent, entries, settings=None):
    from .mapper import Mapper

    for key, column, is_mapped in entries:
        if is_mapped:
            type.__setattr__(cls, key, InstrumentedAttribute(key, column))
        elif key in cls.__dict__:
            type.__delattr__(cls, key)
    named = {id(column) for _, column, _ in entries}
    for column in table._columns if table is not None else ():
        if id(column) not in named and column.key not in cls.__dict__ and not hasattr(cls, column.key):
            type.__setattr__(cls, column.key, InstrumentedAttribute(column.key, column))
    mapper = Mapper(cls, table, parent, **(settings or {}))
    if table is not None and getattr(table, "_mapped_by", None) is None:
        table._mapped_by = mapper
    _check_primary_key(mapper, table, parent)
    type.__setattr__(cls, "__mapper__", mapper)
    registry._class_registry[cls.__name__] = cls
    registry._mappers.append(mapper)


def _check_primary_key(mapper, table, parent):
    if not isinstance(table, Table) or any(column.primary_key for column in table._columns):
        return
    # A table of joined inheritance has the key of its parent.
    has_key = (parent is not None and not mapper.concrete) or mapper.primary_key
    mapper._forget()
    if not has_key:
        raise exc.ArgumentError(
            "Mapper %s could not assemble any primary key columns for mapped table '%s'" % (mapper, table.description)
        )


def mapped_parent(cls):
    for parent in cls.__mro__[1:]:
        if "__mapper__" in parent.__dict__:
            return parent
    return None


def _is_mapped(kind, cls):
    return kind is not cls and "__mapper__" in kind.__dict__


def _is_declared(value):
    return getattr(type(value), "_declared_attr", False)


def _read(cls, name, given):
    """What `cls.name` is; `@classmethod` over `@declared_attr` is what the latter alone is, as up to Python 3.12."""
    if isinstance(given, classmethod) and _is_declared(given.__func__):
        return given.__func__.fget(cls)
    return getattr(cls, name)


def _special(cls, name, parent):
    """`__tablename__` or `__table_args__` of the class or a mixin; of a mapped parent only what is a `declared_attr`."""
    for kind in cls.__mro__:
        if name not in kind.__dict__:
            continue
        if _is_mapped(kind, cls) and not _is_declared(kind.__dict__[name]):
            continue
        value = _read(cls, name, kind.__dict__[name])
        if value:
            if name == "__table_args__" and kind is not cls and _special(cls, "__tablename__", parent) is None:
                return None
            return value
    return None


def _given_table(cls, parent):
    """The `__table__` of the class itself, or of a mixin's `declared_attr`."""
    for kind in cls.__mro__:
        if "__table__" in kind.__dict__ and not _is_mapped(kind, cls):
            if kind is cls or _is_declared(kind.__dict__["__table__"]):
                return getattr(cls, "__table__")
    return None


def _check_columns(entries, table):
    for _, column, _ in entries:
        if not any(column is known for known in table._columns):
            raise exc.ArgumentError("Can't add additional column %r when specifying __table__" % column.key)


def _table(cls, registry, name, arguments, entries):
    if arguments is not None and not isinstance(arguments, (tuple, dict)):
        raise exc.ArgumentError("__table_args__ value must be a tuple, dict, or None")
    positional, keywords = (), {}
    if isinstance(arguments, dict):
        keywords = dict(arguments)
    elif arguments:
        positional = tuple(arguments)
        if isinstance(positional[-1], dict):
            keywords = dict(positional[-1])
            positional = positional[:-1]
    make = getattr(cls, "__table_cls__", None) or Table
    metadata = getattr(cls, "metadata", None) or registry.metadata
    return make(name, metadata, *[column for _, column, _ in entries], *positional, **keywords)


def _table_of_parent(cls, parent, entries):
    """Single-table inheritance: the columns join the table of the parent."""
    if parent is None:
        raise exc.InvalidRequestError(
            "Class %r does not have a __table__ or __tablename__ specified and does not inherit from an existing"
            " table-mapped class." % (cls,)
        )
    if _special(cls, "__table_args__", parent):
        raise exc.ArgumentError("Can't place __table_args__ on an inherited class with no table.")
    table = parent.__table__
    for _, column, _ in entries:
        known = [other for other in table._columns if other.name == column.name]
        if known and known[0] is column:
            continue
        if known:
            raise exc.ArgumentError(
                "Column '%s' on class %s conflicts with existing column '%s'.  If using Declarative, consider using the"
                " use_existing_column parameter of mapped_column() to resolve conflicts."
                % (column, cls.__name__, known[0])
            )
        if column.primary_key:
            raise exc.ArgumentError("Can't place primary key columns on an inherited class with no table.")
        table.append_column(column)
    return table


def _columns(cls, registry, parent):
    """(attribute, Column, whether it is mapped) in the order of the table: the class's own, then those of its mixins."""
    scan = _Scan(cls, registry, parent)
    for kind in cls.__mro__:
        if kind in without_columns or _is_mapped(kind, cls):
            continue
        if kind is cls:
            scan.own_attributes()
        else:
            scan.attributes_of_mixin(kind)
    found = []
    is_sorted = True
    for name, (value, annotation, kind) in scan.collected.items():
        for entry in scan.columns_of(name, value, annotation, kind):
            if entry[0]:
                is_sorted = False
            found.append(entry)
    if not is_sorted:
        found.sort(key=lambda entry: entry[0])
    return [entry[1:] for entry in found]


# Classes of which nothing is in a table; `decl_api` adds its own.
without_columns = {object}

# What most attributes are: neither a function of the class nor an annotation has a say in them.
_PLAIN_COLUMNS = frozenset((MappedColumn, Column))


class _Scan:
    """Collects the attributes of a class and its mixins: {name: (value, annotation, class it stands in)}."""

    def __init__(self, cls, registry, parent):
        self.cls = cls
        self.registry = registry
        self.parent = parent
        self.collected = {}
        self.allow_unmapped = bool(getattr(cls, "__allow_unmapped__", False))

    def own_attributes(self):
        cls = self.cls
        for name, value, annotation in _attributes(cls):
            if annotation is None and type(value) in _PLAIN_COLUMNS:
                self._collect(name, value, None, cls)
                continue
            if _is_declared(value):
                value = value._value_for(cls)
                annotation = None
                self._place(name, value)
            self._check(name, value, annotation, name in cls.__dict__)
            if value is not None or (annotation is not None and name not in cls.__dict__):
                self._collect(name, value, annotation, cls)

    def attributes_of_mixin(self, kind):
        attributes = list(_attributes(kind))
        # As in SQLAlchemy a mixin's columns come before what its functions make.
        for name, value, annotation in attributes:
            if isinstance(value, (Column, MappedColumn)) or value is None and annotations.is_mapped(annotation):
                if not self._is_overridden(name, value):
                    self._collect(name, None if value is None else value._copy(), annotation, kind)
            elif isinstance(value, MapperProperty):
                raise exc.InvalidRequestError(
                    "Mapper properties (i.e. deferred,column_property(), relationship(), etc.) must be declared as"
                    " @declared_attr callables on declarative mixin classes.  For dataclass field() objects, use a lambda:"
                )
        for name, value, annotation in attributes:
            if _is_declared(value):
                self._collect_declared(name, value, kind)

    def _collect_declared(self, name, declared, kind):
        cls = self.cls
        if not declared._cascading and self._is_overridden(name, declared):
            return
        value = declared._value_for(cls)
        if name in self.collected and not declared._cascading:
            return
        self._collect(name, value, declared._return_annotation(kind), kind)
        self._place(name, value)

    def _place(self, name, value):
        """What a function made, if it is no column, is an attribute of the class."""
        if not isinstance(value, (Column, MappedColumn)):
            type.__setattr__(self.cls, name, value)
            if isinstance(value, MapperProperty):
                value.key = name

    def _collect(self, name, value, annotation, kind):
        if name not in self.collected:
            self.collected[name] = (value, annotation, kind)

    def _is_overridden(self, name, value):
        """Whether a class before the mixin has the attribute."""
        if name in self.collected:
            return True
        for kind in self.cls.__mro__:
            if name in kind.__dict__:
                return kind.__dict__[name] is not value
        return False

    def _check(self, name, value, annotation, has_value):
        """An annotation without `Mapped[…]` is refused where a column would be expected."""
        if self.allow_unmapped or not isinstance(annotation, type) or annotations.is_mapped(annotation):
            return
        if isinstance(value, (MappedColumn, MapperProperty)) or not has_value:
            if annotations.is_descriptor(annotation) or _is_dataclass(self.cls):
                return
            from .exc import MappedAnnotationError

            raise MappedAnnotationError(
                'Type annotation for "%s.%s" can\'t be correctly interpreted for Annotated Declarative Table form.  ORM'
                " annotations should normally make use of the ``Mapped[]`` generic type, or other ORM-compatible generic"
                " type, as a container for the actual type, which indicates the intent that the attribute is mapped."
                " Class variables that are not intended to be mapped by the ORM should use ClassVar[].  To allow Annotated"
                ' Declarative to disregard legacy annotations which don\'t use Mapped[] to pass, set "__allow_unmapped__'
                ' = True" on the class or a superclass this class.' % (self.cls.__name__, name)
            )

    def columns_of(self, name, value, annotation, kind):
        """[(sort order, attribute, Column, whether it is mapped)] of one attribute."""
        if annotation is None and type(value) is MappedColumn and not value.use_existing_column:
            column = self._with_annotation(value, Ellipsis, kind, name).column
            _name_column(column, name)
            return ((value.sort_order, name, column, True),)
        if isinstance(value, CompositeProperty):
            return self._columns_of_composite(name, value, annotation, kind)
        if isinstance(value, ColumnProperty):
            column = value.column
            if column is None or column.table is not None:
                return []
            _name_column(column, name)
            return [(0, name, column, True)]
        if isinstance(value, Column):
            _name_column(value, name)
            return [(0, name, value, True)]
        inner = annotations.inner_of(annotation, kind) if annotation is not None else Ellipsis
        if isinstance(value, MappedColumn):
            mapped = value
        elif value is None and inner is not Ellipsis:
            mapped = UnmappedColumn() if annotations.is_unmapped(annotation) else None
        else:
            return []
        mapped = self._with_annotation(mapped, inner, kind, name)
        self._adjust_for_existing(mapped, name)
        _name_column(mapped.column, name)
        return [(mapped.sort_order, name, mapped.column, not isinstance(mapped, UnmappedColumn))]

    def _with_annotation(self, mapped, inner, kind, name):
        """Gives a column what its annotation says: whether NULL may be in it, its type, what `Annotated` holds."""
        if inner is Ellipsis:
            column = mapped.column
            if column.type._is_null and not column._foreign_keys:
                raise exc.ArgumentError(
                    'Python typing annotation is required for attribute "%s.%s" when primary argument(s) for'
                    ' "MappedColumn" construct are None or not present' % (self.cls.__name__, name)
                )
            return mapped
        optional = annotations.includes_none(inner)
        inner = annotations.without_none(inner)
        given = annotations.column_in(inner)
        if given is not None:
            if mapped is not None:
                given.take(mapped)
            mapped = given
        elif mapped is None:
            mapped = MappedColumn()
        column = mapped.column
        if not mapped._has_nullable and not column.primary_key:
            column._nullable = optional
        if column.type._is_null and not column._foreign_keys:
            type_ = annotations.type_for(inner, self.registry.type_annotation_map, kind)
            if type_ is None:
                raise annotations.unresolved(inner, name)
            column.type = type_
        return mapped

    def _adjust_for_existing(self, mapped, name):
        """`use_existing_column=True` of a subclass without a table of its own."""
        if not mapped.use_existing_column or self.parent is None:
            return
        if _given_table(self.cls, self.parent) is not None or _special(self.cls, "__tablename__", self.parent):
            return
        wanted = mapped.column.name or name
        for column in self.parent.__table__._columns:
            if column.name == wanted:
                mapped.column = column

    def _columns_of_composite(self, name, value, annotation, kind):
        inner = annotations.inner_of(annotation, kind) if annotation is not None else Ellipsis
        found = []
        for attribute, mapped, noted in value.mapped_columns(inner, name):
            if isinstance(mapped, Column):
                _name_column(mapped, attribute)
            else:
                if noted is not Ellipsis or mapped.column.type._is_null:
                    mapped = self._with_annotation(mapped, noted, kind, name)
                _name_column(mapped.column, attribute or name)
                mapped = mapped.column
            if mapped.table is None:
                found.append((0, mapped.key, mapped, True))
        return found


def _name_column(column, name):
    if column.name is None:
        column.name = name
    if column.key is None:
        column.key = name


def _is_dataclass(cls):
    return "__dataclass_fields__" in cls.__dict__


def _attributes(kind):
    """(name, value or None, annotation or None) of a class's own attributes, those in a dataclass's fields among them."""
    noted = annotations.of_class(kind)
    members = kind.__dict__
    key = getattr(kind, "__sa_dataclass_metadata_key__", None)
    fields = members.get("__dataclass_fields__", {}) if key is not None else {}
    for name in _merged(list(members), list(noted)) if noted else list(members):
        if name.startswith(("__", "_sa_")):
            continue
        field = fields.get(name) if fields else None
        if field is not None and key in field.metadata:
            value = field.metadata[key]
            yield name, value() if callable(value) and not hasattr(value, "_is_property") else value, None
        else:
            yield name, members.get(name), noted.get(name)


def _merged(first, second):
    """Merges two lists of names as SQLAlchemy does: the order of both, as far as they agree."""
    both = set(first) & set(second)
    merged = []
    current, other = iter(first), iter(second)
    while True:
        for name in current:
            if name in both:
                both.discard(name)
                current, other = other, current
                break
            merged.append(name)
        else:
            return merged + list(other)
