"""second"""

import sqlalchemy as sa
from alembic import op

import topics

revision = "a2"
down_revision = "a1"
COUNT = 0


def upgrade():
    global COUNT
    COUNT += 1
    topics.see("a2, time %d," % COUNT)
    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True))


def downgrade():
    pass
