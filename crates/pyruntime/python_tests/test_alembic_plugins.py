"""Own operations, hooks and other places where user code hangs itself in: the same with the real Alembic."""

import unittest

from alembic_support import Project

ENV = """
NOTE
from alembic import context
import plugin
context.configure(url="postgresql://u:p@h/d", literal_binds=True, table_prefix="pre_")
with context.begin_transaction():
    context.run_migrations()
"""

PLUGIN = """
from alembic.operations import BatchOperations, MigrateOperation, Operations

@Operations.register_operation("create_view")
class CreateView(MigrateOperation):
    def __init__(self, name, sql, schema=None):
        self.name = name
        self.sql = sql
        self.schema = schema

    @classmethod
    def create_view(cls, operations, name, sql, **kw):
        \"\"\"Issues CREATE VIEW.\"\"\"
        return operations.invoke(cls(name, sql, **kw))

    def reverse(self):
        return DropView(self.name)

@Operations.register_operation("drop_view")
class DropView(MigrateOperation):
    def __init__(self, name):
        self.name = name

    @classmethod
    def drop_view(cls, operations, name):
        return operations.invoke(cls(name))

@BatchOperations.register_operation("touch", "batch_touch")
class Touch(MigrateOperation):
    def __init__(self, table, what):
        self.table = table
        self.what = what

    @classmethod
    def batch_touch(cls, operations, what):
        return operations.invoke(cls(operations.impl.table_name, what))

@Operations.implementation_for(CreateView)
def create_view(operations, operation):
    operations.execute("CREATE VIEW %s AS %s" % (operation.name, operation.sql))
    return "created " + operation.name

@Operations.implementation_for(DropView)
def drop_view(operations, operation):
    operations.execute("DROP VIEW %s" % operation.name)

@Operations.implementation_for(Touch)
def touch(operations, operation):
    operations.execute("TOUCH %s %s" % (operation.table, operation.what))
"""

BODY = """
note("view", op.create_view("v", "SELECT 1", schema="s"), op.create_view.__name__)
op.drop_view("v")
from plugin import CreateView
op.invoke(CreateView("w", "SELECT 2").reverse())
with op.batch_alter_table("t") as batch_op:
    batch_op.touch("lightly")
note("opts", op.get_context().opts["table_prefix"], op.get_context().opts.get("nothing"))
from alembic.operations import Operations, ops
try:
    Operations.implementation_for(ops.CreateTableOp)(lambda operations, operation: None)
except ValueError as error:
    note("twice", str(error))
calls = []
own = Operations(op.get_context())
note("own", type(own).__name__, own.get_bind() is op.get_bind(), own.f("x") == "x",
     own.get_context() is op.get_context())
own.execute("SELECT 3")
with Operations.context(op.get_context()) as inner:
    inner.execute("SELECT 4")
"""

WORDS = """
from sqlalchemy.ext.compiler import compiles
from alembic.ddl import base, postgresql
from alembic.ddl.base import (
    AddColumn, AlterColumn, AlterTable, ColumnComment, ColumnDefault, ColumnName, ColumnNullable, ColumnType, DropColumn,
    IdentityColumnDefault, RenameTable, add_column, alter_column, alter_table, drop_column, format_column_name,
    format_server_default, format_table_name, format_type, visit_column_type, visit_rename_table)
from alembic.ddl.postgresql import PostgresqlColumnType, PostgresqlImpl, visit_column_type, visit_rename_table

for kind in (ColumnComment, ColumnDefault, ColumnName, ColumnNullable, ColumnType, IdentityColumnDefault, PostgresqlColumnType):
    note("kind", kind.__name__, [one.__name__ for one in kind.__mro__[1:3]])
for kind in (AddColumn, AlterColumn, DropColumn, RenameTable):
    note("kind", kind.__name__, issubclass(kind, AlterTable), getattr(base, kind.__name__) is kind)

class BigImpl(PostgresqlImpl):
    __dialect__ = "big"

@compiles(ColumnName, "big")
def name(element, compiler, **kw):
    return "%s %s" % (alter_table(compiler, element.table_name, element.schema), format_column_name(compiler, element.newname))
"""

REPLACED = """
from alembic.operations import Operations, ops

@Operations.implementation_for(ops.DropTableOp, replace=True)
def drop_table(operations, operation):
    note("instead", operation.table_name, operation.schema, operation.if_exists)

op.drop_table("t", schema="s", if_exists=True)
"""

DIRECTIVES = """
NOTE
from alembic import context
from alembic.script import ScriptDirectory

def process_revision_directives(context, revision, directives):
    script = directives[0]
    note("script", script.rev_id, script.message, script.upgrade_ops.is_empty(), script.head)
    head = ScriptDirectory.from_config(context.config).get_current_head()
    note("head", head, context.script.get_current_head())
    script.rev_id = "c1"
    script.message = "changed"

from sqlalchemy import create_engine
with create_engine("sqlite://").connect() as connection:
    context.configure(connection=connection, process_revision_directives=process_revision_directives)
    with context.begin_transaction():
        context.run_migrations()
"""

REWRITER = """
NOTE
from alembic import context
from alembic.autogenerate import rewriter
from alembic.operations import ops

writer1 = rewriter.Rewriter()
writer2 = rewriter.Rewriter()

@writer1.rewrites(ops.AddColumnOp)
def add_column(context, revision, op):
    note("rewrites", op.table_name, op.column)
    return [op, ops.ExecuteSQLOp("after " + op.table_name)]

@writer2.rewrites(ops.ExecuteSQLOp)
def execute(context, revision, op):
    note("second", op.sqltext)
    return []

script = ops.MigrationScript(
    "x", ops.UpgradeOps([ops.ModifyTableOps("t", [ops.AddColumnOp("t", "column")]), ops.ExecuteSQLOp("first")]),
    ops.DowngradeOps([]), message="m")
writer1.chain(writer2)(None, "r", [script])
inner = script.upgrade_ops.ops[0]
note("result", [type(op).__name__ for op in script.upgrade_ops.ops], [type(op).__name__ for op in inner.ops])
"""

IMPL = """
NOTE
from alembic import context
from alembic.ddl.impl import DefaultImpl
from alembic.ddl.sqlite import SQLiteImpl

class OtherImpl(DefaultImpl):
    __dialect__ = "other"

class Transactional(SQLiteImpl):
    __dialect__ = "sqlite"
    transactional_ddl = True

context.configure(url="sqlite://")
note("impl", type(context.get_impl()).__name__, context.is_transactional_ddl(),
     context.get_context().impl is context.get_impl())
"""


VERSION_TABLE = """
import sqlalchemy as sa
from alembic import context
from alembic.ddl.impl import DefaultImpl

def table(name, schema, primary_key):
    made = sa.Table(name, sa.MetaData(), sa.Column("version_num", sa.String(255), nullable=False), schema=schema)
    if primary_key:
        made.append_constraint(sa.PrimaryKeyConstraint("version_num", name=name + "_pkc"))
    return made

%s
with sa.create_engine(context.config.get_main_option("sqlalchemy.url")).connect() as connection:
    context.configure(connection=connection)
    %s
    with context.begin_transaction():
        context.run_migrations()
"""


class Plugins(unittest.TestCase):
    maxDiff = None

    def check(self, project, **given):
        real = project.real("upgrade", "head", "--sql")
        self.assertEqual(real.code, 0, real.stderr)
        ours = project.ours(as_sql=True, **given)
        self.assertEqual(real.notes, ours.notes, ours.end)
        return real, ours

    def test_words_of_other_databases_can_be_taught(self):
        real, ours = self.check(Project(ENV, upgrade=WORDS, files={"plugin.py": PLUGIN}))
        self.assertEqual(len([line for line in ours.notes if line.startswith("kind ")]), 11)

    def test_own_operations_run_their_implementation(self):
        real, ours = self.check(Project(ENV, upgrade=BODY, files={"plugin.py": PLUGIN}))
        sent = [operation["statement"]["sql"] for operation in ours.operations()]
        words = ("CREATE V", "DROP", "TOUCH", "SELECT")
        printed = [line.rstrip(";") for line in real.stdout.split("\n") if line.startswith(words)]
        self.assertEqual(sent, printed)

    def test_an_implementation_can_be_replaced(self):
        _, ours = self.check(Project(ENV, upgrade=REPLACED, files={"plugin.py": ""}))
        self.assertEqual(ours.operations(), [])

    def test_a_rewriter_changes_the_operations_of_a_script(self):
        project = Project(REWRITER)
        real = project.real("upgrade", "head", "--sql")
        self.assertEqual(real.code, 0, real.stderr)
        self.assertEqual(real.notes, project.ours().notes)

    def test_process_revision_directives_change_a_new_revision(self):
        project = Project(DIRECTIVES, "revision_environment = true\n")
        template = "revision = '${up_revision}'\ndown_revision = ${repr(down_revision)}\n"
        project.write("migrations/script.py.mako", template)
        real = project.real("revision", "-m", "mine", "--rev-id", "r1")
        self.assertEqual(real.code, 0, real.stderr)
        directive = {"rev_id": "r1", "message": "mine", "imports": [], "head": None, "splice": False}
        ours = project.ours(
            command="revision",
            last=[{"do": "callback", "id": 1, "arguments": {"heads": ["b1"], "directives": [directive]}}],
        )
        self.assertEqual(real.notes, ours.notes, ours.end)
        outcome = ours.end["outcome"][0]
        self.assertEqual((outcome["rev_id"], outcome["message"], outcome["imports"]), ("c1", "changed", []))

    def test_an_impl_of_ones_own_chooses_transactional_ddl(self):
        project = Project(IMPL)
        real = project.real("upgrade", "head", "--sql")
        ours = project.ours(as_sql=True)
        self.assertEqual(ours.settings()["transactional_ddl"], True)
        self.assertEqual(real.notes[0].split()[1], ours.notes[0].split()[1])

    def test_a_version_table_may_be_shaped_in_three_ways(self):
        shapes = {
            "column": "context.get_context()._version.c.version_num.type = sa.String(255)",
            "table": "context.get_context()._version = table('alembic_version', None, True)",
            "impl": "",
        }
        for shape, line in shapes.items():
            before = "DefaultImpl.version_table_impl = lambda self, *, version_table, version_table_schema, " + (
                "version_table_pk, **kw: table(version_table, version_table_schema, version_table_pk)"
            )
            env = VERSION_TABLE % (before if shape == "impl" else "", line)
            with self.subTest(shape):
                project = Project(env)
                self.assertEqual(project.real("upgrade", "head").code, 0)
                ours = project.ours()
                self.assertEqual(ours.end, {"outcome": None}, ours.stderr)
                created = ours.requests("execute_ddl")[0]["operation"]["table"]
                self.assertEqual(created["columns"][0]["type"], {"type": "String", "length": 255})
                self.assertEqual(ours.requests("run_migrations")[0]["version_table"], created)

    def test_an_impl_changed_in_place_is_refused_too(self):
        change = "SQLiteImpl.add_constraint = lambda *a, **k: None\n\nclass Transactional"
        env = IMPL.replace("class Transactional", change)
        raised = Project(env).ours(as_sql=True).end["raised"]
        self.assertIn("SQLiteImpl.add_constraint is redefined", raised["message"])

    def test_an_impl_that_makes_statements_itself_is_refused(self):
        env = IMPL.replace("    transactional_ddl = True", "    def add_column(self, *a, **k): pass")
        raised = Project(env).ours(as_sql=True).end["raised"]
        self.assertEqual(raised["class"], "NotImplementedError")
        self.assertIn("Transactional.add_column is redefined", raised["message"])


if __name__ == "__main__":
    unittest.main()
