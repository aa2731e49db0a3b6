"""`OneTimeCode`: a hash with its times, as JSON."""

from sqlalchemy.types import TypeDecorator

from ..json import JsonB


class HashedOneTimeCode:
    """Named by models."""


class OneTimeCode(TypeDecorator):
    impl = JsonB
    cache_ok = True

    def __init__(self, *args, **kwargs):
        super().__init__()
