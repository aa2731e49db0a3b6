"""Add full name to users

Revision ID: a90e44c1d503
Revises: 7b52d9e4c802
Create Date: 2026-06-02 08:05:47.905331

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa


# revision identifiers, used by Alembic.
revision: str = 'a90e44c1d503'
down_revision: Union[str, Sequence[str], None] = '7b52d9e4c802'
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    # 先修改结构
    op.add_column('users', sa.Column('full_name', sa.String(255), comment='全名'))

    # 然后迁移数据
    connection = op.get_bind()
    connection.execute(
        sa.text("UPDATE users SET full_name = name || ' ' || email")
    )


def downgrade() -> None:
    op.drop_column('users', 'full_name')
