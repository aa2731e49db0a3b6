"""`alembic.runtime`: environment and migration contexts."""
