"""Names of `sqlalchemy.orm` at their real address."""

from .properties import AppenderQuery, DynamicMapped

AppenderMixin = AppenderQuery
