"""`dialect` classes of PostgreSQL."""

from sqlalchemy.engine.default import PGDialect

dialect = PGDialect


def __getattr__(name):
    if name == "ischema_names":
        return dialect.ischema_names
    # The types were at this address too.
    from sqlalchemy.dialects import postgresql

    return getattr(postgresql, name)
