"""A module beside alembic.ini."""

NUMBER = 1
