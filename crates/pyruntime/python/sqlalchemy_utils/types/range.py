"""`sqlalchemy_utils.types.range`."""

from sqlalchemy_utils.types import (  # noqa: F401
    DateRangeType,
    DateTimeRangeType,
    Int8RangeType,
    IntRangeType,
    NumericRangeType,
)
