"""Transactions and savepoints of a connection."""

from _host import call


def refused(text, name="InvalidRequestError"):
    from sqlalchemy import exc

    return getattr(exc, name)(text)


class Transaction:
    """A transaction that `begin()` or the first statement opened."""

    def __init__(self, connection):
        self.connection = connection
        self.is_active = True
        self._in_context = False

    @property
    def is_valid(self):
        return self.is_active

    def __enter__(self):
        self._in_context = True
        self.connection._contexts.append(self)
        return self

    def __exit__(self, kind, raised, traceback):
        contexts = self.connection._contexts
        if self in contexts:
            contexts.remove(self)
        self._in_context = False
        if kind is None and self.is_active:
            try:
                self.commit()
            except BaseException:
                if self.is_active:
                    self.rollback()
                raise
        elif self.is_active:
            self.rollback()
        return False

    def commit(self):
        if not self.is_active:
            raise refused("This transaction is inactive" if self._rolled_back else "This transaction is closed")
        self._end("commit")

    def rollback(self):
        if self.is_active:
            self._end("rollback")

    def close(self):
        self.rollback()

    _rolled_back = False

    def _end(self, action):
        self.is_active = False
        self._rolled_back = action == "rollback"
        connection = self.connection
        connection._transaction = None
        for savepoint in connection._savepoints:
            savepoint.is_active = False
        connection._savepoints = []
        connection._fire(action)
        if not connection._autocommits:
            call("transaction", connection=connection._id, action=action)


class RootTransaction(Transaction):
    pass


class TwoPhaseTransaction(Transaction):
    pass


class NestedTransaction(Transaction):
    """A savepoint."""

    def __init__(self, connection, name):
        Transaction.__init__(self, connection)
        self._name = name
        connection._savepoints.append(self)
        call("transaction", connection=connection._id, action="savepoint", name=name)

    def _end(self, action):
        connection = self.connection
        self.is_active = False
        self._rolled_back = action == "rollback"
        savepoints = connection._savepoints
        if self not in savepoints:
            return
        place = savepoints.index(self)
        for inner in savepoints[place + 1 :]:
            inner.is_active = False
        del savepoints[place:]
        action = "release" if action == "commit" else "rollback_to"
        call("transaction", connection=connection._id, action=action, name=self._name)
