"""`PwdlibHasher`."""

from .base import HashingBackend


class PwdlibHasher(HashingBackend):
    """Named by scripts and models."""
