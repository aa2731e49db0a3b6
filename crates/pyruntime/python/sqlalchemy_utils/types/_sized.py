"""Types whose length is called `max_length` when it is given, and `length` when it is shown."""

from sqlalchemy import types


class SizedType(types.TypeDecorator):
    impl = types.Unicode
    cache_ok = True
    _shown_repr = types.TypeDecorator._repr_of_beneath
    _length = None

    def __init__(self, max_length):
        super().__init__(length=max_length)

    def _repr_parts(self):
        length = self.impl.length
        if length == self._length:
            return ["length=%r" % (length,)]
        # The package takes `length` as well and makes nothing of it.
        return ["max_length=%r" % (length,)]
