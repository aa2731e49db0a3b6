"""`alembic.operations`: the directives as an object, and their plug-in points."""

import sys

_HOMES = {
    "AbstractOperations": "base",
    "BatchOperations": "base",
    "Operations": "base",
    "MigrateOperation": "ops",
}


def __getattr__(name):
    home = _HOMES.get(name)
    if home is None and name not in ("base", "batch", "ops"):
        raise AttributeError("module 'alembic.operations' has no attribute %r" % name)
    module = "alembic.operations." + (home or name)
    __import__(module)
    found = sys.modules[module] if home is None else getattr(sys.modules[module], name)
    globals()[name] = found
    return found
