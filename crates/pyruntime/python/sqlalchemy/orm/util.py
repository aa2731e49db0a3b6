"""`aliased()` and what else is asked about models and objects."""

from sqlalchemy.sql.cloning import replaced
from sqlalchemy.sql.schema import Column


def aliased(element, alias=None, name=None, flat=False, adapt_on_names=False):
    if hasattr(element, "__mapper__"):
        element.__mapper__.configured()
        return AliasedClass(element, element.__table__.alias(name) if alias is None else alias)
    return element.alias(name)


class AliasedClass:
    """A mapped class under another name: its attributes are columns of the alias."""

    _is_aliased_class = True

    def __init__(self, mapped_class, alias):
        self._mapped_class = mapped_class
        self._alias = alias
        self.__mapper__ = mapped_class.__mapper__
        self.__table__ = alias
        self.__name__ = mapped_class.__name__ if alias.name is None else alias.name

    def __clause_element__(self):
        return self._alias

    def _adapted(self, expression):
        """An expression of the class as one of the alias."""
        if isinstance(expression, Column):
            found = self._column(expression)
            return expression if found is None else found
        return replaced(expression, self._column)

    def _column(self, part):
        if not isinstance(part, Column):
            return None
        return self._alias.corresponding_column(part)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        value = getattr(self._mapped_class, name)
        if getattr(value, "_is_relationship", False):
            from .joining import AliasedRelationship

            return AliasedRelationship(value, self)
        if getattr(value, "_is_clause", False):
            return self._adapted(value)
        return value

    def __repr__(self):
        return "<AliasedClass at %#x; %s>" % (id(self), self._mapped_class.__name__)


def identity_key(class_=None, ident=None, *, instance=None, row=None, identity_token=None):
    if instance is not None:
        from .state import state_of

        state = state_of(instance)
        mapper = state.mapper
        return (mapper.base_mapper.class_, tuple(getattr(instance, name) for name in mapper.key_names), None)
    identity = tuple(ident) if isinstance(ident, (tuple, list)) else (ident,)
    return (class_.__mapper__.base_mapper.class_, identity, None)


def with_parent(instance, prop, from_entity=None):
    from .joining import belongs_to

    return belongs_to(instance, prop)


def was_deleted(object_):
    from .state import state_of

    return state_of(object_).was_deleted


def make_transient(instance):
    from .session_work import _leave
    from .state import state_of

    state = state_of(instance)
    if state.session is not None:
        _leave(state.session, instance)
    state.key = None
    state.was_deleted = state.is_deleted = False
    state.original = {}


def make_transient_to_detached(instance):
    from .state import state_of

    state = state_of(instance)
    mapper = state.mapper.configured()
    state.key = (mapper.base_mapper.class_, tuple(instance.__dict__.get(name) for name in mapper.key_names))
    state.original = {}


def object_mapper(instance):
    from .state import state_of

    return state_of(instance).mapper.configured()


def class_mapper(class_, configure=True):
    mapper = getattr(class_, "__mapper__", None)
    if mapper is None:
        from .exc import UnmappedClassError

        raise UnmappedClassError("Class '%s.%s' is not mapped" % (class_.__module__, class_.__qualname__))
    return mapper.configured() if configure else mapper


def join(left, right, onclause=None, isouter=False, full=False):
    from sqlalchemy.sql.aliases import Join, from_of

    if getattr(onclause, "_is_relationship", False):
        from .joining import condition_of

        onclause = condition_of(onclause, from_of(right))
    return Join(left, right, onclause, isouter, full)


def outerjoin(left, right, onclause=None, full=False):
    return join(left, right, onclause, True, full)


def polymorphic_union(table_map, typecolname, aliasname="p_union", cast_nulls=True):
    """The rows of several tables, each with every column of all of them and the name that stands for its table."""
    from sqlalchemy import cast, exc, literal_column, null, select, type_coerce, union_all

    types = {}
    for table in table_map.values():
        if typecolname is not None and typecolname in table.c:
            raise exc.InvalidRequestError(
                "Polymorphic union can't use '%s' as the discriminator column due to mapped column '%s'; please apply the"
                " 'typecolname' argument; this is available on ConcreteBase as '_concrete_discriminator_name'"
                % (typecolname, typecolname)
            )
        types.update((column.key, column.type) for column in table.c)

    def column_of(table, key):
        if key in table.c:
            return table.c[key]
        return (cast if cast_nulls else type_coerce)(null(), types[key]).label(key)

    def rows_of(name, table):
        columns = [column_of(table, key) for key in types]
        if typecolname is not None:
            columns.append(literal_column("'%s'" % name).label(typecolname))
        return select(*columns).select_from(table)

    return union_all(*(rows_of(name, table) for name, table in table_map.items())).alias(aliasname)


def _refusing(name):
    def function(*arguments, **keywords):
        from .session import unsupported

        raise unsupported(name + "()")

    function.__name__ = name
    return function


merge_frozen_result, merge_result, with_polymorphic, create_session = [
    _refusing(name) for name in ("merge_frozen_result", "merge_result", "with_polymorphic", "create_session")
]


class Bundle:
    def __init__(self, name, *exprs, **kw):
        from .session import unsupported

        raise unsupported("Bundle()", "select the columns themselves")
