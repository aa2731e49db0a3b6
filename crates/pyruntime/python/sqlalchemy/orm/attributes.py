"""Names of `sqlalchemy.orm` at their real address."""

from .events import NO_KEY, NO_VALUE
from .properties import InstrumentedAttribute, Mapped, QueryableAttribute, SQLORMExpression


def flag_modified(instance, key):
    pass


def set_committed_value(instance, key, value):
    instance.__dict__[key] = value


set_attribute = set_committed_value
