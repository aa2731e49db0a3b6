"""`HALFVEC`."""

from .vector import _Dimensioned


class HALFVEC(_Dimensioned):
    _word = "HALFVEC"
