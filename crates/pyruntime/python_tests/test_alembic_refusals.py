"""Arguments that the real Alembic refuses are refused with the same exception and the same text."""

import unittest

from alembic_support import Project

ENV = """
NOTE
from alembic import context
context.configure(url="postgresql://u:p@h/d", literal_binds=True)
with context.begin_transaction():
    context.run_migrations()
"""

BODY = """
t = sa.table("t", sa.column("a", sa.Integer), sa.column("b", sa.String))

def batch(use, **kw):
    with op.batch_alter_table("t", **kw) as batch_op:
        use(batch_op)

def attempt(label, call):
    try:
        call()
    except Exception as error:
        note(label, type(error).__module__, type(error).__name__, str(error))
    else:
        note(label, "accepted")

attempt("alter foo", lambda: op.alter_column("t", "c", foo=1, nullable=True))
attempt("alter old type", lambda: op.alter_column("t", "c", type=sa.Integer()))
attempt("alter default 5", lambda: op.alter_column("t", "c", server_default=5))
attempt("alter default True", lambda: op.alter_column("t", "c", server_default=True))
attempt("alter comment True", lambda: op.alter_column("t", "c", comment=True))
attempt("alter existing default True", lambda: op.alter_column("t", "c", existing_server_default=True))
attempt("alter positional", lambda: op.alter_column("t", "c", True))
attempt("index old names", lambda: op.create_index(name="i", tablename="t", columns=["a"]))
attempt("index of letters", lambda: op.create_index("i", "t", "ab"))
attempt("index of numbers", lambda: op.create_index("i", "t", [1]))
attempt("index foo", lambda: op.create_index("i", "t", ["a"], foo=1))
attempt("index quote", lambda: op.create_index("i", "t", ["a"], quote=True, info={}))
attempt("index positional unique", lambda: op.create_index("i", "t", ["a"], True))
attempt("drop index foo", lambda: op.drop_index("i", "t", foo=1))
attempt("drop index unique", lambda: op.drop_index("i", "t", unique=True))
attempt("drop index None", lambda: op.drop_index(None, "t"))
attempt("drop constraint old type", lambda: op.drop_constraint("c", "t", type="unique"))
attempt("drop constraint bad type", lambda: op.drop_constraint("c", "t", type_="bad"))
attempt("drop constraint without table", lambda: op.drop_constraint("c"))
attempt("fk old names", lambda: op.create_foreign_key("f", source="a", referent="b", local_cols=[], remote_cols=[]))
attempt("fk use_alter", lambda: op.create_foreign_key("f", "a", "b", ["x"], ["y"], use_alter=True))
attempt("fk foo", lambda: op.create_foreign_key("f", "a", "b", ["x"], ["y"], foo=True))
attempt("fk letters", lambda: op.create_foreign_key("f", "a", "b", "x", "y"))
attempt("fk lengths", lambda: op.create_foreign_key("f", "a", "b", ["x"], ["y", "z"]))
attempt("unique old names", lambda: op.create_unique_constraint(name="f", source="a", local_cols=["x"]))
attempt("unique foo", lambda: op.create_unique_constraint("u", "a", ["x"], foo=1))
attempt("check old names", lambda: op.create_check_constraint("f", source="a", condition="x"))
attempt("check None", lambda: op.create_check_constraint(None, "a", "x > 1"))
attempt("pk deferrable", lambda: op.create_primary_key("f", "a", ["x"], deferrable=True))
attempt("table foo", lambda: op.create_table("t", sa.Column("a", sa.Integer), foo=1))
attempt("table twice a column", lambda: op.create_table("t", sa.Column("a", sa.Integer), sa.Column("a", sa.String)))
attempt("table with None", lambda: op.create_table("t", None))
attempt("table with text", lambda: op.create_table("t", "x"))
attempt("table quote", lambda: op.create_table("t", sa.Column("a", sa.Integer), quote=True))
attempt("drop table foo", lambda: op.drop_table("t", foo=1))
attempt("drop table cascade", lambda: op.drop_table("t", cascade=True))
attempt("drop table mysql", lambda: op.drop_table("t", mysql_engine="x"))
attempt("drop column cascade", lambda: op.drop_column("t", "c", cascade=True, existing_type=sa.Integer()))
attempt("add column foo", lambda: op.add_column("t", sa.Column("c", sa.Integer), foo=1))
attempt("add column text", lambda: op.add_column("t", "c"))
attempt("add two columns", lambda: op.add_column("t", sa.Column("c"), sa.Column("d")))
attempt("rename positional schema", lambda: op.rename_table("t", "u", "s"))
attempt("execute positional options", lambda: op.execute("select 1", {}))
attempt("bulk None", lambda: op.bulk_insert(t, None))
attempt("bulk empty", lambda: op.bulk_insert(t, []))
attempt("bulk tuple", lambda: op.bulk_insert(t, ({"a": 1},)))
attempt("bulk lists", lambda: op.bulk_insert(t, [[1]]))
attempt("bulk unknown column", lambda: op.bulk_insert(t, [{"z": 1}]))
attempt("batch recreate", lambda: batch(lambda b: None, recreate="x"))
attempt("batch rename", lambda: batch(lambda b: b.rename_table("q", "r")))
attempt("batch if_exists", lambda: batch(lambda b: b.drop_constraint("q", if_exists=True)))
attempt("batch index if_exists", lambda: batch(lambda b: b.drop_index("q", if_exists=True)))
attempt("batch bulk", lambda: batch(lambda b: b.bulk_insert(t, [])))
attempt("batch add positional", lambda: batch(lambda b: b.add_column("t", sa.Column("c"))))
attempt("batch alter nothing", lambda: batch(lambda b: b.alter_column(sa.Column("c", sa.String(), nullable=False))))
attempt("no such directive", lambda: op.no_such_thing("t"))
attempt("invoke nothing", lambda: op.invoke(7))
attempt("run_async", lambda: op.run_async(None))
attempt("mock scalar", lambda: op.get_bind().scalar("x"))
attempt("mock inspect", lambda: sa.inspect(op.get_bind()))
attempt("mock execute", lambda: note("result", op.get_bind().execute(sa.text("select 1"))))
attempt("mock fetch", lambda: op.get_bind().execute(sa.text("select 1")).fetchall())
attempt("mock rest", lambda: note("mock", op.get_bind().engine is op.get_bind(), op.get_bind().dialect.name,
                                 op.get_bind().connect() is op.get_bind(), type(op.get_bind()).__name__))
attempt("context", lambda: note("context", op.get_context().as_sql, op.get_context().impl.__class__.__name__,
                                op.get_context().impl.transactional_ddl, op.get_context().dialect.name,
                                op.get_context().config.config_file_name, op.get_context().script.get_current_head(),
                                op.get_context().opts["literal_binds"], op.get_context().version_table))
"""


class Refusals(unittest.TestCase):
    maxDiff = None

    def test_every_call_is_accepted_or_refused_as_by_alembic(self):
        project = Project(ENV, upgrade=BODY)
        real = project.real("upgrade", "head", "--sql")
        self.assertEqual(real.code, 0, real.stderr)
        ours = project.ours(as_sql=True)
        self.assertEqual(real.notes, ours.notes, ours.end)


if __name__ == "__main__":
    unittest.main()
