"""Stand-in for Flask-SQLAlchemy: `db.Model` and `db.Table` give their tables; the application's parts come with Flask."""

__version__ = "3.1.1"

from .extension import SQLAlchemy

__all__ = ["SQLAlchemy"]
