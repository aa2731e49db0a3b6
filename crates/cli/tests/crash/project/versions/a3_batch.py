"""batch"""
from alembic import op
import sqlalchemy as sa
from witness import only_one

revision = "a3"
down_revision = "a2"


def upgrade():
    only_one()
    with op.batch_alter_table("a") as batch:
        batch.alter_column("name", type_=sa.Text())
        batch.add_column(sa.Column("size", sa.Integer))
    only_one()
