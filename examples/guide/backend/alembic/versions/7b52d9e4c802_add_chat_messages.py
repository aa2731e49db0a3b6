"""Add chat messages

Revision ID: 7b52d9e4c802
Revises: 3f1c0a6be201
Create Date: 2026-05-11 15:40:02.118870

"""
import uuid
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

# revision identifiers, used by Alembic.
revision: str = '7b52d9e4c802'
down_revision: Union[str, Sequence[str], None] = '3f1c0a6be201'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """建立聊天消息表。"""
    op.create_table('chat_messages',
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('user_id', sa.Uuid(), nullable=False),
    sa.Column('content', sa.Text(), nullable=False, comment='正文'),
    sa.Column('meta', sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), 'postgresql'), nullable=True, comment='附加信息'),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('CURRENT_TIMESTAMP'), nullable=False, comment='创建时间'),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('CURRENT_TIMESTAMP'), nullable=False, comment='更新时间'),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_chat_messages_user_id_users'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_chat_messages')),
    comment='聊天消息'
    )
    op.create_index('ix_chat_messages_user_created', 'chat_messages', ['user_id', 'created_at'], unique=False)
    users = sa.table('users', sa.column('id', sa.Uuid()), sa.column('email', sa.String()), sa.column('name', sa.String()))
    op.bulk_insert(users, [
        {'id': uuid.UUID('6f1b2c9e-0a47-4f53-9a51-1f0c2d3e4a01'), 'email': 'lin@example.org', 'name': '林'},
        {'id': uuid.UUID('6f1b2c9e-0a47-4f53-9a51-1f0c2d3e4a02'), 'email': "o'hara@example.org", 'name': "O'Hara"},
    ])


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM users WHERE email IN ('lin@example.org', 'o''hara@example.org')"))
    op.drop_index('ix_chat_messages_user_created', table_name='chat_messages')
    op.drop_table('chat_messages')
