"""Alembic for the embedded Python: the same names, each submodule loaded when it is first asked for."""

import sys

__version__ = "1.20.1"

_SUBMODULES = frozenset(
    (
        "autogenerate",
        "command",
        "config",
        "context",
        "ddl",
        "environment",
        "migration",
        "op",
        "operations",
        "runtime",
        "script",
        "util",
    )
)


def __getattr__(name):
    if name not in _SUBMODULES:
        raise AttributeError("module 'alembic' has no attribute %r" % name)
    __import__("alembic." + name)
    return sys.modules["alembic." + name]
