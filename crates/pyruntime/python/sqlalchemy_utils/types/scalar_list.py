"""`ScalarListType`."""

from sqlalchemy import types


class ScalarListType(types.TypeDecorator):
    impl = types.UnicodeText()
    cache_ok = True

    def __init__(self, coerce_func=str, separator=","):
        super().__init__()
