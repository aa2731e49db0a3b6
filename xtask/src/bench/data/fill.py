"""fill: the rows that the next steps work on"""

import os

import sqlalchemy as sa
from alembic import op

revision = "a1"
down_revision = None


def upgrade():
    for name in ("old", "new"):
        columns = [sa.Column("name", sa.String(50)), sa.Column("price", sa.Integer()), sa.Column("note", sa.String(50))]
        op.create_table(name, sa.Column("id", sa.Integer(), primary_key=True), *columns)
    op.execute(
        "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < %d) "
        "INSERT INTO old SELECT n, 'name ' || n, n - n / 1000 * 1000, NULL FROM numbers" % int(os.environ["BENCH_ROWS"])
    )
    op.create_index("ix_old_name", "old", ["name"])


def downgrade():
    op.drop_table("new")
    op.drop_table("old")
