"""`CurrencyType`."""

from sqlalchemy import types


class CurrencyType(types.TypeDecorator):
    impl = types.String(3)
    cache_ok = True

    def __init__(self, *args, **kwargs):
        super().__init__()
