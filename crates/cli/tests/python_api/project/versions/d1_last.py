"""last"""
import sqlalchemy as sa
from alembic import op

import probes

revision = "d1"
down_revision = "c1"


def upgrade():
    op.add_column("users", sa.Column("name", sa.String(20)))
    probes.in_script(op)


def downgrade():
    op.drop_column("users", "name")
