"""Errors that users raise."""

from ..errors import PydanticUserError
