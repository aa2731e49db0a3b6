"""Pools: engines take them as an argument; the connections are the host's."""


class Pool:
    def __init__(self, creator=None, **kw):
        pass

    def dispose(self):
        pass

    def status(self):
        return type(self).__name__

    def recreate(self):
        return self

    def connect(self):
        raise NotImplementedError("pool.connect() is not supported: use engine.connect()")


class NullPool(Pool):
    pass


class QueuePool(Pool):
    def size(self):
        return 5

    def checkedout(self):
        return 0

    def checkedin(self):
        return 0

    def overflow(self):
        return 0


class AsyncAdaptedQueuePool(QueuePool):
    pass


class FallbackAsyncAdaptedQueuePool(QueuePool):
    pass


class StaticPool(Pool):
    pass


class SingletonThreadPool(Pool):
    pass


class AssertionPool(Pool):
    pass


class PoolProxiedConnection:
    pass


class PoolResetState:
    pass


class ManagesConnection:
    pass


class ConnectionPoolEntry(ManagesConnection):
    pass


_ConnectionRecord = ConnectionPoolEntry
_ConnectionFairy = PoolProxiedConnection
manage = clear_managers = None
