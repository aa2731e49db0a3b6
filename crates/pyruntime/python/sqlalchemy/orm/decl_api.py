"""`DeclarativeBase`, `declarative_base()`, `registry`, `declared_attr`."""

from sqlalchemy._lazy import not_yet
from sqlalchemy.sql.schema import Column
from sqlalchemy.sql.tables import MetaData

from . import configuration
from .decl_base import map_class, map_table, mapped_parent, without_columns
from .properties import InstrumentedAttribute, MappedColumn, SynonymProperty


class declared_attr:
    """A class-level function whose value is worked out for each mapped class."""

    _declared_attr = True

    def __init__(self, fn, cascading=False, quiet=False):
        self.fget = getattr(fn, "__func__", fn)
        self._cascading = cascading
        self.__name__ = self.fget.__name__
        self._values = {}

    def __get__(self, instance, owner):
        if owner in self._values:
            return self._values[owner]
        if instance is not None and self.__name__ in instance.__dict__:
            return instance.__dict__[self.__name__]
        return self.fget(owner)

    def _value_for(self, cls):
        """One value for each class, however often it is asked for while the class is mapped."""
        if cls not in self._values:
            self._values[cls] = self.fget(cls)
        return self._values[cls]

    def _return_annotation(self, kind):
        """What the function is annotated to return; `-> Mapped[int]` says whether NULL may be in the column."""
        from . import annotations

        return annotations.evaluated(getattr(self.fget, "__annotations__", {}).get("return"), kind)

    @classmethod
    def directive(cls, fn):
        return cls(fn)

    @classmethod
    def cascading(cls, fn):
        return cls(fn, cascading=True)

    def __class_getitem__(cls, inner):
        return cls

    @property
    def inplace(self):
        return self


def declarative_mixin(cls):
    return cls


def synonym_for(name, map_column=False):
    return lambda fn: SynonymProperty(name)


class registry:
    def __init__(
        self, *, metadata=None, class_registry=None, type_annotation_map=None, constructor=None, resolve_types=None
    ):
        self.metadata = metadata if metadata is not None else MetaData()
        self._class_registry = {} if class_registry is None else class_registry
        self.type_annotation_map = {}
        self.update_type_annotation_map(type_annotation_map or {})
        self.constructor = constructor or _constructor
        self._mappers = []
        # For how many of the mappers every relationship knows its other side.
        self._configured = 0
        configuration.note(self)

    @property
    def mappers(self):
        return frozenset(self._mappers)

    def update_type_annotation_map(self, type_annotation_map):
        from . import annotations

        for key, type_ in type_annotation_map.items():
            self.type_annotation_map[annotations.without_none(key)] = type_

    def configure(self, cascade=False):
        configuration.configure(self)

    def dispose(self, cascade=False):
        configuration.forget(self)

    def generate_base(self, mapper=None, cls=object, name="Base", metaclass=None):
        members = {"registry": self, "metadata": self.metadata, "__init__": self.constructor, "__abstract__": True}
        bases = cls if isinstance(cls, tuple) else (cls,)
        if any("__init__" in base.__dict__ for base in bases if base is not object):
            del members["__init__"]
        return (metaclass or DeclarativeMeta)(name, bases, members)

    def mapped(self, cls):
        cls.registry = self
        if "metadata" not in cls.__dict__:
            cls.metadata = self.metadata
        if "__init__" not in cls.__dict__:
            cls.__init__ = self.constructor
        map_class(cls, self)
        return cls

    map_declaratively = mapped

    def mapped_as_dataclass(self, __cls=None, **kw):
        def decorate(cls):
            return self.mapped(cls)

        return decorate if __cls is None else decorate(__cls)

    def as_declarative_base(self, **kw):
        def decorate(cls):
            kw["cls"] = cls
            kw["name"] = cls.__name__
            return self.generate_base(**kw)

        return decorate

    def map_imperatively(self, class_, local_table=None, **kw):
        class_.registry = self
        if class_.__init__ is object.__init__:
            class_.__init__ = self.constructor
        properties = kw.pop("properties", None) or {}
        for name, value in properties.items():
            if isinstance(value, Column):
                setattr(class_, name, InstrumentedAttribute(name, value))
            elif hasattr(value, "_is_property"):
                value.key = name
                setattr(class_, name, value)
        # Python's own inheritance says it already.
        kw.pop("inherits", None)
        parent = mapped_parent(class_)
        map_table(class_, self, local_table, parent, kw)
        return class_.__mapper__


def _constructor(self, **kwargs):
    kind = type(self)
    if kwargs:
        kind.__mapper__.configured()
    for name, value in kwargs.items():
        if not hasattr(kind, name):
            raise TypeError("%r is an invalid keyword argument for %s" % (name, kind.__name__))
        setattr(self, name, value)


_constructor.__name__ = "__init__"


class DeclarativeMeta(type):
    """The metaclass of `declarative_base()`."""

    def __init__(cls, name, bases, members, **kw):
        type.__init__(cls, name, bases, members)
        if "__abstract__" in members and members["__abstract__"]:
            return
        owner = getattr(cls, "registry", None)
        if owner is None:
            return
        map_class(cls, owner)

    def __setattr__(cls, key, value):
        _set_on_class(cls, key, value)


def _set_on_class(cls, key, value):
    """`Model.column = Column(…)` after the class adds to its table."""
    if "__mapper__" in cls.__dict__ and isinstance(value, (Column, MappedColumn)):
        column = value.column if isinstance(value, MappedColumn) else value
        if column.name is None:
            column.name = key
            column.key = column.key or key
        if column.table is None:
            cls.__table__.append_column(column)
        value = InstrumentedAttribute(key, column)
    type.__setattr__(cls, key, value)
    if hasattr(value, "_is_property") and value.key is None:
        value.key = key
    if "__mapper__" in cls.__dict__:
        cls.__mapper__._changed()


class DeclarativeAttributeIntercept(type):
    def __setattr__(cls, key, value):
        _set_on_class(cls, key, value)


class DeclarativeBase(metaclass=DeclarativeAttributeIntercept):
    def __init_subclass__(cls, **kw):
        if DeclarativeBase in cls.__bases__:
            _set_up_base(cls)
        elif not cls.__dict__.get("__abstract__", False):
            map_class(cls, cls.registry)
        super().__init_subclass__()

    def __init__(self, **kw):
        _constructor(self, **kw)


class DeclarativeBaseNoMeta:
    def __init_subclass__(cls, **kw):
        if DeclarativeBaseNoMeta in cls.__bases__:
            _set_up_base(cls)
        elif not cls.__dict__.get("__abstract__", False):
            map_class(cls, cls.registry)
        super().__init_subclass__()

    def __init__(self, **kw):
        _constructor(self, **kw)


def _set_up_base(cls):
    metadata = cls.__dict__.get("metadata") or getattr(cls, "metadata", None)
    types = getattr(cls, "type_annotation_map", None)
    owner = cls.__dict__.get("registry")
    if owner is None:
        owner = registry(metadata=metadata, type_annotation_map=types)
        type.__setattr__(cls, "registry", owner)
    elif types:
        owner.update_type_annotation_map(types)
    if metadata is None:
        type.__setattr__(cls, "metadata", owner.metadata)
    else:
        owner.metadata = metadata


class MappedAsDataclass:
    """A mixin whose keywords are the dataclass's; objects take their values by name."""

    def __init_subclass__(cls, **kw):
        super().__init_subclass__()


without_columns.update((DeclarativeBase, DeclarativeBaseNoMeta, MappedAsDataclass))


def mapped_as_dataclass(registry, **kw):
    return registry.mapped_as_dataclass(**kw)


def unmapped_dataclass(cls=None, **kw):
    return (lambda decorated: decorated) if cls is None else cls


def as_typed_table(*arguments, **keywords):
    raise NotImplementedError("as_typed_table() is not supported: use Table()")


def add_mapped_attribute(target, key, attr):
    _set_on_class(target, key, attr)


def has_inherited_table(cls):
    return any("__table__" in kind.__dict__ for kind in cls.__mro__[1:])


def declarative_base(
    *,
    metadata=None,
    mapper=None,
    cls=object,
    name="Base",
    class_registry=None,
    type_annotation_map=None,
    constructor=None,
    metaclass=None,
    **kw,
):
    owner = registry(
        metadata=metadata,
        class_registry=class_registry,
        type_annotation_map=type_annotation_map,
        constructor=constructor,
    )
    return owner.generate_base(mapper, cls, name, metaclass)


def as_declarative(**kw):
    def decorate(cls):
        return declarative_base(cls=cls, name=cls.__name__, **kw)

    return decorate


class ConcreteBase:
    """Concrete inheritance: each class has its own table."""


class AbstractConcreteBase(ConcreteBase):
    """The same for a class that has no table; its columns are those of its subclasses."""

    __abstract__ = True

    def __init_subclass__(cls, **kw):
        if AbstractConcreteBase in cls.__bases__:
            type.__setattr__(cls, "__no_table__", True)
        super().__init_subclass__(**kw)


class DeferredReflection:
    @classmethod
    def prepare(cls, bind, **kw):
        raise not_yet("DeferredReflection.prepare()", "read the tables with Table(…, autoload_with=…)")
