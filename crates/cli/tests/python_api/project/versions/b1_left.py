"""left"""
from alembic import op

revision = "b1"
down_revision = "a1"
branch_labels = ("left",)


def upgrade():
    op.execute("INSERT INTO users VALUES (1)")


def downgrade():
    op.execute("DELETE FROM users WHERE id = 1")
