"""`sqlalchemy_utils.types.password`."""

from sqlalchemy_utils.types import PasswordType  # noqa: F401
