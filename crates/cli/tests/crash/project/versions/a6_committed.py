"""data, committed in between"""
from alembic import op
import sqlalchemy as sa
from witness import only_one

revision = "a6"
down_revision = "a5"

much = sa.table("much", sa.column("id", sa.Integer), sa.column("filler", sa.Text))


def upgrade():
    only_one()
    bind = op.get_bind()
    bind.execute(sa.text("UPDATE c SET said = 'one' WHERE id = 1"))
    bind.execute(sa.insert(much), [{"id": 10010 + number, "filler": "y" * 5000} for number in range(3)])
    bind.commit()
    bind.execute(sa.text("UPDATE c SET said = said || ' and two'"))
    bind.execute(sa.text("DELETE FROM much WHERE id = 10011"))
