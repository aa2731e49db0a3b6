"""data, many rows"""
from alembic import op
import sqlalchemy as sa
from witness import only_one

revision = "a9"
down_revision = "a8"


def upgrade():
    only_one()
    a = sa.table("a", sa.column("id", sa.Integer), sa.column("name", sa.Text), sa.column("size", sa.Integer))
    op.bulk_insert(a, [{"id": number, "name": f"row {number}", "size": number} for number in range(10, 40)])
    bind = op.get_bind()
    for (number,) in bind.execute(sa.text("SELECT id FROM a WHERE id > 35 ORDER BY id")).fetchall():
        bind.execute(sa.text("UPDATE a SET size = size * 2 WHERE id = :id"), {"id": number})
    op.execute("DELETE FROM a WHERE id BETWEEN 12 AND 20")
    op.execute("INSERT INTO much VALUES (10005, '" + "x" * 5000 + "')")
