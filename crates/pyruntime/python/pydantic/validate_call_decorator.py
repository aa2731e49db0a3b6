"""Functions whose arguments are checked."""

from ._misc import validate_call
