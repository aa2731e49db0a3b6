"""`Argon2Hasher`."""

from .base import HashingBackend


class Argon2Hasher(HashingBackend):
    """Named by scripts and models."""
