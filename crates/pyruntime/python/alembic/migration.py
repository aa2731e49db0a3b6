"""The old home of `alembic.runtime.migration`."""

from .runtime.migration import *
