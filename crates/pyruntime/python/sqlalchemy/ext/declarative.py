"""The old home of `declarative_base`."""

from sqlalchemy import _lazy

__getattr__, __dir__ = _lazy.names(
    __name__,
    globals(),
    {
        "sqlalchemy.orm": "as_declarative declarative_base declared_attr DeclarativeMeta has_inherited_table"
        " synonym_for AbstractConcreteBase ConcreteBase DeferredReflection",
    },
    "api base",
)
__path__ = []
