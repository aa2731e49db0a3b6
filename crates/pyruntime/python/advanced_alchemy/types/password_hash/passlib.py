"""`PasslibHasher`."""

from .base import HashingBackend


class PasslibHasher(HashingBackend):
    """Named by scripts and models."""
