"""The old home of `alembic.runtime.environment`."""

from .runtime.environment import *
