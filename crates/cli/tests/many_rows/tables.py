"""tables"""

import sqlalchemy as sa
from alembic import op

revision = "a1"
down_revision = None

COLUMNS = (
    ("name", sa.String(50)),
    ("price", sa.Numeric(12, 2)),
    ("day", sa.Date()),
    ("made", sa.DateTime()),
    ("at", sa.Time()),
)


def upgrade():
    for name in ("old", "new"):
        columns = [sa.Column(column, kind) for column, kind in COLUMNS]
        op.create_table(name, sa.Column("id", sa.Integer(), primary_key=True), *columns)


def downgrade():
    op.drop_table("new")
    op.drop_table("old")
