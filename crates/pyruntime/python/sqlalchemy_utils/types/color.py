"""`ColorType`."""

from ._sized import SizedType


class ColorType(SizedType):
    _length = 20

    def __init__(self, max_length=20, *args, **kwargs):
        super().__init__(max_length)
