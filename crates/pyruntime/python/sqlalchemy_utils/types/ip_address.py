"""`IPAddressType`."""

from ._sized import SizedType


class IPAddressType(SizedType):
    _length = 50

    def __init__(self, max_length=50, *args, **kwargs):
        super().__init__(max_length)
