"""autocommit"""
from alembic import op
import sqlalchemy as sa
from witness import CONCURRENTLY, only_one

revision = "a2"
down_revision = "a1"


def upgrade():
    only_one()
    op.create_table("b", sa.Column("id", sa.Integer, primary_key=True), sa.Column("n", sa.Integer))
    with op.get_context().autocommit_block():
        op.execute("INSERT INTO b SELECT id, id FROM a")
        op.execute(f"CREATE INDEX {CONCURRENTLY} ix_b ON b (n)")
        only_one()
        op.execute("UPDATE b SET n = n + 1")
    op.execute("UPDATE b SET n = n * 2")
    with op.get_context().autocommit_block():
        op.execute(f"CREATE UNIQUE INDEX {CONCURRENTLY} ux_b ON b (id, n)")
        op.execute("INSERT INTO much VALUES (10002, '" + "x" * 5000 + "')")
    op.execute("INSERT INTO b VALUES (100, 0)")
