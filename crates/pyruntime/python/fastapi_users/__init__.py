"""Stand-in for `fastapi_users`: `fastapi_users.db` has the real tables, the rest is permissive."""

from _stand_ins import Value as _Value

__version__ = "15.0.0"


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return _Value("fastapi_users." + name)
