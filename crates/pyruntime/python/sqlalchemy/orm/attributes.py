"""Names of `sqlalchemy.orm` at their real address."""

from .properties import InstrumentedAttribute, QueryableAttribute


def flag_modified(instance, key):
    pass


def set_committed_value(instance, key, value):
    instance.__dict__[key] = value


set_attribute = set_committed_value
