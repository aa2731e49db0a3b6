"""Merge branches

Revision ID: d18e02b7f705
Revises: a90e44c1d503, c4d7715fa604
Create Date: 2026-06-03 09:00:00.000000

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'd18e02b7f705'
down_revision: Union[str, Sequence[str], None] = ('a90e44c1d503', 'c4d7715fa604')
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """Upgrade schema."""
    pass


def downgrade() -> None:
    """Downgrade schema."""
    pass
