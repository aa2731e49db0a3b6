"""`Mapper`: what is known of a mapped class."""

from sqlalchemy import exc


class Mapper:
    def __init__(self, class_, local_table=None, inherits=None, **kw):
        self.class_ = self.entity = class_
        self.local_table = self.mapped_table = local_table
        self.inherits_class = inherits
        self.inherits = None if inherits is None else inherits.__mapper__
        self._given = kw
        self._read = None

    # What is worked out when it is first needed: models that are only described never need it.

    def _attributes(self):
        if self._read is None:
            from .mapped import Attributes

            self._read = Attributes(self)
        return self._read

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        if name == "_has_validators":
            return self.__set_has_validators()
        return getattr(self._attributes(), name)

    def configured(self):
        """Returns the mapper once every relationship of its models knows its other side."""
        registry = getattr(self.class_, "registry", None) or getattr(self.class_, "_sa_registry", None)
        if registry is not None and registry._configured != len(registry._mappers):
            from .relationships import configure

            configure(registry)
        return self

    def _forget(self):
        """After a change of the class: its attributes are read anew."""
        self._read = None
        self.__dict__.pop("_has_validators", None)

    def _changed(self):
        self._forget()
        registry = getattr(self.class_, "registry", None) or getattr(self.class_, "_sa_registry", None)
        if registry is not None:
            registry._configured = 0

    def __set_has_validators(self):
        found = any("__sa_validators__" in getattr(value, "__dict__", ()) for value in _attributes(self.class_))
        self.__dict__["_has_validators"] = found
        return found

    @property
    def base_mapper(self):
        return self if self.inherits is None or self.concrete else self.inherits.base_mapper

    @property
    def persist_selectable(self):
        return self.local_table if self._read is None else self._read.selectable

    @property
    def primary_key(self):
        return () if self.local_table is None else tuple(self._attributes().primary_key)

    @property
    def columns(self):
        return self.local_table.c

    c = columns

    @property
    def column_attrs(self):
        from .properties import InstrumentedAttribute

        return _Named([value for value in _attributes(self.class_) if isinstance(value, InstrumentedAttribute)])

    @property
    def relationships(self):
        from .properties import RelationshipProperty

        return _Named([value for value in _attributes(self.class_) if isinstance(value, RelationshipProperty)])

    @property
    def attrs(self):
        return _Named(list(self.column_attrs) + list(self.relationships))

    all_orm_descriptors = attrs

    def get_property(self, key):
        for value in self.attrs:
            if value.key == key:
                return value
        raise exc.InvalidRequestError("Mapper '%s' has no property '%s'.  If this property was indicated from other"
                                      " mappers or configure events, ensure registry.configure() has been called."
                                      % (self, key))

    def isa(self, other):
        mapper = self
        while mapper is not None and mapper is not other:
            mapper = mapper.inherits
        return mapper is not None

    def __repr__(self):
        return "<Mapper at %#x; %s>" % (id(self), self.class_.__name__)

    def __str__(self):
        return "Mapper[%s(%s)]" % (self.class_.__name__, getattr(self.local_table, "name", None))


class _Named(list):
    """Attributes in a list that are also found by name."""

    def __getitem__(self, key):
        if not isinstance(key, str):
            return list.__getitem__(self, key)
        for value in self:
            if value.key == key:
                return value
        raise KeyError(key)

    def __contains__(self, key):
        if isinstance(key, str):
            return any(value.key == key for value in self)
        return any(value is key for value in self)

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def get(self, key, default=None):
        return self[key] if key in self else default

    def keys(self):
        return [value.key for value in self]

    def values(self):
        return list(self)

    def items(self):
        return [(value.key, value) for value in self]


def _attributes(cls):
    found = {}
    for kind in reversed(cls.__mro__):
        found.update(kind.__dict__)
    return list(found.values())


class ClassManager(dict):
    pass


def __getattr__(name):
    if name == "InstanceState":
        from .state import InstanceState

        return InstanceState
    raise AttributeError(name)


mapperlib = mapper = Mapper


def inspected(subject):
    """`inspect(Model)` is its mapper, `inspect(object)` its state."""
    if isinstance(subject, type) or getattr(subject, "_is_aliased_class", False):
        return subject.__mapper__.configured()
    from .state import state_of

    return state_of(subject)


def configure_mappers():
    from .configuration import configure_all

    configure_all()


def clear_mappers():
    from .configuration import forget_all

    forget_all()
