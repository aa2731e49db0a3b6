"""`EnrichedDateType`."""

from sqlalchemy import types


class EnrichedDateType(types.TypeDecorator):
    impl = types.Date
    cache_ok = True

    def __init__(self, date_processor=None, *args, **kwargs):
        super().__init__(*args, **kwargs)
