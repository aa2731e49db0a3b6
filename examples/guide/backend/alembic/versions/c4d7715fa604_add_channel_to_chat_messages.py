"""Add channel to chat messages

Revision ID: c4d7715fa604
Revises: 7b52d9e4c802
Create Date: 2026-06-02 10:31:19.220046

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'c4d7715fa604'
down_revision: Union[str, Sequence[str], None] = '7b52d9e4c802'
branch_labels: Union[str, Sequence[str], None] = ('chat',)
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.add_column('chat_messages', sa.Column('channel', sa.String(length=32), server_default='web', nullable=False, comment='来源'))


def downgrade() -> None:
    op.drop_column('chat_messages', 'channel')
