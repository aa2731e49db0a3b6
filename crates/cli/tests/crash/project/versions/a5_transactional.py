"""transactional, with keys"""
from alembic import op
import sqlalchemy as sa

revision = "a5"
down_revision = "a4"


def upgrade():
    op.create_table(
        "c",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("a_id", sa.Integer, sa.ForeignKey("a.id"), nullable=False),
        sa.Column("at", sa.String(20), server_default="now"),
    )
    op.create_index("ix_c_a_id", "c", ["a_id"])
    op.execute("INSERT INTO c (id, a_id) SELECT id, id FROM a")
    op.execute("INSERT INTO much VALUES (10003, '" + "x" * 5000 + "')")
    op.execute("ALTER TABLE c RENAME COLUMN at TO said")
