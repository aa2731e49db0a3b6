"""Add locale to users

Revision ID: e5b6f3a90806
Revises: d18e02b7f705
Create Date: 2026-06-10 17:22:08.671204

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'e5b6f3a90806'
down_revision: Union[str, Sequence[str], None] = 'd18e02b7f705'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.add_column('users', sa.Column('locale', sa.String(length=10), server_default='zh-CN', nullable=False, comment='界面语言'))


def downgrade() -> None:
    op.drop_column('users', 'locale')
