"""`dialect` classes of Oracle."""

from sqlalchemy.engine.default import OracleDialect

dialect = OracleDialect


def __getattr__(name):
    # The types were at this address too.
    from sqlalchemy.dialects import oracle

    return getattr(oracle, name)
