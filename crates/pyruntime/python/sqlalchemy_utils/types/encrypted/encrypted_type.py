"""`sqlalchemy_utils.types.encrypted.encrypted_type`: the types, and engines that are only named."""

from sqlalchemy_utils.types import EncryptedType, StringEncryptedType  # noqa: F401


class EncryptionDecryptionBaseEngine:
    """Nothing is encrypted while migrations run."""


class AesEngine(EncryptionDecryptionBaseEngine):
    pass


class AesGcmEngine(EncryptionDecryptionBaseEngine):
    pass


class FernetEngine(EncryptionDecryptionBaseEngine):
    pass
