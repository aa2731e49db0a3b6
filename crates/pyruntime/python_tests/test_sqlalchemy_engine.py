"""Engines, connections, transactions and results of the shim beside those of SQLAlchemy, on SQLite."""

from sqlalchemy_support import Same, run

_ROWS = """
import datetime, decimal, enum, uuid
class Colour(enum.Enum):
    red = "r"
    blue = "b"
class Upper(TypeDecorator):
    impl = String
    cache_ok = True
    def process_bind_param(self, value, dialect):
        return None if value is None else value.upper()
    def process_result_value(self, value, dialect):
        return None if value is None else value + "!"
metadata = MetaData()
t = Table("t", metadata, Column("id", Integer, primary_key=True), Column("name", String(50)), Column("flag", Boolean),
    Column("n", Numeric(10, 2)), Column("d", DateTime), Column("day", Date), Column("j", JSON), Column("c", sa.Enum(Colour)),
    Column("u", Uuid), Column("up", Upper), Column("f", Float), Column("tm", Time), Column("iv", Interval),
    Column("b", LargeBinary), Column("preset", Integer, default=7), Column("made", String, default=lambda: "made"),
    Column("changed", Integer, onupdate=9))
engine = create_engine("sqlite:///a.db")
metadata.create_all(engine)
metadata.create_all(engine)
with engine.begin() as connection:
    connection.execute(t.insert().values(name="a", flag=True, n=decimal.Decimal("1.5"), d=datetime.datetime(2020, 1, 2, 3, 4, 5, 6),
        day=datetime.date(2020, 1, 2), j={"a": [1, None]}, c=Colour.blue, u=uuid.UUID(int=5), up="abc", f=1.5,
        tm=datetime.time(1, 2), iv=datetime.timedelta(1, 2), b=b"xy"))
    connection.execute(t.insert(), [dict(name="b", j=None), dict(name="c", j=None)])
c = engine.connect()
"""


class Engines(Same):
    def test_urls_are_read_and_written_the_same(self):
        self.check_same("""
from sqlalchemy.engine import make_url, URL
for text_ in ("sqlite://", "sqlite:///a.db", "sqlite:////abs/a.db", "postgresql://u:p@h:5432/d", "postgres://h", "postgresql://u@/d?host=/tmp",
        "postgresql+asyncpg://u:p%40x@h/d?ssl=require&a=1&a=2", "postgresql://u:p/w@h/d", "postgresql://u:p@w@h:1/d",
        "mysql+pymysql://u:%2F@[::1]:3306/d?charset=utf8mb4", "postgresql://u:@h/d",
        "driver://user:pass@localhost/dbname", "foo", "", "sqlite:///:memory:", "postgresql:///d", "p://h/d?a=&b=1"):
    show(lambda: tuple(make_url(text_)), lambda: make_url(text_), lambda: make_url(text_).render_as_string(hide_password=False))
url = URL.create("postgresql+psycopg2", "u s", "p@:/x", "h", 5, "d/x", {"a": ["1", "2"], "b": "c d"})
show(lambda: url, lambda: url.render_as_string(False), lambda: url.set(drivername="sqlite", database="q"), lambda: url.query)
show(lambda: url.update_query_dict({"b": "3"}), lambda: url.update_query_string("a=5", append=True))
show(lambda: url.get_backend_name(), lambda: url.get_driver_name(), lambda: url.translate_connect_args(), lambda: make_url(5))
""")

    def test_a_port_that_is_none_may_be_a_password_and_is_not_shown(self):
        urls = """
from sqlalchemy.engine import make_url
show(lambda: make_url("postgresql://h1:1,h2:2/d"), lambda: make_url("postgresql://u:p@w:rd@h/d"))
"""
        real = "ValueError invalid literal for int() with base 10: '%s'"
        self.assertEqual(run(urls, shim=False), [real % "1,h2:2", real % "rd@h"])
        self.check_shim(urls, real % "***", real % "***")

    def test_engines_say_the_same_of_themselves(self):
        self.check_same("""
engine = create_engine("sqlite:///a.db", echo=False, future=True, poolclass=sa.pool.NullPool)
show(lambda: engine, lambda: engine.dialect.name, lambda: engine.driver, lambda: engine.name, lambda: str(engine.url))
show(lambda: create_engine("postgresql+psycopg2://u:p@h/d"), lambda: create_engine("nope://x"), lambda: create_engine("garbage"))
show(lambda: sa.engine_from_config({"sqlalchemy.url": "sqlite://", "sqlalchemy.echo": "false"}).url, lambda: sa.engine_from_config({}))
with engine.connect() as c:
    show(lambda: c.dialect.name, lambda: c.engine is engine, lambda: c.dialect.default_schema_name, lambda: c.info)
    show(lambda: c.dialect.has_table(c, "zz"), lambda: sa.inspect(c).has_table("zz"), lambda: type(c.dialect.server_version_info))
""")

    def test_values_go_in_and_come_out_by_their_types(self):
        self.check_same(_ROWS + """
for row in c.execute(select(t).order_by(t.c.id)):
    print(row)
print(c.execute(select(t.c.j.is_(None)).where(t.c.name == "b")).scalar())
show(
    lambda: c.execute(text("select d, j, c from t where id = 1")).one(),
    lambda: c.execute(text("select d, flag from t where id = 1").columns(d=DateTime, flag=Boolean)).one(),
    lambda: c.execute(select(t.c.name).where(t.c.d > datetime.datetime(2019, 1, 1))).scalars().all(),
    lambda: c.execute(select(t.c.id).where(t.c.up == "abc")).scalar(),
    lambda: c.execute(select(func.max(t.c.d), func.count(), func.sum(t.c.n), t.c.c.label("q")).where(t.c.id == 1)).one(),
    lambda: c.execute(select(t.c.id).where(t.c.id.in_([]))).all(),
    lambda: c.execute(exists().where(t.c.id == 1).select()).scalar(),
    lambda: c.scalar(select(func.count()).select_from(t)),
)
""")

    def test_rows_are_tuples_with_names(self):
        self.check_same(_ROWS + """
row = c.execute(select(t.c.id, t.c.name).order_by(t.c.id)).first()
show(
    lambda: row, lambda: row.name, lambda: row[0], lambda: row[-1], lambda: row[:1], lambda: row._mapping, lambda: row._fields,
    lambda: row == (1, "a"), lambda: len(row), lambda: row._asdict(), lambda: dict(row._mapping), lambda: row["id"],
    lambda: row.nope, lambda: row._mapping["nope"], lambda: row[100], lambda: row._mapping[t.c.name], lambda: "id" in row._mapping,
    lambda: list(row), lambda: row.index("a"), lambda: row.count(1), lambda: hash(row) == hash((1, "a")), lambda: row < (2,),
)
number, name = row
print(number, name, sorted([(2, "b"), row]))
show(lambda: c.execute(text("select 1 as a, 2 as a")).one().a, lambda: c.execute(text("select 1 as count")).one().count)
""")

    def test_results_are_read_in_the_same_ways(self):
        self.check_same(_ROWS + """
def run(sql="select id, name from t order by id"):
    return c.execute(text(sql))
r = run()
show(
    lambda: r.keys(), lambda: r.rowcount, lambda: r.returns_rows, lambda: r.fetchone(), lambda: r.fetchmany(1), lambda: r.fetchall(),
    lambda: r.fetchone(), lambda: r.fetchall(), lambda: r.closed,
)
r = run()
show(lambda: r.first(), lambda: r.first(), lambda: r.fetchall(), lambda: r.closed)
show(
    lambda: run().all(), lambda: run().one(), lambda: run("select id from t where id = 9").one(), lambda: run("select id from t where id = 1").one(),
    lambda: run().one_or_none(), lambda: run("select id from t where id = 9").one_or_none(), lambda: run().scalar(),
    lambda: run("select id from t where id = 9").scalar(), lambda: run("select id from t where id = 9").scalar_one(),
    lambda: run("select id from t where id = 1").scalar_one(), lambda: run().scalar_one_or_none(), lambda: run().scalars().all(),
    lambda: run().scalars(1).all(), lambda: run().scalars("name").first(), lambda: run().mappings().all(), lambda: run().mappings().first(),
    lambda: [dict(row) for row in run().mappings()], lambda: list(run().partitions(2)), lambda: run("select flag is null from t").scalars().unique().all(),
    lambda: run().columns("name").all(), lambda: [row.id for row in run()], lambda: run().mappings().one(), lambda: run().scalars().one_or_none(),
    lambda: list(run().yield_per(1).partitions()), lambda: [a for a, b in run().tuples()],
)
""")

    def test_changes_report_what_they_did(self):
        self.check_same(_ROWS + """
r = c.execute(t.insert().values(name="x"))
show(lambda: r.inserted_primary_key, lambda: r.lastrowid, lambda: r.rowcount, lambda: r.is_insert, lambda: r.fetchall(), lambda: r.returns_rows)
r = c.execute(t.insert(), [dict(name="y"), dict(name="z")])
show(lambda: r.rowcount, lambda: r.inserted_primary_key)
show(
    lambda: c.execute(t.insert(), dict(id=10, name="d")).inserted_primary_key.id,
    lambda: c.execute(insert(t).values(name="e").returning(t.c.id, t.c.name)).fetchall(),
    lambda: c.execute(t.insert().values([{"id": 50, "name": "a"}, {"id": 51, "name": "b"}])).rowcount,
    lambda: c.execute(t.insert().from_select(["id"], select(t.c.id + 100).where(t.c.id == 1))).rowcount,
    lambda: c.execute(t.insert().values(id=bindparam("x"), name=bindparam("y")), [{"x": 60, "y": "q"}, {"x": 61, "y": "q"}]).rowcount,
    lambda: c.execute(text("update t set name = :n where id > :i"), {"n": "z", "i": 1}).rowcount,
    lambda: c.execute(t.update().where(t.c.id == bindparam("i")).values(name=bindparam("who")), [{"i": 1, "who": "A"}, {"i": 2, "who": "B"}]).rowcount,
    lambda: c.execute(select(t.c.name, t.c.changed, t.c.preset, t.c.made).where(t.c.id < 3).order_by(t.c.id)).all(),
    lambda: c.execute(t.update().where(t.c.id == 1), {"name": "Q"}).rowcount,
    lambda: c.execute(t.update().where(t.c.id == bindparam("id")).values(name="x"), [{"id": 1}]),
    lambda: c.execute(delete(t).where(t.c.id == 2)).rowcount,
    lambda: c.exec_driver_sql("select ? + 1", (4,)).scalar(), lambda: c.exec_driver_sql("insert into t (id) values (?)", [(90,), (91,)]).rowcount,
    lambda: c.execute(text("select name from t where id in :ids").bindparams(bindparam("ids", [1, 50], expanding=True))).scalars().all(),
    lambda: c.execute(text("select name from t where id = :x").bindparams(x=1)).scalar(),
)
""")

    def test_errors_are_printed_with_their_statement(self):
        self.check_same(_ROWS + """
show(
    lambda: c.execute(text("select * from nope")), lambda: c.execute(text("insert into t (id) values (1)")), lambda: c.execute("select 1"),
    lambda: c.execute(text("select 1"), [1, 2]), lambda: c.execute(t.insert().values(nope=1)), lambda: c.execute(t.update().values(nope=1)),
)
for statement in (t.insert().values(flag="x"), t.insert().values(d="2020"), t.insert().values(u="zz")):
    try:
        c.execute(statement)
    except sa.exc.StatementError as error:
        print(type(error).__name__, str(error).splitlines()[0], type(error.orig).__name__)
try:
    c.execute(text("select * from nope where a = :x"), {"x": 1})
except sa.exc.DBAPIError as error:
    print(type(error).__name__, error.orig, type(error.orig).__module__, error.args, error.code, error.connection_invalidated)
print(issubclass(sa.exc.IntegrityError, sa.exc.DatabaseError), sa.exc.NoSuchTableError.__mro__[1].__name__)
""")

    def test_transactions_begin_and_end_as_in_sqlalchemy(self):
        self.check_same(_ROWS + """
def count(low=100):
    with engine.connect() as other:
        return other.execute(text("select id from t where id >= %d" % low)).scalars().all()
def add(number):
    c.execute(text("insert into t (id) values (%d)" % number))
print(c.in_transaction(), c.closed, c.get_transaction())
c.execute(text("select 1"))
print(c.in_transaction(), type(c.get_transaction()).__name__)
show(lambda: c.begin())
c.rollback()
transaction = c.begin()
add(100)
transaction.rollback()
print(transaction.is_active, c.in_transaction())
show(lambda: transaction.commit(), lambda: transaction.rollback())
with c.begin():
    add(101)
try:
    with c.begin():
        add(102)
        raise ValueError("x")
except ValueError as error:
    print("raised", error)
with c.begin():
    nested = c.begin_nested()
    add(103)
    nested.rollback()
    print(nested.is_active, c.in_nested_transaction())
    with c.begin_nested():
        add(104)
print(count())
def closed_in_context():
    with c.begin():
        c.commit()
        c.execute(text("select 1"))
show(closed_in_context)
print(c.in_transaction())
add(105)
c.close()
show(lambda: c.closed, lambda: c.execute(text("select 1")), lambda: c.close(), lambda: count())
with engine.connect() as c:
    add(106)
    c.commit()
    add(107)
with engine.begin() as c:
    add(108)
print(count())
t.drop(engine)
t.drop(engine, checkfirst=True)
metadata.drop_all(engine)
""")

    def test_listeners_are_called_where_sqlalchemy_calls_them(self):
        self.check_same("""
from sqlalchemy import event
seen = []
engine = create_engine("sqlite:///a.db")
@event.listens_for(engine, "connect")
def connected(connection, record):
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()
    seen.append("connect")
@event.listens_for(engine, "begin")
def begun(connection):
    seen.append("begin")
@event.listens_for(engine, "commit")
def committed(connection):
    seen.append("commit")
@event.listens_for(engine, "before_cursor_execute")
def before(connection, cursor, statement, parameters, context, executemany):
    seen.append((statement.strip()[:9], executemany))
t = Table("t", MetaData(), Column("id", Integer))
event.listen(t, "after_create", lambda target, connection, **kw: seen.append(("created", target.name)))
event.listen(t, "after_create", DDL("create index ix_%(table)s on %(table)s (id)"))
with engine.begin() as c:
    c.execute(text("select 1"))
    t.create(c)
    print(c.exec_driver_sql("PRAGMA foreign_keys").scalar())
print([item for item in seen if item[0] not in ("CREATE TA", "PRAGMA ma", "PRAGMA te")])
del seen[:]
with engine.connect() as c:
    event.listen(c, "before_cursor_execute", lambda *given: seen.append(("own", given[2])))
    event.listen(c, "commit", lambda connection: seen.append("own commit"))
    c.execute(text("select 2"))
    c.commit()
with engine.connect() as c:
    c.execute(text("select 3"))
print([item for item in seen if item != "connect"])
""")

    def test_async_engines_do_the_same_without_waiting(self):
        self.check_same("""
import asyncio
from sqlalchemy.ext.asyncio import AsyncEngine, async_engine_from_config, create_async_engine
def work(connection, number):
    return connection.execute(text("select %d" % number)).scalar(), type(connection).__name__
async def main():
    engine = async_engine_from_config({"sqlalchemy.url": "sqlite+aiosqlite:///a.db"}, prefix="sqlalchemy.", poolclass=sa.pool.NullPool)
    print(engine.dialect.name, engine.url, engine.driver, engine.dialect.is_async)
    async with engine.connect() as c:
        print(await c.run_sync(work, 5), (await c.execute(text("select 1"))).scalar())
        await c.commit()
        async with c.begin():
            print(await c.scalar(text("select 2")))
    async with engine.begin() as c:
        print(await c.run_sync(work, 6))
    c = await engine.connect()
    print(await c.scalar(text("select 9")))
    await c.close()
    await AsyncEngine(sa.create_engine("sqlite+aiosqlite:///a.db")).dispose()
    show(lambda: create_async_engine("sqlite://"))
if __name__ == "__main__":
    import importlib.util
    if "pyruntime" in sa.__file__ or importlib.util.find_spec("aiosqlite"):
        asyncio.run(main())
""")

    def test_a_connection_asks_the_host_in_this_order(self):
        self.check_shim(
            """
import _limbeck
engine = sa.engine_from_config({"sqlalchemy.url": "sqlite:///a.db"}, prefix="sqlalchemy.", poolclass=sa.pool.NullPool)
with engine.connect() as c:
    c.execute(text("select :x"), {"x": 1})
    c.commit()
with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as c:
    c.execute(text("select 1"))
for message in _limbeck.messages:
    print(message["request"], {key: value for key, value in message.items() if key not in ("request", "connection")})
""",
            "connect {'url': 'sqlite:///a.db', 'options': {'poolclass': 'NullPool'}}",
            "in_transaction {}",
            "transaction {'action': 'begin'}",
            "execute {'statement': {'sql': 'select :x', 'query': 'text'}, 'parameters': [{'x': 1}], 'in_parts': True}",
            "transaction {'action': 'commit'}",
            "close {}",
            "connect {'url': 'sqlite:///a.db', 'options': {'poolclass': 'NullPool'}}",
            "isolation {'level': 'AUTOCOMMIT'}",
            "in_transaction {}",
            "execute {'statement': {'sql': 'select 1', 'query': 'text'}, 'parameters': [], 'in_parts': True}",
            "close {}",
        )

    def test_an_enum_is_created_and_dropped_by_operations(self):
        self.check_wire(
            """
sent = []
class Bind:
    def _perform(self, operation):
        sent.append(operation)
kind = postgresql.ENUM("a", name="x")
kind.create(Bind(), checkfirst=True)
sa.Enum("a", name="x").drop(Bind(), checkfirst=False)
wire(sent)
""",
            [
                {
                    "op": "create_enum",
                    "type": {"values": ["a"], "name": "x", "postgresql_only": True},
                    "checkfirst": True,
                },
                {"op": "drop_enum", "type": {"values": ["a"], "name": "x"}, "checkfirst": False},
            ],
        )
