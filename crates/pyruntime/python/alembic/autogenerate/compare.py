"""`alembic.autogenerate.compare`: the register of comparators, which `own_comparators.py` calls."""

from ..util.priority import PriorityDispatcher

comparators = PriorityDispatcher()
