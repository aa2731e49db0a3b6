"""What `pydantic.types` has."""

from .. import types as _of_both


def __getattr__(name):
    return getattr(_of_both, name)
