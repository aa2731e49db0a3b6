"""`Mapper`: what is known of a mapped class."""


class Mapper:
    def __init__(self, class_, local_table=None, inherits=None, **kw):
        self.class_ = self.entity = class_
        self.local_table = self.persist_selectable = self.mapped_table = local_table
        self.inherits = inherits

    @property
    def primary_key(self):
        return () if self.local_table is None else tuple(self.local_table.primary_key)

    @property
    def tables(self):
        return [self.local_table]

    @property
    def columns(self):
        return self.local_table.c

    c = columns

    @property
    def column_attrs(self):
        from .properties import InstrumentedAttribute

        return [value for value in _attributes(self.class_) if isinstance(value, InstrumentedAttribute)]

    @property
    def relationships(self):
        from .properties import RelationshipProperty

        return [value for value in _attributes(self.class_) if isinstance(value, RelationshipProperty)]

    @property
    def attrs(self):
        return self.column_attrs + self.relationships

    all_orm_descriptors = attrs

    def __repr__(self):
        return "<Mapper at %#x; %s>" % (id(self), self.class_.__name__)


def _attributes(cls):
    found = {}
    for kind in reversed(cls.__mro__):
        found.update(kind.__dict__)
    return list(found.values())


class ClassManager(dict):
    pass


class InstanceState:
    pass


mapperlib = mapper = Mapper


def inspected(subject):
    """`inspect(Model)` is its mapper."""
    if isinstance(subject, type):
        return subject.__mapper__
    from .session import later

    raise later("inspect() of a model's object")


def configure_mappers():
    pass
