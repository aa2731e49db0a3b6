"""Names of `sqlalchemy.orm` at their real address."""

from .mapper import InstanceState
