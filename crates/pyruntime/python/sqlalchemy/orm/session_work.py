"""What a `Session` does with its objects and its transaction."""

from sqlalchemy import exc

from .collections import items_of
from .relationships import link_of
from .state import STATE, changed_columns, named, state_of


def missing_bind(mapper):
    if mapper is not None:
        return exc.UnboundExecutionError(
            "Could not locate a bind configured on mapper %s, SQL expression or this Session." % (mapper,)
        )
    return exc.UnboundExecutionError("Could not locate a bind configured on SQL expression or this Session.")


# The connection.


def open_connection(session, mapper=None):
    """Takes part in the transaction of a connection; on an engine, or where none runs, the session has its own."""
    bind = session.get_bind(mapper)
    if hasattr(bind, "connect") and not hasattr(bind, "exec_driver_sql"):
        session._connection = bind.connect()
        session._is_own = session._opened = True
        session._connection._autobegin()
        return
    session._connection = bind
    session._opened = False
    session._is_own = not bind.in_transaction()
    session._savepoint = None
    if session._is_own:
        bind._autobegin()
    elif session._mode == "create_savepoint" or (session._mode is None and bind.in_nested_transaction()):
        session._savepoint = bind.begin_nested()


def _release(session):
    connection, session._connection = session._connection, None
    if connection is not None and session._opened:
        connection.close()


def begin_nested(session):
    from .session import SessionTransaction

    session._begin()
    session.flush()
    nested = session._connection.begin_nested()
    session._transaction = SessionTransaction(session, nested, session._transaction)
    return session._transaction


def commit(session, transaction):
    _check_active(transaction)
    session.flush()
    while session._transaction is not transaction:
        _commit_one(session, session._transaction)
    _commit_one(session, transaction)


def _check_active(transaction):
    if not transaction.is_active:
        raise exc.ResourceClosedError("This transaction is closed")


def _commit_one(session, transaction):
    transaction.is_active = False
    if transaction.nested:
        transaction._nested.commit()
        session._transaction = transaction.parent
        transaction.parent._new.extend(transaction._new)
        transaction.parent._deleted.extend(transaction._deleted)
        return
    connection = session._connection
    if connection is not None:
        if session._is_own:
            connection.commit()
        elif session._savepoint is not None:
            session._savepoint.commit()
        elif session._mode == "control_fully":
            connection.commit()
        _release(session)
    session._transaction = None
    for instance in transaction._deleted:
        instance.__dict__[STATE].session = None
    if session.expire_on_commit:
        expire_everything(session)


def rollback(session, transaction):
    _check_active(transaction)
    while session._transaction is not transaction:
        _rollback_one(session, session._transaction)
    _rollback_one(session, transaction)


def _rollback_one(session, transaction):
    transaction.is_active = False
    connection = session._connection
    if transaction.nested:
        if transaction._nested.is_active:
            transaction._nested.rollback()
        session._transaction = transaction.parent
    else:
        if connection is not None:
            if session._is_own or session._savepoint is None:
                connection.rollback()
            elif session._savepoint.is_active:
                session._savepoint.rollback()
            _release(session)
        session._transaction = None
    _forget_changes(session, transaction)


def _forget_changes(session, transaction):
    """What was added goes, what was deleted is back, everything else is read anew."""
    for instance in list(session._pending.values()):
        _leave(session, instance)
    for instance in transaction._new:
        state = instance.__dict__[STATE]
        session._identity.pop(state.key, None)
        state.key = state.session = None
        state.original = {}
    for instance in transaction._deleted:
        state = instance.__dict__[STATE]
        state.is_deleted = False
        session._keep(instance, state)
    session._changed.clear()
    session._pending.clear()
    session._doomed.clear()
    expire_everything(session)


def close(session):
    transaction = session.get_transaction()
    connection = session._connection
    while session._transaction is not None:
        current = session._transaction
        current.is_active = False
        if current.nested and current._nested.is_active:
            current._nested.rollback()
        session._transaction = current.parent
    if connection is not None:
        if session._opened:
            connection.rollback()
        elif session._is_own:
            connection.rollback()
        elif session._savepoint is not None and session._savepoint.is_active:
            session._savepoint.rollback()
        _release(session)
    del transaction
    expunge_all(session)


# The objects.


def take(session, instance):
    """Adds an object, and what its relationships lead to."""
    state = state_of(instance)
    state.mapper.configured()
    _take_one(session, instance, state)
    waiting = [instance]
    seen = {id(instance)}
    while waiting:
        current = waiting.pop(0)
        current_state = current.__dict__[STATE]
        for key, prop in current_state.mapper.links.items():
            value = current.__dict__.get(key)
            if value is None:
                continue
            link = link_of(prop, current_state.mapper)
            if "save-update" not in link.cascade:
                continue
            for item in items_of(value) if link.uselist else [value]:
                if id(item) not in seen:
                    seen.add(id(item))
                    item_state = state_of(item)
                    if item_state.session is not session:
                        _take_one(session, item, item_state)
                    waiting.append(item)


def _take_one(session, instance, state):
    if state.session is session:
        if id(instance) in session._doomed:
            del session._doomed[id(instance)]
        return
    if state.session is not None:
        raise exc.InvalidRequestError(
            "Object '%s' is already attached to session '%s' (this is '%s')"
            % (named(instance), id(state.session), id(session))
        )
    if state.was_deleted:
        raise exc.InvalidRequestError(
            "Instance '%s' has been deleted.  Use the make_transient() function to send this object back to the"
            " transient state." % named(instance)
        )
    if state.key is None:
        state.session = session
        session._count += 1
        state.order = session._count
        session._pending[id(instance)] = instance
        return
    known = session._find(state.key)
    if known is not None and known is not instance:
        raise exc.InvalidRequestError(
            "Can't attach instance %s; another instance with key %s is already present in this session."
            % (named(instance), state.key)
        )
    session._keep(instance, state)
    if state.original:
        session._changed[id(instance)] = instance


def doom(session, instance):
    """`session.delete(object)`, and what is deleted with it."""
    state = state_of(instance)
    if state.key is None:
        raise exc.InvalidRequestError("Instance '%s' is not persisted" % named(instance))
    if state.session is not session:
        if state.session is not None:
            take(session, instance)
        session._keep(instance, state)
    if id(instance) in session._doomed:
        return
    session._begin()
    mapper = state.mapper.configured()
    related = []
    for key, prop in mapper.links.items():
        link = link_of(prop, mapper)
        if "delete" not in link.cascade:
            continue
        if link.passive_deletes and key not in instance.__dict__:
            continue
        value = getattr(instance, key)
        related.extend(items_of(value) if link.uselist else [] if value is None else [value])
    session._doomed[id(instance)] = instance
    for item in related:
        if state_of(item).key is not None:
            doom(session, item)
        else:
            expunge(session, item)


def _leave(session, instance):
    state = instance.__dict__[STATE]
    state.session = None
    session._pending.pop(id(instance), None)
    session._changed.pop(id(instance), None)
    session._doomed.pop(id(instance), None)
    if state.key is not None:
        session._identity.pop(state.key, None)


def expunge(session, instance):
    state = state_of(instance)
    if state.session is not session:
        raise exc.InvalidRequestError("Instance %s is not present in this Session" % named(instance))
    _leave(session, instance)
    for key, prop in state.mapper.links.items():
        link = link_of(prop, state.mapper)
        if "expunge" in link.cascade:
            value = instance.__dict__.get(key)
            for item in items_of(value) if link.uselist else [] if value is None else [value]:
                if state_of(item).session is session:
                    expunge(session, item)


def expunge_all(session):
    for instance in list(session):
        _leave(session, instance)
    session._identity.clear()
    session._changed.clear()
    session._pending.clear()
    session._doomed.clear()


def expire(session, instance, attribute_names=None):
    state = state_of(instance)
    if state.session is not session or state.key is None:
        raise exc.InvalidRequestError("Instance '%s' is not persistent within this Session" % named(instance))
    _expire_one(instance, state, attribute_names)
    if attribute_names is None:
        session._changed.pop(id(instance), None)


def _expire_one(instance, state, names=None):
    mapper = state.mapper
    values = instance.__dict__
    if names is None:
        names = list(mapper.column_of) + list(mapper.links) + list(mapper.expressions)
    for name in names:
        values.pop(name, None)
        state.original.pop(name, None)


def expire_everything(session):
    for kept in list(session._identity.values()):
        instance = kept()
        if instance is not None:
            _expire_one(instance, instance.__dict__[STATE])
    # What is no longer used is forgotten here.
    session._identity = {key: kept for key, kept in session._identity.items() if kept() is not None}
    session._changed.clear()


def refresh(session, instance, attribute_names=None, with_for_update=None):
    from .loading import Options, load_by_key

    session._autoflush()
    state = state_of(instance)
    if state.session is not session or state.key is None:
        raise exc.InvalidRequestError("Instance '%s' is not persistent within this Session" % named(instance))
    options = Options(refreshes=True)
    mapper = state.mapper.configured()
    for key in mapper.links:
        if attribute_names is None or key in attribute_names:
            _expire_one(instance, state, [key])
    columns = None
    if attribute_names is not None:
        columns = [name for name in attribute_names if name not in mapper.links]
        if not columns:
            return
        options.steps = [((), "load_only", tuple(columns))]
    else:
        _expire_one(instance, state)
        session._changed.pop(id(instance), None)
    if load_by_key(session, mapper, state.key[1], options, for_update_words(with_for_update)) is None:
        raise exc.InvalidRequestError("Could not refresh instance '%s'" % named(instance))


def for_update_words(given):
    if not given:
        return None
    from sqlalchemy.sql.select_statement import Select

    keywords = given if isinstance(given, dict) else {}
    return Select().with_for_update(**keywords)._for_update


def get(session, entity, ident, options=None, populate_existing=False, with_for_update=None):
    from .loading import Options, load_by_key

    mapper = getattr(entity, "__mapper__", None)
    if mapper is None:
        raise exc.ArgumentError("Expected mapped class or mapper, got: %r" % (entity,))
    mapper.configured()
    identity = identity_of(mapper, ident)
    if not options and not populate_existing and not with_for_update:
        return get_by_identity(session, mapper, identity)
    chosen = Options(options or (), populate_existing)
    session._autoflush()
    return load_by_key(session, mapper, identity, chosen, for_update_words(with_for_update))


def identity_of(mapper, ident):
    if isinstance(ident, dict):
        return tuple(ident[name] for name in mapper.key_names)
    identity = tuple(ident) if isinstance(ident, (tuple, list)) else (ident,)
    if len(identity) != len(mapper.primary_key):
        raise exc.InvalidRequestError(
            "Incorrect number of values in identifier to formulate primary key for session.get(); primary key columns"
            " are %s" % ",".join("'%s.%s'" % (column.table.name, column.name) for column in mapper.primary_key)
        )
    return identity


def get_by_identity(session, mapper, identity):
    from .loading import load_by_key

    known = session._find((mapper.base_mapper.class_, identity))
    if known is not None and id(known) not in session._doomed:
        if not isinstance(known, mapper.class_):
            return None
        if not any(name in known.__dict__ for name in mapper.column_of):
            # Expired: the row may be gone.
            found = load_by_key(session, mapper, identity)
            if found is None:
                _leave(session, known)
            return found
        return known
    if all(value is None for value in identity):
        return None
    session._autoflush()
    return load_by_key(session, mapper, identity)


def is_modified(instance, include_collections=True):
    from .related import history

    state = state_of(instance)
    if changed_columns(instance, state):
        return True
    for key, prop in state.mapper.links.items():
        if key in state.original and any(history(instance, link_of(prop, state.mapper))):
            return True
    return False
