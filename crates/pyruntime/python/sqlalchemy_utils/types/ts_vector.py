"""`TSVectorType`."""

from sqlalchemy import types
from sqlalchemy.dialects.postgresql import TSVECTOR


class TSVectorType(types.TypeDecorator):
    impl = TSVECTOR
    cache_ok = True

    def __init__(self, *args, **kwargs):
        self.columns = args
        self.options = kwargs
        super().__init__()
