"""Sessions and queries: importable and constructible; using one comes with a later version."""


def later(what):
    return NotImplementedError(
        "%s is not supported: ORM sessions come with a later version of Limbeck; use connection.execute() with select(),"
        " insert(), update() or delete(), or run this project with its own Python" % what
    )


class _Later:
    """Every use of an object of this class is an error that names what was used."""

    _shown = "Session"

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        raise later("%s.%s" % (self._shown, name))


class Session(_Later):
    def __init__(self, bind=None, **kw):
        self.__dict__["bind"] = bind
        self.__dict__["info"] = kw.get("info") or {}

    def __enter__(self):
        return self

    def __exit__(self, kind, raised, traceback):
        return False

    def get_bind(self, *arguments, **keywords):
        return self.bind

    def close(self):
        pass

    @classmethod
    def object_session(cls, instance):
        return None


class SessionTransaction:
    pass


class ORMExecuteState:
    pass


class sessionmaker:
    def __init__(self, bind=None, *, class_=Session, autoflush=True, expire_on_commit=True, info=None, **kw):
        self.class_ = class_
        self.kw = dict(kw, bind=bind, autoflush=autoflush, expire_on_commit=expire_on_commit)
        if info is not None:
            self.kw["info"] = info

    def __class_getitem__(cls, inner):
        return cls

    def __call__(self, **local_kw):
        return self.class_(**dict(self.kw, **local_kw))

    def configure(self, **new_kw):
        self.kw.update(new_kw)

    def begin(self):
        return self()


class scoped_session(_Later):
    _shown = "scoped_session"

    def __init__(self, session_factory, scopefunc=None):
        self.__dict__["session_factory"] = session_factory
        self.__dict__["registry"] = self

    def __class_getitem__(cls, inner):
        return cls

    def __call__(self, **kw):
        return self.session_factory(**kw)

    def configure(self, **kwargs):
        self.session_factory.configure(**kwargs)

    def remove(self):
        pass

    def query_property(self, query_cls=None):
        return _QueryProperty()


class _QueryProperty:
    """`Base.query = session.query_property()`."""

    def __get__(self, instance, owner):
        if instance is None and owner is None:
            return self
        raise later("Model.query")


class Query(_Later):
    _shown = "Query"

    def __init__(self, entities=None, session=None):
        pass

    def __class_getitem__(cls, inner):
        return cls


class FromStatement:
    pass


class Bundle:
    def __init__(self, name, *exprs, **kw):
        self.name = name
        self.exprs = exprs


def aliased(element, alias=None, name=None, flat=False, adapt_on_names=False):
    if hasattr(element, "__mapper__"):
        return AliasedClass(element, element.__table__.alias(name))
    return element.alias(name)


class AliasedClass:
    """A mapped class under another name: its attributes are columns of the alias."""

    def __init__(self, mapped_class, alias):
        self._mapped_class = mapped_class
        self._alias = alias

    def __clause_element__(self):
        return self._alias

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        value = getattr(self._mapped_class, name)
        key = getattr(value, "key", None)
        return self._alias.c[key] if getattr(value, "_is_column", False) and key in self._alias.c else value


def _refusing(name):
    def function(*arguments, **keywords):
        raise later(name + "()")

    function.__name__ = name
    return function


(
    make_transient,
    make_transient_to_detached,
    merge_frozen_result,
    merge_result,
    polymorphic_union,
    with_parent,
    with_polymorphic,
    create_session,
    was_deleted,
) = [
    _refusing(name)
    for name in (
        "make_transient",
        "make_transient_to_detached",
        "merge_frozen_result",
        "merge_result",
        "polymorphic_union",
        "with_parent",
        "with_polymorphic",
        "create_session",
        "was_deleted",
    )
]


def object_session(instance):
    return None


def close_all_sessions():
    pass


def configure_mappers():
    pass


def clear_mappers():
    pass


def class_mapper(class_, configure=True):
    return class_.__mapper__


def object_mapper(instance):
    return type(instance).__mapper__


def join(left, right, onclause=None, isouter=False, full=False):
    from sqlalchemy.sql.selectable import Join

    return Join(left, right, onclause, isouter, full)


def outerjoin(left, right, onclause=None, full=False):
    return join(left, right, onclause, True, full)
