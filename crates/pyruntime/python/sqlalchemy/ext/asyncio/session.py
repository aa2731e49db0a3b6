"""Sessions for asyncio: importable; using one comes later."""

from sqlalchemy.orm.scoping import scoped_session
from sqlalchemy.orm.session import Session, later, sessionmaker


class AsyncAttrs:
    @property
    def awaitable_attrs(self):
        raise later("awaitable_attrs")


class AsyncSession:
    """Importable and constructible; each use names what was used."""

    def __init__(self, bind=None, *, sync_session_class=Session, **kw):
        self.bind = bind

    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, raised, traceback):
        return None

    async def close(self):
        pass

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        raise later("AsyncSession.%s" % name)


class async_sessionmaker(sessionmaker):
    def __init__(self, bind=None, *, class_=AsyncSession, autoflush=True, expire_on_commit=True, info=None, **kw):
        sessionmaker.__init__(
            self, bind, class_=class_, autoflush=autoflush, expire_on_commit=expire_on_commit, info=info, **kw
        )


class async_scoped_session(scoped_session):
    pass


class AsyncSessionTransaction:
    pass


def async_object_session(instance):
    raise later("async_object_session()")


def async_session(session):
    raise later("async_session()")


async def close_all_sessions():
    pass
