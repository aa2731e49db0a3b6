"""Stand-in for `pgvector`: the column types for SQLAlchemy."""
