"""`sqlalchemy_utils.types.locale`."""

from sqlalchemy_utils.types import LocaleType  # noqa: F401
