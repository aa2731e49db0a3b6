"""`sqlalchemy.ext`."""

from sqlalchemy import _lazy

__getattr__, __dir__ = _lazy.names(
    __name__,
    globals(),
    {},
    "associationproxy asyncio automap baked compiler declarative horizontal_shard hybrid indexable instrumentation"
    " mutable mypy orderinglist serializer",
)
