"""`EnrichedDateTimeType`."""

from sqlalchemy import types


class EnrichedDateTimeType(types.TypeDecorator):
    impl = types.DateTime
    cache_ok = True

    def __init__(self, datetime_processor=None, *args, **kwargs):
        super().__init__(*args, **kwargs)
