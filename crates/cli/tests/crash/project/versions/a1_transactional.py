"""transactional"""
from alembic import op
import sqlalchemy as sa

revision = "a1"
down_revision = None


def upgrade():
    op.create_table("a", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(20)))
    op.execute("INSERT INTO a VALUES (1, 'x'), (2, 'y')")
    op.execute("INSERT INTO much VALUES (10001, '" + "x" * 5000 + "')")
