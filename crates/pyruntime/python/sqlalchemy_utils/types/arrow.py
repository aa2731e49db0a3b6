"""`ArrowType`."""

from .enriched_datetime.enriched_datetime_type import EnrichedDateTimeType


class ArrowType(EnrichedDateTimeType):
    cache_ok = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, datetime_processor=None, **kwargs)
