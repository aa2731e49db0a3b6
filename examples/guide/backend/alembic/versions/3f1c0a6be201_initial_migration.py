"""Initial migration

Revision ID: 3f1c0a6be201
Revises: None
Create Date: 2026-05-04 09:12:31.402115

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = '3f1c0a6be201'
down_revision: Union[str, Sequence[str], None] = None
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    """建立用户表。"""
    op.create_table('users',
    sa.Column('id', sa.Uuid(), nullable=False, comment='用户编号'),
    sa.Column('email', sa.String(length=255), nullable=False, comment='邮箱'),
    sa.Column('name', sa.String(length=100), nullable=False, comment='昵称'),
    sa.Column('role', sa.Enum('admin', 'member', name='userrole', native_enum=False, length=20), server_default='member', nullable=False, comment='角色'),
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('CURRENT_TIMESTAMP'), nullable=False, comment='创建时间'),
    sa.Column('updated_at', sa.DateTime(timezone=True), server_default=sa.text('CURRENT_TIMESTAMP'), nullable=False, comment='更新时间'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_users'))
    )
    op.create_index(op.f('ix_users_email'), 'users', ['email'], unique=True)


def downgrade() -> None:
    op.drop_index(op.f('ix_users_email'), table_name='users')
    op.drop_table('users')
