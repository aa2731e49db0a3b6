"""third"""

import sqlalchemy as sa
from alembic import op

revision = "a3"
down_revision = "a2"


def upgrade():
    op.create_table("p", sa.Column("id", sa.String(5)), sa.Column("binary", sa.LargeBinary(9)))
    op.execute("INSERT INTO p (id) VALUES ('a')")


def downgrade():
    op.drop_table("p")
