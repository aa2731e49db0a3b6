"""`LtreeType` and the types of what it is asked."""

from sqlalchemy import types
from sqlalchemy.dialects.postgresql.base import ischema_names


class LtreeType(types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return "LTREE"


class LQUERY(types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return "LQUERY"


class LTXTQUERY(types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return "LTXTQUERY"


ischema_names.update(ltree=LtreeType, lquery=LQUERY, ltxtquery=LTXTQUERY)
