"""Errors of version 1."""

from ..error_wrappers import ErrorWrapper, ValidationError
