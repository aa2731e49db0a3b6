"""Light Flask-SQLAlchemy: `db.Model` and `db.Table` give their tables, the application's settings its engines."""

__version__ = "3.1.1"

from .extension import SQLAlchemy

__all__ = ["SQLAlchemy"]

# Names of Flask-SQLAlchemy 2, and where their like is in 3.
_OF_VERSION_2 = {
    "BaseQuery": ("query", "Query"),
    "Model": ("model", "Model"),
    "Pagination": ("pagination", "Pagination"),
    "SignallingSession": ("session", "Session"),
    "before_models_committed": ("track_modifications", "before_models_committed"),
    "get_debug_queries": ("record_queries", "get_recorded_queries"),
    "models_committed": ("track_modifications", "models_committed"),
}


def __getattr__(name):
    if name not in _OF_VERSION_2:
        raise AttributeError("module 'flask_sqlalchemy' has no attribute %r" % name)
    module, there = _OF_VERSION_2[name]
    return getattr(__import__("flask_sqlalchemy." + module, fromlist=[there]), there)
