"""copy: a batch that makes the table anew on SQLite"""

import sqlalchemy as sa
from alembic import op

revision = "c1"
down_revision = "a1"
branch_labels = ("copy",)


def upgrade():
    with op.batch_alter_table("old") as batch:
        batch.alter_column("price", existing_type=sa.Integer(), type_=sa.Numeric(10, 2), nullable=False)


def downgrade():
    with op.batch_alter_table("old") as batch:
        batch.alter_column("price", existing_type=sa.Numeric(10, 2), type_=sa.Integer(), nullable=True)
