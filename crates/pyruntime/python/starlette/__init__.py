"""Stand-in for `starlette`: `starlette.config` really reads settings, the rest is permissive."""

from _stand_ins import Value as _Value

__version__ = "0.47.0"


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return _Value("starlette." + name)
