"""`sqlalchemy_utils.types.encrypted`."""

from . import encrypted_type  # noqa: F401
