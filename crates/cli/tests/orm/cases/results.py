"""Results of a connection, and values of every type on their way in and out."""

import datetime
import uuid
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy import column, select, table, text
from sqlalchemy.dialects import postgresql

from harness import case
from models import Status

t = table("users", column("id", sa.Integer), column("name", sa.String), column("age", sa.Integer))
query = select(t).order_by(t.c.id)
UTC = datetime.timezone.utc


@case("results: rows")
def rows(session, bind, show):
    row = bind.execute(query).first()
    show(row, row.id, row[1], row.name, row[-1], row[0:2], len(row), tuple(row), row._mapping["age"], row._asdict(), row._fields)
    identifier, name, age = row
    show(identifier, name, age, "ann" in row, row == (1, "ann", 30), list(row), dict(row._mapping), row._mapping.keys())
    show(row._mapping[t.c.name], row.t[0], hash(row) == hash(tuple(row)), row < (2,))
    for make in (lambda: row.nope, lambda: row["name"], lambda: row._mapping["nope"], lambda: row[7]):
        try:
            make()
        except Exception as error:
            show(type(error).__name__, str(error).split("\n")[0])


@case("results: fetching")
def fetching(session, bind, show):
    result = bind.execute(query)
    show(result.keys(), list(result.keys()), result.returns_rows, result.fetchone(), result.fetchmany(1), result.fetchall(), result.fetchone())
    show(bind.execute(query).all(), [row.id for row in bind.execute(query)], bind.execute(query).fetchmany(2))
    show(list(bind.execute(query).partitions(2)), bind.execute(query).columns("name", 0).all())
    show(bind.execute(query).unique().all(), bind.execute(query).freeze()().all(), bind.execute(query).tuples().all())
    result = bind.execute(query)
    result.close()
    try:
        result.fetchone()
    except Exception as error:
        show(type(error).__name__, str(error).split("\n")[0])
    changed = bind.execute(t.update().where(t.c.id == 1).values(age=1))
    show(changed.rowcount, changed.returns_rows)
    try:
        changed.fetchall()
    except Exception as error:
        show(type(error).__name__, str(error).split("\n")[0])


@case("results: scalars and mappings")
def scalars(session, bind, show):
    show(bind.execute(query).scalars().all(), bind.execute(query).scalars("name").all(), bind.execute(query).scalars(2).first())
    show(bind.scalars(query).fetchmany(2), bind.scalar(query), list(bind.execute(query).scalars().partitions(2)))
    mappings = bind.execute(query).mappings()
    show(mappings.first(), bind.execute(query).mappings().all()[1]["name"], bind.execute(query).mappings().fetchone())
    show([dict(row) for row in bind.execute(query).mappings()], list(bind.execute(query).mappings().keys()))
    show(bind.execute(query).mappings().columns("name").all())
    show(bind.execute(select(t.c.age)).scalars().unique().all() is not None)


@case("results: one, one_or_none, scalar_one")
def single(session, bind, show):
    one, none = query.where(t.c.id == 1), query.where(t.c.id == 9)
    show(bind.execute(one).one(), bind.execute(one).scalar_one(), bind.execute(one).one_or_none(), bind.execute(one).scalar_one_or_none())
    show(bind.execute(none).first(), bind.execute(none).one_or_none(), bind.execute(none).scalar(), bind.execute(none).scalar_one_or_none())
    for make in (
        lambda: bind.execute(none).one(),
        lambda: bind.execute(none).scalar_one(),
        lambda: bind.execute(query).one(),
        lambda: bind.execute(query).one_or_none(),
        lambda: bind.execute(query).scalar_one(),
        lambda: bind.execute(query).scalars().one(),
        lambda: bind.execute(query).mappings().one(),
    ):
        try:
            make()
        except Exception as error:
            show(type(error).__name__, str(error))


@case("results: names that occur twice, labels, functions")
def names(session, bind, show):
    row = bind.execute(text("SELECT 1 AS a, 2 AS a, 3 AS b")).first()
    show(tuple(row), row.b, row._fields)
    show(bind.execute(select(sa.func.count(t.c.id), sa.func.max(t.c.id))).keys())
    show(bind.execute(select(t.c.id.label("x"), t.c.name.label("count")).order_by("x")).first().count)
    show(bind.execute(select(t.c.id, t.alias("u").c.id).order_by(t.c.id).limit(1)).keys())


TYPES = {
    "Boolean": (sa.Boolean, [True, False, None]),
    "Integer": (sa.BigInteger, [1, -5, 2**40, None]),
    "Float": (sa.Float, [1.5, -0.25, 1e20]),
    "Numeric": (sa.Numeric(20, 4), [Decimal("1.5"), Decimal("-3.0001"), 7]),
    "Numeric as float": (sa.Numeric(10, 2, asdecimal=False), [1.25]),
    "String": (sa.String(50), ["", "é'\"\\%s:x", None]),
    "LargeBinary": (sa.LargeBinary, [b"\x00\xff", b""]),
    "Date": (sa.Date, [datetime.date(2020, 2, 29), datetime.date(1, 1, 1)]),
    "Time": (sa.Time, [datetime.time(1, 2, 3), datetime.time(23, 59, 59, 999999)]),
    "DateTime": (sa.DateTime, [datetime.datetime(2020, 1, 2, 3, 4, 5, 678), datetime.datetime(1999, 12, 31)]),
    "DateTime with zone": (sa.DateTime(timezone=True), [datetime.datetime(2020, 1, 2, 3, 4, tzinfo=UTC)]),
    "Interval": (sa.Interval, [datetime.timedelta(days=2, seconds=3, microseconds=4), datetime.timedelta(0)]),
    "JSON": (sa.JSON, [{"a": [1, None, "x"], "é": 1.5}, [], "text", 5, True]),
    "JSON with SQL NULL": (sa.JSON(none_as_null=True), [None, {"a": None}]),
    "Enum": (sa.Enum(Status, name="status_of_types"), [Status.open, Status.closed, None]),
    "Enum of texts": (sa.Enum("x", "y", name="xy"), ["x", "y"]),
    "Uuid": (sa.Uuid, [uuid.UUID("12345678123456781234567812345678")]),
    "Uuid as text": (sa.Uuid(as_uuid=False), ["12345678-1234-5678-1234-567812345678"]),
    "PickleType": (sa.PickleType, [{"a": (1, 2)}]),
    "Text": (sa.Text, ["long " * 50]),
    "SmallInteger": (sa.SmallInteger, [3]),
}
OF_POSTGRESQL = {
    "JSONB": (postgresql.JSONB, [{"k": [1, {"x": None}]}, None]),
    "ARRAY": (postgresql.ARRAY(sa.Integer), [[1, 2], [], None]),
    "ARRAY of texts": (sa.ARRAY(sa.String), [["a", "b,c", 'd"e', None]]),
    "ARRAY of two dimensions": (postgresql.ARRAY(sa.Integer, dimensions=2), [[[1, 2], [3, 4]]]),
    "UUID": (postgresql.UUID(as_uuid=True), [uuid.UUID(int=5)]),
    "BYTEA": (postgresql.BYTEA, [b"\x01'"]),
    "INET": (postgresql.INET, ["10.0.0.1"]),
    "HSTORE": None,
    "TIMESTAMP": (postgresql.TIMESTAMP(timezone=True), [datetime.datetime(2020, 6, 1, 12, tzinfo=UTC)]),
    "INTERVAL": (postgresql.INTERVAL, [datetime.timedelta(hours=30)]),
    "INT4RANGE": (postgresql.INT4RANGE, [postgresql.Range(1, 5)]),
    "CITEXT": None,
    "TSVECTOR": (postgresql.TSVECTOR, ["'a' 'b'"]),
    "DOUBLE_PRECISION": (postgresql.DOUBLE_PRECISION, [2.5]),
}


def both_ways(session, bind, show, types):
    for name, given in types.items():
        if given is None:
            continue
        type_, values = given
        metadata = sa.MetaData()
        typed = sa.Table("typed", metadata, sa.Column("id", sa.Integer, primary_key=True), sa.Column("v", type_))
        metadata.create_all(bind)
        for number, value in enumerate(values):
            bind.execute(typed.insert().values(id=number, v=value))
        bind.execute(typed.insert(), [{"id": 100 + number, "v": value} for number, value in enumerate(values)])
        found = bind.execute(select(typed.c.v).order_by(typed.c.id)).scalars().all()
        show(name, found)
        if values[0] is not None and name not in ("JSON", "JSON with SQL NULL", "PickleType"):
            show(name, bind.execute(select(typed.c.id).where(typed.c.v == values[0]).order_by(typed.c.id)).scalars().all())
        raw = bind.execute(text("SELECT v FROM typed ORDER BY id")).fetchall()
        # psycopg2 gives a memoryview for bytes and a range class of its own; both are a plain value here.
        names = {"memoryview": "bytes", "NumericRange": "str"}
        show(name, [names.get(type(value).__name__, type(value).__name__) for (value,) in raw])
        metadata.drop_all(bind)


@case("types: what goes in comes out")
def types(session, bind, show):
    both_ways(session, bind, show, TYPES)


@case("types of PostgreSQL: what goes in comes out", on=("postgresql",))
def types_of_postgresql(session, bind, show):
    both_ways(session, bind, show, OF_POSTGRESQL)


@case("types: what a text() gives")
def raw(session, bind, show):
    if bind.dialect.name == "postgresql":
        row = bind.execute(text(
            "SELECT 1, 1.5::numeric, 2.5::float8, 'x', true, null, '2020-01-02'::date, '2020-01-02 03:04:05'::timestamp,"
            " '03:04'::time, '1 day'::interval, '{\"a\": 1}'::json, '{\"a\": 1}'::jsonb, ARRAY[1,2], '\\x01'::bytea,"
            " '12345678-1234-5678-1234-567812345678'::uuid, '10.0.0.1'::inet, 'a'::\"char\", 5::bigint"
        )).first()
    else:
        row = bind.execute(text("SELECT 1, 1.5, 'x', null, x'01', date('2020-01-02'), 1 = 1, 9007199254740993")).first()
    show(*[bytes(value) if isinstance(value, memoryview) else value for value in row])
