"""`Session`: the objects of a unit of work, and the connection they are read from and written to."""

from sqlalchemy import exc


def unsupported(what, hint="run this project with its own Python"):
    """What a session cannot do, and what to do instead."""
    error = NotImplementedError("%s is not supported by Limbeck's ORM" % what)
    error.hint = hint
    return error


def later(what):
    return unsupported(what, "use a Session on the connection: await connection.run_sync(…), or the project's own Python")


class SessionTransaction:
    """`session.begin()` and `session.begin_nested()`."""

    def __init__(self, session, nested=None, parent=None):
        self.session = session
        self._nested = nested
        self.parent = parent
        self.nested = nested is not None
        self.is_active = True
        self._new = []
        self._deleted = []

    def commit(self, _to_root=False):
        self.session._commit(self)

    def rollback(self, _to_root=False):
        self.session._rollback(self)

    def close(self, invalidate=False):
        if self.is_active:
            self.rollback()

    def __enter__(self):
        return self

    def __exit__(self, kind, raised, traceback):
        if not self.is_active:
            return False
        if kind is None:
            try:
                self.commit()
            except BaseException:
                if self.is_active:
                    self.rollback()
                raise
        else:
            self.rollback()
        return False


class Session:
    _query_class = None

    def __init__(
        self,
        bind=None,
        *,
        autoflush=True,
        future=True,
        expire_on_commit=True,
        autobegin=True,
        twophase=False,
        binds=None,
        enable_baked_queries=True,
        info=None,
        query_cls=None,
        autocommit=False,
        join_transaction_mode=None,
        close_resets_only=True,
        **kw,
    ):
        if autocommit:
            raise exc.ArgumentError("autocommit=True is no longer supported")
        if twophase:
            raise unsupported("Session(twophase=True)", "use one transaction")
        self.bind = bind
        self.autoflush = autoflush
        self.expire_on_commit = expire_on_commit
        self.info = dict(info or {})
        self._binds = dict(binds or {})
        self._query_class = query_cls
        self._mode = join_transaction_mode
        self._connection = None
        self._is_own = False
        self._transaction = None
        self._identity = {}
        self._changed = {}
        self._pending = {}
        self._doomed = {}
        self._count = 0
        self._flushing = False
        # What is being read right now along with its owner; two sides of a relationship may ask for each other.
        self._loading = set()

    # The connection and its transaction.

    def get_bind(self, mapper=None, *, clause=None, bind=None, **kw):
        bind = bind or self._bind_of(mapper)
        if bind is None:
            from .session_work import missing_bind

            raise missing_bind(mapper)
        return bind

    def _bind_of(self, mapper):
        cls = getattr(mapper, "class_", None)
        for key, bind in self._binds.items():
            if cls is not None and (key is cls or isinstance(key, type) and issubclass(cls, key)):
                return bind
            if mapper is not None and key is getattr(mapper, "local_table", None):
                return bind
        return self.bind

    def connection(self, bind_arguments=None, execution_options=None):
        self._begin()
        if execution_options:
            self._connection.execution_options(**execution_options)
        return self._connection

    def _connection_for(self, mapper):
        self._begin(mapper)
        return self._connection

    def _begin(self, mapper=None):
        """Makes sure that a transaction runs: the connection's, which is joined, or one of the session's own."""
        if self._transaction is None:
            self._transaction = SessionTransaction(self)
        if self._connection is None:
            from .session_work import open_connection

            open_connection(self, mapper)

    def begin(self, nested=False):
        if nested:
            return self.begin_nested()
        if self._transaction is not None:
            raise exc.InvalidRequestError("A transaction is already begun on this Session.")
        self._transaction = SessionTransaction(self)
        return self._transaction

    def begin_nested(self):
        from .session_work import begin_nested

        return begin_nested(self)

    def in_transaction(self):
        return self._transaction is not None

    def in_nested_transaction(self):
        return self._transaction is not None and self._transaction.nested

    def get_transaction(self):
        transaction = self._transaction
        while transaction is not None and transaction.parent is not None:
            transaction = transaction.parent
        return transaction

    def get_nested_transaction(self):
        return self._transaction if self.in_nested_transaction() else None

    @property
    def transaction(self):
        return self._transaction

    @property
    def is_active(self):
        return True

    def commit(self):
        if self._transaction is None:
            self._transaction = SessionTransaction(self)
        self._commit(self.get_transaction())

    def rollback(self):
        if self._transaction is not None:
            self._rollback(self._transaction)

    def prepare(self):
        raise unsupported("Session.prepare()", "use commit()")

    def _commit(self, transaction):
        from .session_work import commit

        commit(self, transaction)

    def _rollback(self, transaction):
        from .session_work import rollback

        rollback(self, transaction)

    def close(self):
        from .session_work import close

        close(self)

    reset = invalidate = close

    def __enter__(self):
        return self

    def __exit__(self, kind, raised, traceback):
        self.close()
        return False

    # The objects.

    def _find(self, key):
        """The object of a row, if it is still used."""
        kept = self._identity.get(key)
        return None if kept is None else kept()

    def _keep(self, instance, state):
        from weakref import ref

        state.session = self
        self._identity[state.key] = ref(instance)

    def _take(self, instance):
        from .session_work import take

        take(self, instance)

    @property
    def new(self):
        return _Objects(self._pending.values())

    @property
    def dirty(self):
        return _Objects(
            instance for key, instance in self._changed.items() if key not in self._pending and key not in self._doomed
        )

    @property
    def deleted(self):
        return _Objects(self._doomed.values())

    @property
    def identity_map(self):
        return {key: kept() for key, kept in self._identity.items() if kept() is not None}

    def __contains__(self, instance):
        from .state import state_of

        state = state_of(instance)
        return state.session is self and not state.is_deleted

    def __iter__(self):
        return iter(list(self._pending.values()) + list(self.identity_map.values()))

    def is_modified(self, instance, include_collections=True):
        from .session_work import is_modified

        return is_modified(instance, include_collections)

    def add(self, instance, *, _warn=True):
        self._take(instance)

    def add_all(self, instances):
        for instance in instances:
            self._take(instance)

    def delete(self, instance):
        from .session_work import doom

        doom(self, instance)

    def delete_all(self, instances):
        for instance in instances:
            self.delete(instance)

    def expunge(self, instance):
        from .session_work import expunge

        expunge(self, instance)

    def expunge_all(self):
        from .session_work import expunge_all

        expunge_all(self)

    def expire(self, instance, attribute_names=None):
        from .session_work import expire

        expire(self, instance, attribute_names)

    def expire_all(self):
        from .session_work import expire_everything

        expire_everything(self)

    def refresh(self, instance, attribute_names=None, with_for_update=None):
        from .session_work import refresh

        refresh(self, instance, attribute_names, with_for_update)

    def merge(self, instance, *, load=True, options=None):
        from .merging import merge

        self._autoflush()
        return merge(self, instance, load)

    def merge_all(self, instances, *, load=True, options=None):
        return [self.merge(instance, load=load) for instance in instances]

    def enable_relationship_loading(self, obj):
        raise unsupported("Session.enable_relationship_loading()", "add the object to the session")

    # Writing.

    def flush(self, objects=None):
        if self._flushing or not (self._changed or self._pending or self._doomed):
            return
        from .unitofwork import flush

        self._flushing = True
        try:
            flush(self)
        finally:
            self._flushing = False

    def _autoflush(self):
        if self.autoflush and not self._flushing:
            self.flush()

    @property
    def no_autoflush(self):
        return _NoAutoflush(self)

    def bulk_save_objects(self, objects, return_defaults=False, update_changed_only=True, preserve_order=True):
        from .bulk import save_objects

        save_objects(self, list(objects), return_defaults, update_changed_only)

    def bulk_insert_mappings(self, mapper, mappings, return_defaults=False, render_nulls=False):
        from .bulk import insert_mappings

        insert_mappings(self, mapper, mappings, return_defaults, render_nulls)

    def bulk_update_mappings(self, mapper, mappings):
        from .bulk import update_mappings

        update_mappings(self, mapper, mappings)

    # Reading.

    def query(self, *entities, **kwargs):
        from .query import Query

        return (self._query_class or Query)(entities, self)

    def execute(self, statement, params=None, *, execution_options=None, bind_arguments=None, **kw):
        from .executing import execute

        return execute(self, statement, params, execution_options)

    def scalar(self, statement, params=None, **kw):
        return self.execute(statement, params, **kw).scalar()

    def scalars(self, statement, params=None, **kw):
        return self.execute(statement, params, **kw).scalars()

    def get(self, entity, ident, *, options=None, populate_existing=False, with_for_update=None, **kw):
        from .session_work import get

        return get(self, entity, ident, options, populate_existing, with_for_update)

    def get_one(self, entity, ident, **kw):
        found = self.get(entity, ident, **kw)
        if found is None:
            raise exc.NoResultFound("No row was found when one was required")
        return found

    def _get(self, mapper, identity):
        from .session_work import get_by_identity

        return get_by_identity(self, mapper, identity)

    @classmethod
    def object_session(cls, instance):
        return object_session(instance)

    @classmethod
    def identity_key(cls, *arguments, **keywords):
        from .util import identity_key

        return identity_key(*arguments, **keywords)


class _Objects(list):
    """`session.new` and its like: objects are found by what they are, not by what they equal."""

    def __contains__(self, instance):
        return any(instance is item for item in self)

    def __repr__(self):
        return "IdentitySet(%s)" % list.__repr__(self)


class _NoAutoflush:
    def __init__(self, session):
        self._session = session

    def __enter__(self):
        self._before, self._session.autoflush = self._session.autoflush, False
        return self._session

    def __exit__(self, kind, raised, traceback):
        self._session.autoflush = self._before
        return False


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
        return _BegunSession(self())


class _BegunSession:
    """`with Session.begin() as session:`"""

    def __init__(self, session):
        self._session = session

    def __enter__(self):
        self._transaction = self._session.begin()
        return self._session

    def __exit__(self, kind, raised, traceback):
        try:
            return self._transaction.__exit__(kind, raised, traceback)
        finally:
            self._session.close()


def object_session(instance):
    from .state import state_of

    return state_of(instance).session


def close_all_sessions():
    pass


def __getattr__(name):
    # Names that older code takes from here.
    from . import _moved

    return _moved(name)
