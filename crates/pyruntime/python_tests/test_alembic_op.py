"""The directives: what they put on the wire, and which arguments they refuse as the real Alembic does."""

import unittest

from alembic_support import Project

ONLINE = """
from alembic import context
from sqlalchemy import create_engine
with create_engine("postgresql://u:p@h/d").connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
"""

CONVENTION = """
from alembic import context
from sqlalchemy import MetaData

def short(constraint, table):
    return "short_" + table.name

metadata = MetaData(naming_convention={
    "short": short,
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ix": "index_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(short)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
})
context.configure(url="postgresql://u:p@h/d", target_metadata=metadata, literal_binds=True)
with context.begin_transaction():
    context.run_migrations()
"""


def online(body, **given):
    return Project(ONLINE, upgrade=body).ours(**given)


def without_empty(value):
    """A message without the keys that say nothing."""
    if isinstance(value, dict):
        kept = {key: without_empty(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in (None, [], {}, False)}
    if isinstance(value, list):
        return [without_empty(item) for item in value]
    return value


class Wire(unittest.TestCase):
    maxDiff = None

    def check(self, body, *expected):
        ours = online(body)
        self.assertEqual(ours.end, {"outcome": None}, ours.stderr)
        self.assertEqual([without_empty(operation) for operation in ours.operations()], list(expected))
        return ours

    def test_create_table_carries_columns_constraints_and_options(self):
        ours = online(
            """
            table = op.create_table(
                "users",
                sa.Column("id", sa.Integer(), nullable=False),
                sa.Column("email", sa.String(length=255), nullable=True, index=True),
                sa.Column("at", sa.DateTime(timezone=True), server_default=sa.func.now()),
                sa.ForeignKeyConstraint(["id"], ["other.id"], name=op.f("fk_x"), ondelete="CASCADE"),
                sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
                sa.UniqueConstraint("email"),
                schema="app", comment="people", prefixes=["TEMPORARY"], mysql_engine="InnoDB", if_not_exists=True,
            )
            note("table", type(table).__name__, table.name, table.schema, [c.name for c in table.c])
            """
        )
        self.assertEqual(ours.end, {"outcome": None}, ours.stderr)
        self.assertIn("table 'Table' 'users' 'app' ['id', 'email', 'at']", ours.notes)
        operation = ours.operations()[0]
        self.assertEqual((operation["op"], operation["if_not_exists"]), ("create_table", True))
        table = operation["table"]
        self.assertEqual((table["name"], table["namespace"], table["comment"]), ("users", "app", "people"))
        self.assertEqual(table["prefixes"], ["TEMPORARY"])
        self.assertEqual(table["options"], {"mysql_engine": "InnoDB"})
        self.assertEqual([column["name"] for column in table["columns"]], ["id", "email", "at"])
        self.assertEqual(table["columns"][1]["type"], {"type": "String", "length": 255})
        self.assertTrue(table["columns"][1]["index"])
        kinds = [constraint["constraint"] for constraint in table["constraints"]]
        self.assertEqual(sorted(kinds), ["foreign_key", "primary_key", "unique"])
        primary = table["constraints"][kinds.index("primary_key")]
        self.assertEqual((primary["name"], primary["columns"]), ({"final": "pk_users"}, ["id"]))

    def test_dropping_and_renaming(self):
        self.check(
            """
            op.drop_table("users")
            op.drop_table("users", schema="app", if_exists=True)
            op.rename_table("a", "b", schema="s")
            op.drop_column("t", "c")
            op.drop_column("t", "c", schema="s", if_exists=True)
            op.drop_index("i")
            op.drop_index(op.f("i"), table_name="t", schema="s", if_exists=True)
            op.drop_index("i", schema="s")
            op.drop_constraint("c", "t")
            op.drop_constraint(op.f("c"), "t", type_="foreignkey", schema="s", if_exists=True)
            op.drop_constraint(None, "t", "unique")
            """,
            {"op": "drop_table", "table": {"name": "users"}},
            {"op": "drop_table", "table": {"name": "users", "namespace": "app"}, "if_exists": True},
            {"op": "rename_table", "table": {"name": "a", "namespace": "s"}, "to": "b"},
            {"op": "drop_column", "table": {"name": "t"}, "column": "c"},
            {"op": "drop_column", "table": {"name": "t", "namespace": "s"}, "column": "c", "if_exists": True},
            {"op": "drop_index", "name": "i"},
            {"op": "drop_index", "name": {"final": "i"}, "table": {"name": "t", "namespace": "s"}, "if_exists": True},
            {"op": "drop_index", "name": "i", "namespace": "s"},
            {"op": "drop_constraint", "table": {"name": "t"}, "name": "c"},
            {
                "op": "drop_constraint",
                "table": {"name": "t", "namespace": "s"},
                "name": {"final": "c"},
                "kind": "foreignkey",
                "if_exists": True,
            },
            {"op": "drop_constraint", "table": {"name": "t"}, "kind": "unique"},
        )

    def test_add_column_travels_whole(self):
        ours = self.check_first(
            """
            op.add_column("t", sa.Column("c", sa.Integer(), sa.ForeignKey("o.id"), unique=True), schema="s",
                          if_not_exists=True, inline_references=True, inline_primary_key=False)
            """
        )
        self.assertEqual(ours["table"], {"name": "t", "namespace": "s"})
        flags = (ours["if_not_exists"], ours["inline_references"], ours["inline_primary_key"])
        self.assertEqual(flags, (True, True, False))
        self.assertEqual(ours["column"]["foreign_keys"][0]["referred_table"], {"name": "o"})
        self.assertTrue(ours["column"]["unique"])

    def check_first(self, body):
        ours = online(body)
        self.assertEqual(ours.end, {"outcome": None}, ours.stderr)
        return ours.operations()[0]

    def test_altering_nothing_looks_at_no_name(self):
        self.check('op.alter_column("t", sa.Column("c", nullable=False), existing_type=sa.Integer())')

    def test_alter_column_says_only_what_was_given(self):
        self.check(
            """
            op.alter_column("t", "c", nullable=True)
            op.alter_column("t", "c", server_default=None, comment=None, schema="s")
            op.alter_column("t", "c", server_default="x", existing_server_default=None, existing_nullable=False)
            op.alter_column("t", "c", type_=sa.Text, existing_type=sa.String(length=5), postgresql_using="c::text",
                            new_column_name="d", comment="about", existing_comment="before")
            op.alter_column("t", "c", server_default=sa.text("now()"), autoincrement=True, existing_autoincrement=False,
                            foo=1)
            op.alter_column("t", "c", server_default=sa.Identity(always=True))
            """,
            {"op": "alter_column", "table": {"name": "t"}, "column": "c", "nullable": True},
            {
                "op": "alter_column",
                "table": {"name": "t", "namespace": "s"},
                "column": "c",
                "server_default": {"fill": "nothing"},
            },
            {
                "op": "alter_column",
                "table": {"name": "t"},
                "column": "c",
                "server_default": {"fill": "default", "expression": {"expr": "bind", "value": "x"}},
                "existing_server_default": {"fill": "nothing"},
            },
            {
                "op": "alter_column",
                "table": {"name": "t"},
                "column": "c",
                "new_column_name": "d",
                "comment": "about",
                "type": {"type": "Text"},
                "existing_type": {"type": "String", "length": 5},
                "existing_comment": "before",
                "options": {"postgresql_using": "c::text"},
            },
            {
                "op": "alter_column",
                "table": {"name": "t"},
                "column": "c",
                "server_default": {"fill": "default", "expression": {"expr": "text", "sql": "now()"}},
                "autoincrement": "on",
                "existing_autoincrement": "off",
            },
            {
                "op": "alter_column",
                "table": {"name": "t"},
                "column": "c",
                "server_default": {"fill": "identity", "always": True},
            },
        )
        ours = online('op.alter_column("t", "c", comment=None, existing_nullable=False)')
        self.assertIn("comment", ours.operations()[0])
        self.assertIs(ours.operations()[0]["existing_nullable"], False)

    def test_indexes(self):
        self.check(
            """
            op.create_index("i", "t", ["a", "b"])
            op.create_index(op.f("i"), "t", ["a", sa.text("lower(b)")], unique=True, schema="s", if_not_exists=True,
                            postgresql_using="gin", postgresql_where=sa.text("a > 1"))
            op.create_index(None, "t", "ab")
            op.drop_index("i", "t", postgresql_concurrently=True, unique=True)
            """,
            {
                "op": "create_index",
                "table": {"name": "t"},
                "index": {"name": "i", "parts": [{"column": "a"}, {"column": "b"}]},
            },
            {
                "op": "create_index",
                "table": {"name": "t", "namespace": "s"},
                "index": {
                    "name": {"final": "i"},
                    "parts": [{"column": "a"}, {"expression": {"expr": "text", "sql": "lower(b)"}}],
                    "unique": True,
                    "options": {
                        "postgresql_using": "gin",
                        "postgresql_where": {"expr": "text", "sql": "a > 1"},
                    },
                },
                "if_not_exists": True,
            },
            {
                "op": "create_index",
                "table": {"name": "t"},
                "index": {"name": {"final": "ix_t_a"}, "parts": [{"column": "a"}, {"column": "b"}]},
            },
            {"op": "drop_index", "name": "i", "table": {"name": "t"}, "options": {"postgresql_concurrently": True}},
        )

    def test_constraints(self):
        self.check(
            """
            op.create_primary_key("pk", "t", ["a", "b"], schema="s")
            op.create_unique_constraint("uq", "t", ["a"], deferrable=True, initially="DEFERRED")
            op.create_check_constraint("ck", "t", "a > 1")
            op.create_check_constraint("ck", "t", sa.column("a") > 1)
            op.create_foreign_key("fk", "t", "o", ["a"], ["b"], ondelete="CASCADE", source_schema="s",
                                  referent_schema="r")
            op.create_foreign_key(None, "t", "x.y", ["a"], ["b"], postgresql_not_valid=True)
            """,
            {
                "op": "create_constraint",
                "table": {"name": "t", "namespace": "s"},
                "definition": {"constraint": "primary_key", "name": "pk", "columns": ["a", "b"]},
            },
            {
                "op": "create_constraint",
                "table": {"name": "t"},
                "definition": {
                    "constraint": "unique",
                    "name": "uq",
                    "columns": ["a"],
                    "deferrable": True,
                    "initially": "DEFERRED",
                },
            },
            {
                "op": "create_constraint",
                "table": {"name": "t"},
                "definition": {
                    "constraint": "check",
                    "name": "ck",
                    "condition": {"expr": "text", "sql": "a > 1"},
                },
            },
            {
                "op": "create_constraint",
                "table": {"name": "t"},
                "definition": {
                    "constraint": "check",
                    "name": "ck",
                    "condition": {
                        "expr": "binary",
                        "operator": "greater",
                        "left": {"expr": "column", "name": "a"},
                        "right": {"expr": "bind", "value": 1, "type": {"type": "Integer"}},
                    },
                },
            },
            {
                "op": "create_constraint",
                "table": {"name": "t", "namespace": "s"},
                "definition": {
                    "constraint": "foreign_key",
                    "name": "fk",
                    "columns": ["a"],
                    "referred_table": {"name": "o", "namespace": "r"},
                    "referred_columns": ["b"],
                    "ondelete": "CASCADE",
                },
            },
            {
                "op": "create_constraint",
                "table": {"name": "t"},
                "definition": {
                    "constraint": "foreign_key",
                    "columns": ["a"],
                    "referred_table": {"name": "x.y"},
                    "referred_columns": ["b"],
                    "options": {"postgresql_not_valid": True},
                },
            },
        )

    def test_statements_and_comments(self):
        self.check(
            """
            op.execute("UPDATE t SET a = '\\\\:x'")
            op.execute(sa.text("SELECT :a").bindparams(a=1), execution_options={"autocommit": True})
            op.create_table_comment("t", "text", existing_comment="before", schema="s")
            op.drop_table_comment("t", existing_comment="text")
            """,
            {"op": "execute", "statement": {"query": "text", "sql": "UPDATE t SET a = '\\:x'"}},
            {
                "op": "execute",
                "statement": {
                    "query": "text",
                    "sql": "SELECT :a",
                    "binds": [{"name": "a", "value": 1, "type": {"type": "Integer"}}],
                },
            },
            {
                "op": "set_table_comment",
                "table": {"name": "t", "namespace": "s"},
                "comment": "text",
                "existing_comment": "before",
            },
            {"op": "set_table_comment", "table": {"name": "t"}, "existing_comment": "text"},
        )

    def test_bulk_insert_fills_python_defaults(self):
        ours = online(
            """
            table = sa.Table(
                "t", sa.MetaData(),
                sa.Column("id", sa.Integer, primary_key=True),
                sa.Column("name", sa.String(10)),
                sa.Column("state", sa.String, default="new"),
                sa.Column("number", sa.Integer, default=lambda: 5),
                sa.Column("at", sa.DateTime, default=sa.func.now()),
                sa.Column("flag", sa.Boolean, server_default="1"),
            )
            op.bulk_insert(table, [{"name": "a", "id": 1}, {"id": 2, "name": None, "extra": 1}])
            op.bulk_insert(table, [{"id": 1}, {"name": "b"}], multiinsert=False)
            op.bulk_insert(table, [])
            """
        )
        self.assertEqual(ours.end, {"outcome": None}, ours.stderr)
        operations = ours.operations()
        self.assertEqual(len(operations), 3)
        first = operations[0]
        self.assertEqual([column["name"] for column in first["columns"]], ["id", "name", "state", "number", "at"])
        self.assertEqual(first["columns"][1]["type"], {"type": "String", "length": 10})
        values = [[cell.get("value", cell["expr"]) for cell in row] for row in first["rows"]]
        self.assertEqual(values, [[1, "a", "new", 5, "function"], [2, None, "new", 5, "function"]])
        self.assertEqual([column["name"] for column in operations[1]["columns"]], ["id", "state", "number", "at"])
        self.assertEqual(operations[1]["multiinsert"], False)

    def test_a_batch_is_one_operation_and_execute_goes_first(self):
        self.check(
            """
            with op.batch_alter_table("t", schema="s", recreate="always", naming_convention={"uq": "uq_%(table_name)s"},
                                      table_args=(sa.UniqueConstraint("a"),)) as batch_op:
                batch_op.add_column(sa.Column("a", sa.Integer()), insert_after="b")
                batch_op.execute("SELECT 1")
                batch_op.alter_column("c", nullable=True)
                batch_op.drop_column("z")
                batch_op.create_index(batch_op.f("i"), ["a"], unique=True)
                batch_op.create_unique_constraint("uq", ["a"], schema="ignored")
                batch_op.drop_constraint("old", type_="unique")
                note("batch", batch_op.get_context() is op.get_context(), batch_op.get_bind() is op.get_bind(),
                     batch_op.impl.table_name)
            with op.batch_alter_table("empty") as batch_op:
                pass
            """,
            {"op": "execute", "statement": {"query": "text", "sql": "SELECT 1"}},
            {
                "op": "batch",
                "table": {"name": "t", "namespace": "s"},
                "recreate": "always",
                "naming_convention": {"uq": "uq_%(table_name)s"},
                "table_arguments": {
                    "name": "t",
                    "namespace": "s",
                    "constraints": [{"constraint": "unique", "columns": ["a"]}],
                },
                "operations": [
                    {
                        "op": "add_column",
                        "table": {"name": "t", "namespace": "s"},
                        "column": {"name": "a", "type": {"type": "Integer"}, "nullable": True},
                        "insert_after": "b",
                    },
                    {"op": "alter_column", "table": {"name": "t", "namespace": "s"}, "column": "c", "nullable": True},
                    {"op": "drop_column", "table": {"name": "t", "namespace": "s"}, "column": "z"},
                    {
                        "op": "create_index",
                        "table": {"name": "t", "namespace": "s"},
                        "index": {"name": {"final": "i"}, "parts": [{"column": "a"}], "unique": True},
                    },
                    {
                        "op": "create_constraint",
                        "table": {"name": "t", "namespace": "s"},
                        "definition": {"constraint": "unique", "name": "uq", "columns": ["a"]},
                    },
                    {
                        "op": "drop_constraint",
                        "table": {"name": "t", "namespace": "s"},
                        "name": "old",
                        "kind": "unique",
                    },
                ],
            },
        )

    def test_a_naming_convention_names_what_has_no_final_name(self):
        project = Project(
            CONVENTION,
            upgrade="""
            op.create_unique_constraint(None, "t", ["a", "b"])
            op.create_index(None, "t", ["a", "b"])
            op.create_check_constraint("positive", "t", "a > 1")
            op.create_check_constraint(op.f("final"), "t", "a > 1")
            op.create_foreign_key(None, "t", "o", ["a"], ["b"])
            op.create_primary_key(None, "t", ["a"])
            op.drop_constraint("positive", "t", type_="check")
            op.drop_constraint("as_is", "t", type_="unique")
            op.add_column("u", sa.Column("c", sa.Integer, sa.ForeignKey("o.id")))
            """,
        )
        ours = project.ours(as_sql=True)
        self.assertEqual(ours.end, {"outcome": None}, ours.stderr)
        names = []
        for operation in ours.operations():
            thing = operation.get("definition") or operation.get("index") or operation
            if operation["op"] == "add_column":
                thing = operation["column"]["foreign_keys"][0]
            names.append(thing["name"] if isinstance(thing["name"], str) else thing["name"]["final"])
        self.assertEqual(
            names,
            [
                "uq_t_a",
                "index_t_a_b",
                "ck_t_positive",
                "final",
                "fk_short_t_o",
                "pk_t",
                "ck_t_positive",
                "as_is",
                "fk_short_u_o",
            ],
        )
        printed = project.real("upgrade", "head", "--sql").stdout
        for name in names:
            self.assertIn(" %s" % name, printed)
        self.assertEqual(printed.count("CONSTRAINT ck_t_positive"), 2)
        self.assertEqual(ours.settings()["naming_convention"]["pk"], "pk_%(table_name)s")

    def test_a_batch_that_raises_sends_nothing(self):
        ours = online(
            """
            try:
                with op.batch_alter_table("t") as batch_op:
                    batch_op.drop_column("a")
                    1 / 0
            except ZeroDivisionError:
                note("raised")
            """
        )
        self.assertEqual(ours.operations(), [])
        self.assertIn("raised", "".join(ours.notes))


if __name__ == "__main__":
    unittest.main()
