"""`PasswordHash`: text that the application computes."""

from sqlalchemy.types import String, TypeDecorator


class HashingBackend:
    """Named by scripts and models; nothing is hashed here."""

    def __init__(self, *args, **kwargs):
        """What it is told decides no column."""


class HashedPassword:
    """Named by models."""


class PasswordHash(TypeDecorator):
    impl = String
    cache_ok = True

    def __init__(self, backend=None, length=255):
        super().__init__(length=length)
        self.backend = backend
        self.length = length

    def __repr__(self):
        return "%s(backend=sa.%s(), length=%s)" % (type(self).__name__, type(self.backend).__name__, self.length)

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        raise NotImplementedError(
            "values of PasswordHash are not served: Limbeck does not hash; run this with the project's own Python"
        )
