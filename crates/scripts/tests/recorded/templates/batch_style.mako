"""${message}

Revision ID: ${up_revision}
Revises: ${down_revision | comma,n}
Create Date: ${create_date}

"""
from alembic import op


def upgrade() -> None:
    """${message.capitalize()}."""
    ${upgrades.replace("\n", "\n    ").strip() if upgrades else "pass"}
