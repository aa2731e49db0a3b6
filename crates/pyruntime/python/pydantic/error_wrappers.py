"""Where version 1 keeps its errors."""

from ._errors import ValidationError


class ErrorWrapper:
    """An error and where it was found."""

    def __init__(self, exc, loc):
        self.exc = exc
        self._loc = loc

    def loc_tuple(self):
        return self._loc if isinstance(self._loc, tuple) else (self._loc,)
