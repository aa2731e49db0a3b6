"""`dialect` classes of PostgreSQL."""

from sqlalchemy.engine.default import PGDialect

dialect = PGDialect


def __getattr__(name):
    # The types were at this address too.
    from sqlalchemy.dialects import postgresql

    return getattr(postgresql, name)
