"""move: fills a table, reads it row by row, writes another one thousand at a time"""

import datetime
import decimal

import sqlalchemy as sa
from alembic import op

revision = "b1"
down_revision = "a1"

COUNT = 5300
START = datetime.datetime(2023, 12, 31, 23, 59, 30)

KINDS = {
    "id": sa.Integer,
    "name": sa.String,
    "price": sa.Numeric(12, 2),
    "day": sa.Date,
    "made": sa.DateTime,
    "at": sa.Time,
}


def table(name):
    return sa.table(name, *[sa.column(column, kind) for column, kind in KINDS.items()])


def row(number):
    made = START + datetime.timedelta(hours=number, microseconds=number % 3)
    return {
        "id": number,
        "name": None if number % 100 == 0 else "naïve '%d'" % number,
        "price": decimal.Decimal(number * 7 - 1000) / 100,
        "day": made.date(),
        "made": made,
        "at": made.time(),
    }


def upgrade():
    bind = op.get_bind()
    old, new = table("old"), table("new")
    bind.execute(sa.insert(old), [row(number) for number in range(COUNT)])
    query = sa.select(old).order_by(old.c.id)
    chunk = []
    for number, found in enumerate(bind.execute(query.execution_options(stream_results=True))):
        assert dict(found._mapping) == row(number), (found, row(number))
        assert found.made.isoformat() == row(number)["made"].isoformat()
        assert hash(found.made) == hash(row(number)["made"]) and hash(found.price) == hash(row(number)["price"])
        chunk.append(dict(found._mapping, name=found.name and found.name.upper()))
        if len(chunk) == 1000:
            bind.execute(sa.insert(new), chunk)
            chunk = []
    bind.execute(sa.insert(new), chunk)

    result = bind.execute(query)
    print("first", result.fetchone().id, [found.id for found in result.fetchmany(3)], len(result.fetchall()))
    print("nothing left", result.fetchone(), result.fetchall())
    result = bind.execute(query)
    print("parts", [len(part) for part in result.partitions(1700)])
    print("scalars", sum(bind.execute(sa.select(old.c.id)).scalars()))
    print("mappings", sum(found["id"] for found in bind.execute(query).mappings()))
    print("columns", sum(found[0] for found in bind.execute(query).columns("id")))
    result = bind.execute(query)
    next(iter(result))
    result.close()
    print("closed", bind.execute(sa.select(sa.func.count()).select_from(new)).scalar())
    outer = bind.execute(sa.select(old.c.id).order_by(old.c.id))
    inner = bind.execute(sa.select(old.c.id).order_by(old.c.id.desc()))
    print("two at once", len([1 for one, other in zip(outer, inner) if one.id < other.id]))
    deleted = bind.execute(
        sa.delete(new).where(new.c.id == sa.bindparam("number")), [{"number": number} for number in range(0, 5300, 2)]
    )
    print("deleted", bind.execute(sa.select(sa.func.count()).select_from(new)).scalar())


def downgrade():
    op.execute("DELETE FROM new")
    op.execute("DELETE FROM old")
