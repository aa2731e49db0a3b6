"""Column types of the extension `vector`."""

from sqlalchemy.types import UserDefinedType


class _Dimensioned(UserDefinedType):
    cache_ok = True
    _word = ""

    def __init__(self, dim=None):
        self.dim = dim

    def get_col_spec(self, **kw):
        return self._word if self.dim is None else "%s(%d)" % (self._word, self.dim)

    def bind_processor(self, dialect):
        return lambda value: value if value is None or isinstance(value, str) else "[%s]" % ",".join(map(str, value))


class VECTOR(_Dimensioned):
    _word = "VECTOR"


class HALFVEC(_Dimensioned):
    _word = "HALFVEC"


class SPARSEVEC(_Dimensioned):
    _word = "SPARSEVEC"


class BIT(UserDefinedType):
    cache_ok = True

    def __init__(self, length=None):
        self.length = length

    def get_col_spec(self, **kw):
        return "BIT" if self.length is None else "BIT(%d)" % self.length


Vector = VECTOR
