"""Secrets of one-time passwords: text that the application encrypts."""

from .encrypted_string import EncryptedString


class TOTPProvider:
    """Named by models."""


class TOTPSecret(EncryptedString):
    cache_ok = True
