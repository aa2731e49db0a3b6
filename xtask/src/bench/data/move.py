"""move: reads every row, writes it changed into another table, a thousand at a time"""

import sqlalchemy as sa
from alembic import op

revision = "b1"
down_revision = "a1"
branch_labels = ("move",)


def upgrade():
    bind = op.get_bind()
    columns = [sa.column("id", sa.Integer), sa.column("name", sa.String), sa.column("price", sa.Integer)]
    old = sa.table("old", *columns)
    new = sa.table("new", *[sa.column(column.name, column.type) for column in columns])
    chunk = []
    for row in bind.execute(sa.select(old).execution_options(stream_results=True)):
        chunk.append({"id": row.id, "name": row.name.upper(), "price": row.price * 100})
        if len(chunk) == 1000:
            bind.execute(sa.insert(new), chunk)
            chunk = []
    if chunk:
        bind.execute(sa.insert(new), chunk)


def downgrade():
    op.execute("DELETE FROM new")
