"""Makes the table of a model's class from its attributes."""

from sqlalchemy.sql.schema import Column
from sqlalchemy.sql.tables import Table

from . import annotations
from .properties import ColumnProperty, InstrumentedAttribute, MappedColumn, RelationshipProperty


def map_class(cls, registry):
    """Maps a class: gives it `__table__`, `__mapper__` and its attributes."""
    from .mapper import Mapper

    parent = _mapped_parent(cls)
    columns = _columns(cls, registry, parent)
    table = cls.__dict__.get("__table__")
    if table is None and "__table__" in _dictionary_names(cls, parent):
        table = cls.__table__
    name = _resolved(cls, "__tablename__", parent)
    if table is None and name is not None:
        table = _table(cls, registry, name, columns)
        cls.__table__ = table
    elif table is None:
        if parent is None:
            from sqlalchemy import exc

            raise exc.InvalidRequestError(
                "Class %r does not have a __table__ or __tablename__ specified and does not inherit from an existing"
                " table-mapped class." % (cls,)
            )
        table = parent.__table__
        for _, column in columns:
            if column.name not in [known.name for known in table._columns]:
                table.append_column(column)
    for key, column in columns:
        type.__setattr__(cls, key, InstrumentedAttribute(key, column))
    named = [column for _, column in columns]
    for column in table._columns:
        if (
            not any(column is known for known in named)
            and column.key not in cls.__dict__
            and not hasattr(cls, column.key)
        ):
            type.__setattr__(cls, column.key, InstrumentedAttribute(column.key, column))
    cls.__mapper__ = Mapper(cls, table, parent)
    registry._class_registry[cls.__name__] = cls
    registry._mappers.append(cls.__mapper__)


def _mapped_parent(cls):
    for parent in cls.__mro__[1:]:
        if "__mapper__" in parent.__dict__:
            return parent
    return None


def _dictionary_names(cls, parent):
    """Names that the class or its mixins define, below the mapped parent."""
    names = set()
    for kind in cls.__mro__:
        if kind is parent:
            break
        names.update(kind.__dict__)
    return names


def _resolved(cls, name, parent):
    """A special attribute of the class or a mixin; those of a mapped parent are not inherited."""
    for kind in cls.__mro__:
        if kind is parent:
            return None
        if name in kind.__dict__:
            value = kind.__dict__[name]
            if hasattr(value, "__get__") and not isinstance(value, str):
                return value.__get__(None, cls)
            return value
    return None


def _columns(cls, registry, parent):
    """(attribute, Column) in the order of the table: the class's own, then those of its mixins."""
    found = []
    seen = set()
    for kind in cls.__mro__:
        if kind is object or kind is parent or "__mapper__" in kind.__dict__:
            if kind is parent:
                break
            continue
        noted = annotations.of_class(kind)
        for name in _names_in_order(kind.__dict__, noted):
            if name in seen or name.startswith("__"):
                continue
            value = kind.__dict__.get(name)
            column = _column_of(cls, kind, name, value, noted.get(name), registry)
            if column is None:
                if name in kind.__dict__:
                    seen.add(name)
                continue
            seen.add(name)
            order, column = column
            if column.name is None:
                column.name = name
                column.key = column.key or name
            found.append((order, name, column))
    found.sort(key=lambda entry: entry[0])
    return [(name, column) for _, name, column in found]


def _names_in_order(members, noted):
    """Attributes and annotations in the order of the class's text, as far as both tell it."""
    waiting = [name for name in members if not name.startswith("__")]
    found = []
    only_noted = []
    for name in noted:
        if name not in waiting:
            if name not in found:
                only_noted.append(name)
            continue
        # Up to a name that both have: first the attributes, then what is only annotated.
        place = waiting.index(name)
        found += waiting[:place] + only_noted + [name]
        only_noted = []
        waiting = waiting[place + 1 :]
    return found + waiting + only_noted


def _column_of(cls, kind, name, value, annotation, registry):
    """(sort order, Column) if the attribute is one."""
    declared = getattr(value, "_declared_attr", None)
    if declared is not None:
        value = value._value_for(cls)
        type.__setattr__(cls, name, value) if isinstance(value, RelationshipProperty) else None
        if isinstance(value, RelationshipProperty):
            value.key = name
    shared = kind is not cls and declared is None
    if isinstance(value, ColumnProperty):
        value = value.columns[0]
    if isinstance(value, Column):
        return 0, value._copy() if shared else value
    inner = annotations.inner_of(annotation, kind) if annotation is not None else Ellipsis
    if isinstance(value, MappedColumn):
        mapped = value._copy() if shared else value
    elif value is None and inner is not Ellipsis and name not in kind.__dict__:
        mapped = None
    else:
        return None
    if inner is not Ellipsis:
        mapped = _with_annotation(mapped, inner, kind, registry)
        if mapped is None:
            return None
    return mapped.sort_order, mapped.column


def _with_annotation(mapped, inner, kind, registry):
    inner, optional = annotations.without_none(inner)
    given = annotations.column_in(inner)
    if isinstance(given, Column):
        made = MappedColumn.__new__(MappedColumn)
        made.sort_order = 0
        made._has_nullable = given._nullable is not None
        made.column = given
        given = made
    if given is not None and mapped is not None:
        _merge(given, mapped)
        mapped = given
    elif given is not None:
        mapped = given
    elif mapped is None:
        mapped = MappedColumn()
    column = mapped.column
    if not mapped._has_nullable and not column.primary_key:
        column._nullable = optional
    if column.type._is_null and not (column._foreign_keys and inner is None):
        base = annotations.without_none(getattr(inner, "__origin__", inner))[0] if given is not None else inner
        type_ = annotations.type_for(inner, registry.type_annotation_map, kind)
        if type_ is None:
            type_ = annotations.type_for(base, registry.type_annotation_map, kind)
        if type_ is not None:
            column.type = type_
        elif not column._foreign_keys and mapped.column.name is None and not _means_type(inner):
            return None
    return mapped


def _means_type(inner):
    """Whether an annotation can be a column at all: `Mapped[list["Item"]]` without relationship() cannot."""
    return isinstance(inner, type)


def _merge(given, mapped):
    """What the attribute says goes before what `Annotated` says."""
    column, own = given.column, mapped.column
    for name, value in own.__dict__.items():
        if name == "_foreign_keys":
            for key in list(value):
                key.parent = None
                key._attach_to_column(column)
        elif name in ("name", "key"):
            if value is not None:
                setattr(column, name, value)
        else:
            column.__dict__[name] = value
    given.sort_order = mapped.sort_order or given.sort_order
    given._has_nullable = given._has_nullable or mapped._has_nullable


def _table(cls, registry, name, columns):
    arguments = _resolved(cls, "__table_args__", _mapped_parent(cls))
    positional, keywords = (), {}
    if isinstance(arguments, dict):
        keywords = dict(arguments)
    elif arguments:
        positional = tuple(arguments)
        if positional and isinstance(positional[-1], dict):
            keywords = dict(positional[-1])
            positional = positional[:-1]
    make = getattr(cls, "__table_cls__", None) or Table
    metadata = getattr(cls, "metadata", None) or registry.metadata
    return make(name, metadata, *[column for _, column in columns], *positional, **keywords)
