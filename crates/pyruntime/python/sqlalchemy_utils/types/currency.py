"""`sqlalchemy_utils.types.currency`."""

from sqlalchemy_utils.types import CurrencyType  # noqa: F401
