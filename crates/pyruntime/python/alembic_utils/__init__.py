"""Stand-in for `alembic_utils`: functions, views, triggers and others of PostgreSQL as directives."""

__version__ = "0.8.8"
