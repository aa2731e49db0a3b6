"""`scoped_session`: one session that is made when it is first used."""

from .session import Session


class scoped_session:
    def __init__(self, session_factory, scopefunc=None):
        self.session_factory = session_factory
        self._session = None

    def __class_getitem__(cls, inner):
        return cls

    @property
    def registry(self):
        return self

    def has(self):
        return self._session is not None

    def set(self, session):
        self._session = session

    def __call__(self, **kw):
        if kw and self._session is not None:
            from sqlalchemy import exc

            raise exc.InvalidRequestError("Scoped session is already present; no new arguments may be specified.")
        if self._session is None:
            self._session = self.session_factory(**kw)
        return self._session

    def configure(self, **kwargs):
        self.session_factory.configure(**kwargs)

    def remove(self):
        session, self._session = self._session, None
        if session is not None:
            session.close()

    def query_property(self, query_cls=None):
        return _QueryProperty(self, query_cls)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self(), name)

    def __contains__(self, instance):
        return instance in self()

    def __iter__(self):
        return iter(self())

    def __enter__(self):
        return self()

    def __exit__(self, kind, raised, traceback):
        self.remove()
        return False


class _QueryProperty:
    """`Base.query = session.query_property()`."""

    def __init__(self, scoped, query_cls):
        self._scoped = scoped
        self._query_class = query_cls

    def __get__(self, instance, owner):
        if getattr(owner, "__mapper__", None) is None:
            return None
        if self._query_class is not None:
            return self._query_class((owner,), self._scoped())
        return self._scoped().query(owner)


ScopedSession = scoped_session

__all__ = ["ScopedSession", "Session", "scoped_session"]
