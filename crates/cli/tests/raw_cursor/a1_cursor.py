"""What scripts do with cursors of psycopg2, and with what the package has for them."""

import datetime
import decimal

import psycopg2
import sqlalchemy as sa
from alembic import op
from psycopg2 import extras, sql
from psycopg2.extensions import AsIs, adapt

revision = "a1"
down_revision = None


def upgrade():
    bind = op.get_bind()
    raw = bind.connection
    cursor = raw.cursor()
    cursor.execute("CREATE TABLE t (a int, b text, j jsonb, n numeric, d date)")
    extras.execute_values(cursor, "INSERT INTO t (a, b) VALUES %s ON CONFLICT DO NOTHING", [(1, "x"), (2, "y'z\\ %"), (3, None)], page_size=2)
    print(extras.execute_values(cursor, "INSERT INTO t (a, b) VALUES %s RETURNING a, b", [{"a": 4, "b": "four"}], "(%(a)s, upper(%(b)s))", fetch=True))
    extras.execute_batch(cursor, "UPDATE t SET n = %s WHERE a = %s", [(decimal.Decimal("1.50"), 1), (None, 2), (3, 3)])
    cursor.execute("INSERT INTO t (a, j, d) VALUES (%(a)s, %(j)s, %(d)s)", {"a": 5, "j": extras.Json({"k": [1, "ü"]}), "d": datetime.date(2024, 2, 29)})
    bind.execute(sa.text("INSERT INTO t (a, j) VALUES (:a, :j)"), {"a": 6, "j": extras.Json([1, {"k": None}])})
    cursor.execute("SELECT a, b, j, n, d FROM t ORDER BY a")
    print(cursor.rowcount, [column[0] for column in cursor.description])
    for row in cursor:
        print(row)
    print(cursor.mogrify("SELECT %s, %s, '100%%'", (1, "a'b")))
    print(cursor.mogrify("SELECT '100%'"))
    cursor.execute("SELECT count(*) FROM t WHERE b LIKE '%'")
    print(cursor.fetchone())
    cursor.execute("SELECT '%%', '%'")
    print(cursor.fetchone())
    cursor.execute("SELECT %s = ANY(%s), %s IN %s", (2, [1, 2], "a", ("a", "b")))
    print(cursor.fetchone())
    for factory in (extras.RealDictCursor, extras.DictCursor, extras.NamedTupleCursor):
        with raw.cursor(cursor_factory=factory) as other:
            other.execute("SELECT a, b FROM t WHERE a < 3 ORDER BY a")
            row = other.fetchone()
            print(row["a"] if factory is not extras.NamedTupleCursor else row.a, len(other.fetchall()), dict(row) if hasattr(row, "keys") else tuple(row))
    text = sql.SQL("SELECT {}, {value} AS {}").format(sql.Identifier("t", "a"), sql.Identifier('x"y'), value=sql.Literal("it's")) + sql.SQL(" FROM {t} WHERE a = {p}").format(t=sql.Identifier("t"), p=sql.Placeholder())
    print(text.as_string(cursor))
    cursor.execute(text, (2,))
    print(cursor.fetchall(), cursor.description[1][0])
    print(sql.SQL(", ").join([sql.Placeholder("a"), sql.Placeholder()]).as_string(raw.driver_connection), repr(text)[:60])
    print(sql.SQL(", ").join(map(sql.Identifier, ["a", "b"])))
    print(str(adapt("it's")), AsIs("now()").getquoted())
    cursor.execute("SELECT %s", (AsIs("1 + 1"),))
    print(cursor.fetchone())
    for wrong in (lambda: cursor.execute("SELECT %s", ({"k": 1},)), lambda: extras.execute_values(cursor, "INSERT INTO t VALUES (1)", [(1,)]), lambda: extras.execute_values(cursor, "SELECT %s, %s", [(1,)]), lambda: sql.SQL("{0} {}").format(sql.SQL("a"), sql.SQL("b")), lambda: sql.Composed(["a"]), lambda: cursor.execute("SELECT %s, %s", (1,))):
        try:
            wrong()
        except Exception as error:
            print(type(error).__name__, isinstance(error, psycopg2.Error), str(error).strip())


def downgrade():
    op.drop_table("t")
