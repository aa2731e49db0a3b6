"""`StringEncryptedType` and `EncryptedType`, and engines that are only named."""

from sqlalchemy import types


class StringEncryptedType(types.TypeDecorator):
    impl = types.String
    cache_ok = True

    def __init__(self, type_in=None, key=None, engine=None, padding=None, **kwargs):
        super().__init__(**kwargs)


class EncryptedType(StringEncryptedType):
    impl = types.LargeBinary


class EncryptionDecryptionBaseEngine:
    """Nothing is encrypted while migrations run."""


class AesEngine(EncryptionDecryptionBaseEngine):
    pass


class AesGcmEngine(EncryptionDecryptionBaseEngine):
    pass


class FernetEngine(EncryptionDecryptionBaseEngine):
    pass
