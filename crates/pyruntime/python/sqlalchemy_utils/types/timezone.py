"""`TimezoneType`."""

from sqlalchemy import types


class TimezoneType(types.TypeDecorator):
    impl = types.Unicode(50)
    cache_ok = True
    _shown_repr = types.TypeDecorator._repr_of_beneath

    def __init__(self, backend="dateutil"):
        self.backend = backend
        super().__init__()

    def _repr_parts(self):
        return [] if self.backend == "dateutil" else ["backend=%r" % (self.backend,)]
