"""fourth"""

import sqlalchemy as sa
from alembic import op

revision = "a4"
down_revision = "a3"


def upgrade():
    op.create_table("q", sa.Column("id", sa.String(5)))
    op.execute("INSERT INTO q (id) VALUES ('b')")


def downgrade():
    op.drop_table("q")
