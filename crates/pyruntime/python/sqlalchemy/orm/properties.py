"""What a model's attributes are: columns, relationships, and the names that annotations use."""

from sqlalchemy.sql.schema import Column

_NOT_GIVEN = object()
_FUNCTION = type(lambda: None)


class MappedAnnotation:
    """`Mapped[int]`, kept as it was written."""

    def __init__(self, origin, inner):
        self.origin = origin
        self.inner = inner

    def __repr__(self):
        return "%s[%r]" % (self.origin.__name__, self.inner)

    def __or__(self, other):
        return self

    __ror__ = __or__

    def __call__(self, *arguments, **keywords):
        raise TypeError("%r cannot be called" % (self,))


class SQLORMExpression:
    def __class_getitem__(cls, inner):
        return MappedAnnotation(cls, inner)


class ORMDescriptor(SQLORMExpression):
    pass


class Mapped(ORMDescriptor):
    pass


class DynamicMapped(Mapped):
    pass


class WriteOnlyMapped(Mapped):
    pass


class Unmapped(ORMDescriptor):
    """The annotation of `unmapped_column()`."""


class MappedSQLExpression(Mapped):
    pass


class WriteOnlyCollection:
    def __class_getitem__(cls, inner):
        return cls


class AppenderQuery(WriteOnlyCollection):
    pass


class QueryableAttribute:
    def __class_getitem__(cls, inner):
        return cls


class InstrumentedAttribute(QueryableAttribute):
    """A mapped column: on the class it is the column, on an object its value."""

    def __init__(self, key, column):
        self.key = key
        self.column = column

    @property
    def is_deferred(self):
        return self.column._is_deferred

    def __get__(self, instance, owner):
        if instance is None:
            return self.column
        values = instance.__dict__
        if self.key in values:
            return values[self.key]
        state = values.get("_sa_instance_state")
        return None if state is None else state.missing(instance, self.key)

    def __set__(self, instance, value):
        mapper = type(instance).__mapper__
        if mapper._has_validators:
            for name in mapper.validators.get(self.key, ()):
                value = getattr(instance, name)(self.key, value)
        values = instance.__dict__
        state = values.get("_sa_instance_state")
        if state is not None:
            state.change(instance, self.key)
        values[self.key] = value

    def __delete__(self, instance):
        if self.key not in instance.__dict__:
            raise AttributeError("'%s' object attribute '%s'" % (type(instance).__name__, self.key))
        self.__set__(instance, None)
        del instance.__dict__[self.key]


class MapperProperty:
    _is_property = True
    key = None
    info = None

    def __set_name__(self, owner, name):
        if self.key is None:
            self.key = name


class PropComparator:
    def __init__(self, prop=None, *arguments, **keywords):
        self.prop = self.property = prop

    def __class_getitem__(cls, inner):
        return cls


class ColumnProperty(MapperProperty):
    """`column_property(…)`: a column of the table, or an expression beside it."""

    Comparator = PropComparator

    def __init__(self, *columns, **kw):
        self.columns = list(columns)
        self.info = kw.get("info")
        self.is_deferred = bool(kw.get("deferred"))

    def __get__(self, instance, owner):
        if instance is None:
            # Not before the class is mapped: its columns are found by this very object.
            return self if self.column is not None or owner.__dict__.get("__mapper__") is None else self._labelled
        values = instance.__dict__
        if self.key in values:
            return values[self.key]
        state = values.get("_sa_instance_state")
        return None if state is None else state.missing(instance, self.key)

    def __set__(self, instance, value):
        instance.__dict__[self.key] = value

    @property
    def _labelled(self):
        return self.columns[0]

    @property
    def column(self):
        first = self.columns[0]
        return first.column if isinstance(first, MappedColumn) else first if isinstance(first, Column) else None

    @property
    def expression(self):
        return self.columns[0]


def column_property(column, *additional_columns, **kw):
    return ColumnProperty(column, *additional_columns, **kw)


def deferred(column, *additional_columns, **kw):
    made = ColumnProperty(column, *additional_columns, **dict(kw, deferred=True))
    if made.column is not None:
        made.column._is_deferred = True
    return made


# What `mapped_column()` takes beside the keywords of Column, and nothing of it is in the table.
_ORM_KEYWORDS = frozenset(
    (
        "init",
        "repr",
        "default_factory",
        "compare",
        "kw_only",
        "hash",
        "deferred",
        "deferred_group",
        "deferred_raiseload",
        "active_history",
        "dataclass_metadata",
    )
)
# The other keywords that mean something here.
_READ_KEYWORDS = frozenset(("sort_order", "use_existing_column", "insert_default", "nullable"))


class MappedColumn:
    """`mapped_column(…)`; its type may still come from the annotation."""

    def __class_getitem__(cls, inner):
        return MappedAnnotation(cls, inner)

    # Most columns say nothing of these.
    sort_order = 0
    use_existing_column = False
    _has_nullable = False

    def __init__(self, *arguments, **keywords):
        if not _READ_KEYWORDS.isdisjoint(keywords):
            self._read(keywords)
        is_deferred = False
        if not _ORM_KEYWORDS.isdisjoint(keywords):
            is_deferred = bool(keywords.get("deferred"))
            keywords = {name: value for name, value in keywords.items() if name not in _ORM_KEYWORDS}
        self.column = Column(*arguments, **keywords)
        if is_deferred:
            self.column._is_deferred = True

    def _read(self, keywords):
        """Takes what is not Column's, or not Column's alone, out of the keywords."""
        if keywords.get("nullable") is not None:
            self._has_nullable = True
        else:
            keywords.pop("nullable", None)
        if "sort_order" in keywords:
            self.sort_order = keywords.pop("sort_order")
        if "use_existing_column" in keywords:
            self.use_existing_column = keywords.pop("use_existing_column")
        if "insert_default" in keywords:
            keywords["default"] = keywords.pop("insert_default")

    def take(self, mapped):
        """Takes over what an attribute says; it goes before what `Annotated` says."""
        column, own = self.column, mapped.column
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
        self.sort_order = mapped.sort_order or self.sort_order
        self.use_existing_column = mapped.use_existing_column or self.use_existing_column
        self._has_nullable = self._has_nullable or mapped._has_nullable
        # The attribute's own object may stand in `__table_args__`.
        mapped.column = column

    @property
    def name(self):
        return self.column.name

    def __clause_element__(self):
        return self.column

    def _copy(self):
        copied = self.__class__.__new__(self.__class__)
        copied.__dict__.update(self.__dict__)
        copied.column = self.column._copy()
        return copied

    def __getattr__(self, name):
        # `__table_args__` of the same class may use the column: `Index("ix", name.desc())`.
        if name == "column" or name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.column, name)


for _name in "lt le gt ge eq ne add radd sub rsub mul rmul truediv mod and or invert neg getitem".split():

    def _operator(name):
        def call(self, *arguments):
            return getattr(self.column, name)(*arguments)

        return call

    setattr(MappedColumn, "__%s__" % _name, _operator("__%s__" % _name))
MappedColumn.__hash__ = object.__hash__


def mapped_column(*arguments, **keywords):
    return MappedColumn(*arguments, **keywords)


class UnmappedColumn(MappedColumn):
    """`unmapped_column(…)`: a column of the table that is no attribute of the class."""


def unmapped_column(*arguments, **keywords):
    return UnmappedColumn(*arguments, **keywords)


def orm_insert_sentinel(name=None, type_=None, default=None, omit_from_statements=True):
    from sqlalchemy.sql.schema import insert_sentinel

    return MappedColumn(insert_sentinel(name, type_, default))


class RelationshipProperty(MapperProperty):
    """`relationship(…)`: nothing of it is in the tables; `relationships.py` works it out when a session needs it."""

    Comparator = PropComparator
    _is_relationship = True
    _backref_made = False
    _of_backref = None
    _link = None
    _uselist = None
    _asked_of = None

    def __init__(self, argument=None, secondary=None, **kw):
        self.argument = argument
        self.secondary = secondary
        self.back_populates = kw.get("back_populates")
        self.backref = kw.get("backref")
        self.info = kw.get("info") or {}
        self._keywords = kw

    def __get__(self, instance, owner):
        if instance is None:
            if self._asked_of is None or not issubclass(owner, self._asked_of):
                self._asked_of = owner
            return self
        values = instance.__dict__
        if self.key in values:
            return values[self.key]
        from .related import fetch

        return fetch(self, instance)

    def __set__(self, instance, value):
        from .related import assign

        assign(self, instance, value)

    def __delete__(self, instance):
        self.__set__(instance, None)

    def _mapper(self):
        """The mapper of the class that the relationship was asked of."""
        if self._link is not None:
            return self._link.parent
        return self._asked_of.__mapper__.configured()

    @property
    def prop(self):
        return self

    @property
    def mapper(self):
        from .relationships import link_of

        return link_of(self, self._mapper()).target

    @property
    def entity(self):
        return self.mapper

    @property
    def direction(self):
        from .relationships import link_of

        return link_of(self, self._mapper()).direction

    @property
    def uselist(self):
        from .relationships import link_of

        return link_of(self, self._mapper()).uselist

    def any(self, criterion=None, **kwargs):
        from .joining import related_exists

        return related_exists(self, criterion, kwargs)

    has = any

    def contains(self, other):
        from .joining import related_to

        return related_to(self, other)

    def of_type(self, target):
        from .joining import AliasedRelationship

        return AliasedRelationship(self, None, target)

    def and_(self, *criteria):
        from .session import unsupported

        raise unsupported("relationship.and_()", "write the whole ON clause: join(Other, and_(…))")

    def __eq__(self, other):
        if isinstance(other, RelationshipProperty):
            return self is other
        return self.contains(other)

    def __ne__(self, other):
        from sqlalchemy.sql.elements import not_

        return self is not other if isinstance(other, RelationshipProperty) else not_(self.contains(other))

    __hash__ = object.__hash__

    def is_(self, other):
        return self.contains(other)

    def is_not(self, other):
        from sqlalchemy.sql.elements import not_

        return not_(self.contains(other))

    isnot = is_not


RelationshipProperty.property = RelationshipProperty.prop
Relationship = _RelationshipDeclared = RelationshipProperty


def relationship(argument=None, secondary=None, **kw):
    return RelationshipProperty(argument, secondary, **kw)


def dynamic_loader(argument=None, **kw):
    return RelationshipProperty(argument, **dict(kw, lazy="dynamic"))


class BackRef:
    def __init__(self, name, **kwargs):
        self.name = name
        self.kwargs = kwargs


def backref(name, **kwargs):
    return BackRef(name, **kwargs)


class CompositeProperty(MapperProperty):
    """`composite(…)`: several columns, of which some may be made by it."""

    Comparator = PropComparator

    def __init__(self, _class_or_attr=None, *attrs, column_template=None, **kw):
        is_class = _class_or_attr is None or isinstance(_class_or_attr, type) or type(_class_or_attr) is _FUNCTION
        self.composite_class = _class_or_attr if is_class else None
        self.attrs = list(attrs) if is_class else [_class_or_attr, *attrs]
        self._template = column_template

    def mapped_columns(self, inner, name):
        """[(name, Column or MappedColumn, annotation or Ellipsis)] of the columns that belong to the composite."""
        kind = self.composite_class
        if kind is None and isinstance(inner, type):
            kind = inner
        fields = list(getattr(kind, "__dataclass_fields__", {}).values())
        attributes = [self._column_or_none(attribute) for attribute in self.attrs]
        if fields:
            for field in fields[len(self.attrs) :]:
                attributes.append(MappedColumn(*([self._template % field.name] if self._template else [])))
        names = [field.name for field in fields] + [None] * len(attributes)
        types = [field.type for field in fields] + [Ellipsis] * len(attributes)
        return [found for found in zip(names, attributes, types) if found[1] is not None]

    @staticmethod
    def _column_or_none(attribute):
        return attribute if isinstance(attribute, (Column, MappedColumn)) else None

    def __get__(self, instance, owner):
        return self if instance is None else instance.__dict__.get(self.key)

    def __set__(self, instance, value):
        instance.__dict__[self.key] = value


Composite = CompositeProperty


def composite(_class_or_attr=None, *attrs, **kw):
    return CompositeProperty(_class_or_attr, *attrs, **kw)


class SynonymProperty(MapperProperty):
    def __init__(self, name, *arguments, **kw):
        self.name = name

    def __get__(self, instance, owner):
        return getattr(owner if instance is None else instance, self.name)

    def __set__(self, instance, value):
        setattr(instance, self.name, value)


Synonym = SynonymProperty


def synonym(name, *arguments, **kw):
    return SynonymProperty(name, *arguments, **kw)


def query_expression(default_expr=None, **kw):
    return ColumnProperty(default_expr, deferred=True)


def validates(*names, include_removes=False, include_backrefs=True):
    def decorate(fn):
        fn.__sa_validators__ = names
        return fn

    return decorate


def reconstructor(fn):
    fn.__sa_reconstructor__ = True
    return fn


# The columns that `foreign()` and `remote()` marked: `primaryjoin="foreign(A.x) == B.y"`.
foreign_marks = []
remote_marks = []


def foreign(expr):
    foreign_marks.append(getattr(expr, "column", expr))
    return expr


def remote(expr):
    remote_marks.append(getattr(expr, "column", expr))
    return expr


def contains_alias(alias):
    return alias


class RelationshipDirection:
    ONETOMANY = "ONETOMANY"
    MANYTOONE = "MANYTOONE"
    MANYTOMANY = "MANYTOMANY"


ONETOMANY = RelationshipDirection.ONETOMANY
MANYTOONE = RelationshipDirection.MANYTOONE
MANYTOMANY = RelationshipDirection.MANYTOMANY
