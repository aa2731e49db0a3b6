"""`sqlalchemy.future`: the names of SQLAlchemy 1.4's preview of 2.0."""

from sqlalchemy import _lazy

__getattr__, __dir__ = _lazy.names(
    __name__,
    globals(),
    {
        "sqlalchemy.engine": "Connection create_engine Engine",
        "sqlalchemy.sql.expression": "select",
    },
    "engine orm",
)
