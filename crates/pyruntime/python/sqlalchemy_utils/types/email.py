"""`EmailType`."""

from sqlalchemy import types


class EmailType(types.TypeDecorator):
    impl = types.Unicode
    cache_ok = True

    def __init__(self, length=255, *args, **kwargs):
        super().__init__(*args, length=length, **kwargs)
