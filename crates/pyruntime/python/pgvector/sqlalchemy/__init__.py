"""Column types of the extension `vector`."""

from .bit import BIT
from .halfvec import HALFVEC
from .sparsevec import SPARSEVEC
from .vector import VECTOR

Vector = VECTOR
