"""data"""
from alembic import op
import sqlalchemy as sa
from witness import only_one

revision = "a4"
down_revision = "a3"


def upgrade():
    bind = op.get_bind()
    for row in bind.execute(sa.text("SELECT id, n FROM b ORDER BY id")).fetchall():
        bind.execute(sa.text("UPDATE a SET size = :n WHERE id = :id"), {"n": row.n, "id": row.id})
    with op.get_context().autocommit_block():
        bind.execute(sa.text("UPDATE a SET size = size + 1"))
        only_one()
        bind.execute(sa.text("UPDATE a SET name = name || '!'"))
