"""`alembic.autogenerate.compare`: the register of comparators."""


class _Comparators:
    """Keeps what plug-ins register; it is asked when models are compared."""

    def __init__(self):
        self._registry = {}

    def dispatch_for(self, target, *, priority=None, qualifier="default", subgroup=None):
        def decorate(function):
            self._registry.setdefault((target, qualifier), []).append(function)
            return function

        return decorate


comparators = _Comparators()
