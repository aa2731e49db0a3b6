"""`HALFVEC`."""

from sqlalchemy.dialects.postgresql.base import ischema_names

from .vector import _Dimensioned


class HALFVEC(_Dimensioned):
    _word = "HALFVEC"


ischema_names["halfvec"] = HALFVEC
