"""`alembic.context`: the environment of the env.py that runs now."""

from . import _run
from ._proxy import forwarder

_proxy = None

_FUNCTIONS = (
    "begin_transaction",
    "configure",
    "execute",
    "get_bind",
    "get_context",
    "get_head_revision",
    "get_head_revisions",
    "get_impl",
    "get_revision_argument",
    "get_starting_revision_argument",
    "get_tag_argument",
    "get_x_argument",
    "is_offline_mode",
    "is_transactional_ddl",
    "requires_connection",
    "run_migrations",
    "static_output",
)

for _name in _FUNCTIONS:
    forwarder(globals(), _name, "EnvironmentContext")


def __getattr__(name):
    if name == "EnvironmentContext":
        from .runtime.environment import EnvironmentContext

        return EnvironmentContext
    # `config` and `script` exist only while an env.py runs.
    if name in ("config", "script") and _proxy is not None:
        # env.py reads `config` after its imports and before `fileConfig`, which must find Alembic's loggers.
        _run.make_loggers()
        return getattr(_proxy, name)
    raise AttributeError("module 'alembic.context' has no attribute %r" % name)


def __dir__():
    return sorted(_FUNCTIONS) + (["config", "script"] if _proxy is not None else [])
