"""Text that the application encrypts: migrations make the columns, and store nothing in them."""

from sqlalchemy.types import String, Text, TypeDecorator


class EncryptionBackend:
    """Named by scripts and models."""

    def __init__(self, *args, **kwargs):
        """Nothing is encrypted here."""


class FernetBackend(EncryptionBackend):
    pass


class PGCryptoBackend(EncryptionBackend):
    pass


class EncryptedString(TypeDecorator):
    impl = String
    cache_ok = True

    def __init__(self, key=None, backend=FernetBackend, length=None, **kwargs):
        super().__init__()
        self.key = key
        self.backend = backend()
        self.length = length

    def __repr__(self):
        key = self.key.__name__ if callable(self.key) else repr(self.key)
        return "%s(key=%s, backend=%s, length=%s)" % (type(self).__name__, key, type(self.backend).__name__, self.length)

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(Text() if dialect.name in ("mysql", "mariadb") else String())

    def process_bind_param(self, value, dialect):
        return None if value is None else _refuse(self)

    process_result_value = process_bind_param


class EncryptedText(EncryptedString):
    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return dialect.type_descriptor(Text())


def _refuse(one):
    raise NotImplementedError(
        "values of %s are not served: Limbeck does not encrypt; run this with the project's own Python" % type(one).__name__
    )
