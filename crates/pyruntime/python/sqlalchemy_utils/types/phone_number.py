"""`PhoneNumberType`."""

from ._sized import SizedType


class PhoneNumberType(SizedType):
    _length = 20

    def __init__(self, region="US", max_length=20, *args, **kwargs):
        self.region = region
        super().__init__(max_length)
