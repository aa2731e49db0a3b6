"""`VECTOR`, and what the other types of numbers share with it."""

from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.types import Float, UserDefinedType


class _Dimensioned(UserDefinedType):
    cache_ok = True
    _word = ""

    def __init__(self, dim=None):
        self.dim = dim

    def get_col_spec(self, **kw):
        return self._word if self.dim is None else "%s(%d)" % (self._word, self.dim)

    def bind_processor(self, dialect):
        return lambda value: value if value is None or isinstance(value, str) else "[%s]" % ",".join(map(str, value))

    class Comparator(UserDefinedType.Comparator):
        def l2_distance(self, other):
            return self.op("<->", return_type=Float)(other)

        def max_inner_product(self, other):
            return self.op("<#>", return_type=Float)(other)

        def cosine_distance(self, other):
            return self.op("<=>", return_type=Float)(other)

        def l1_distance(self, other):
            return self.op("<+>", return_type=Float)(other)

    comparator_factory = Comparator


class VECTOR(_Dimensioned):
    _word = "VECTOR"


ischema_names["vector"] = VECTOR
