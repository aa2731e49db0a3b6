"""What makes the functions of `alembic.op` work while a run goes on."""

from sqlalchemy import _running

from . import op as _op_module


class Established:
    """`with Established(operations) as op:`; `alembic.op` forwards to these operations meanwhile."""

    def __init__(self, operations):
        self._operations = operations

    def __enter__(self):
        self._outer, _op_module._proxy = _op_module._proxy, self._operations
        self._outer_dialect = _running.use(self._operations.migration_context.dialect)
        return self._operations

    def __exit__(self, kind, raised, traceback):
        _op_module._proxy = self._outer
        _running.use(self._outer_dialect)
        return False


class OperationsWhenNeeded:
    """Stands for the Operations of a run until a script calls the first directive: many a run has no script."""

    def __init__(self, migration_context):
        self.migration_context = migration_context

    def __getattr__(self, name):
        import gc

        from .operations.base import Operations

        # What a start makes stays; what scripts make goes again, so from here on it is looked for twice as often.
        gc.set_threshold(10000, 10, 0)
        operations = Operations(self.migration_context)
        if _op_module._proxy is self:
            _op_module._proxy = operations
        return getattr(operations, name)
