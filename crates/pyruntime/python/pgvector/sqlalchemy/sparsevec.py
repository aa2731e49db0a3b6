"""`SPARSEVEC`."""

from .vector import _Dimensioned


class SPARSEVEC(_Dimensioned):
    _word = "SPARSEVEC"
