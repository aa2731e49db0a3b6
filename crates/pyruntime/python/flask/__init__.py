"""Light Flask: an application with its settings and extensions, for Flask-Migrate's env.py; what serves requests stands in."""

from _stand_ins import Value as _Value

from .app import Flask
from .config import Config
from .globals import current_app, g, has_app_context, has_request_context

__version__ = "3.1.3"


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError("module 'flask' has no attribute %r" % name)
    return _Value("flask." + name)
