"""`sqlalchemy_utils.types.enriched_datetime`."""

from . import enriched_date_type, enriched_datetime_type  # noqa: F401
