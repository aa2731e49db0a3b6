"""`WeekDaysType`."""

from sqlalchemy import types

from .bit import BitType

_DAYS = 7


class WeekDaysType(types.TypeDecorator):
    impl = BitType(_DAYS)
    cache_ok = True
    _shown_repr = types.TypeDecorator._repr_of_beneath

    def __init__(self, *args, **kwargs):
        super().__init__()

    def _repr_parts(self):
        return []

    def load_dialect_impl(self, dialect):
        return BitType(_DAYS).load_dialect_impl(dialect)
