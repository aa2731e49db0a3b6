"""What `pydantic.networks` has."""

from .. import networks as _of_both


def __getattr__(name):
    return getattr(_of_both, name)
