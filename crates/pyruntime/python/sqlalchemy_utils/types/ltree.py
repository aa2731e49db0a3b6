"""`sqlalchemy_utils.types.ltree`."""

from sqlalchemy_utils.types import LtreeType  # noqa: F401
