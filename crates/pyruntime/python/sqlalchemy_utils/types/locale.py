"""`LocaleType`."""

from sqlalchemy import types


class LocaleType(types.TypeDecorator):
    impl = types.Unicode(10)
    cache_ok = True
    _shown_repr = types.TypeDecorator._repr_of_beneath

    def __init__(self):
        super().__init__()

    def _repr_parts(self):
        return []
