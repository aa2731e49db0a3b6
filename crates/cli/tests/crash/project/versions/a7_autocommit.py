"""autocommit, dropping and building"""
from alembic import op
from witness import CONCURRENTLY, only_one

revision = "a7"
down_revision = "a6"


def upgrade():
    op.execute("UPDATE b SET n = n + 5")
    with op.get_context().autocommit_block():
        op.execute(f"DROP INDEX {CONCURRENTLY} ix_b")
        only_one()
        op.execute(f"CREATE INDEX {CONCURRENTLY} ix_b_again ON b (n, id)")
        op.execute("ANALYZE b")
        op.execute("INSERT INTO much VALUES (10004, '" + "x" * 5000 + "')")
