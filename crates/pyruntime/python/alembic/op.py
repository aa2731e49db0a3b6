"""`alembic.op`: the directives, bound to the migration that runs now."""

from ._proxy import forwarder

_proxy = None
_final_name = None


def f(name):
    """Marks a constraint's name as final: no naming convention is applied to it."""
    global _final_name
    if _final_name is None:
        from sqlalchemy.sql.naming import conv as _final_name
    return _final_name(name)


def __getattr__(name):
    if name.startswith("_"):
        raise AttributeError("module 'alembic.op' has no attribute %r" % name)
    from .operations.base import Operations

    if name == "Operations":
        return Operations
    # Directives registered later by `Operations.register_operation` are found here too.
    if not callable(getattr(Operations, name, None)):
        from ._registered import look_for

        look_for(Operations, name, "module 'alembic.op'")
    return forwarder(globals(), name, "Operations")


def __dir__():
    from .operations.base import Operations

    return sorted(name for name in dir(Operations) if not name.startswith("_"))
