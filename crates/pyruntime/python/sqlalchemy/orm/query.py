"""Names of `sqlalchemy.orm` at their real address."""

from .session import Query
