"""`URLType`."""

from sqlalchemy import types


class URLType(types.TypeDecorator):
    impl = types.UnicodeText
    cache_ok = True
