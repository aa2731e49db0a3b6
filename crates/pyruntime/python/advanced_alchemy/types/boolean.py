"""`Bool`."""

from sqlalchemy.types import Boolean, TypeDecorator


class _OracleAwareBoolean(TypeDecorator):
    """Generated files name it."""

    impl = Boolean
    cache_ok = True


Bool = _OracleAwareBoolean
