"""`sqlalchemy_utils.types.scalar_list`."""

from sqlalchemy_utils.types import ScalarListType  # noqa: F401
