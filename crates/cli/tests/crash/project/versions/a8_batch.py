"""batch, dropping and constraining"""
from alembic import op
import sqlalchemy as sa
from witness import only_one

revision = "a8"
down_revision = "a7"


def upgrade():
    with op.batch_alter_table("c") as batch:
        batch.alter_column("said", existing_type=sa.String(20), type_=sa.String(40), nullable=False)
        batch.create_unique_constraint("uq_c_said", ["said", "id"])
    only_one()
    with op.batch_alter_table("b") as batch:
        batch.alter_column("n", new_column_name="number", existing_type=sa.Integer)
