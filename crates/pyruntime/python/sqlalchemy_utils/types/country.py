"""`CountryType`."""

from sqlalchemy import types


class CountryType(types.TypeDecorator):
    impl = types.String(2)
    cache_ok = True

    def __init__(self, *args, **kwargs):
        super().__init__()
