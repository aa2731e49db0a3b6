"""`SPARSEVEC`."""

from sqlalchemy.dialects.postgresql.base import ischema_names

from .vector import _Dimensioned


class SPARSEVEC(_Dimensioned):
    _word = "SPARSEVEC"


ischema_names["sparsevec"] = SPARSEVEC
