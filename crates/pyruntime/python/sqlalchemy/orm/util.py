"""Names of `sqlalchemy.orm` at their real address."""

from .session import AliasedClass, aliased


def identity_key(*arguments, **keywords):
    from .session import later

    raise later("identity_key()")
