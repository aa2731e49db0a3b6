//! What scripts do with the real SQLAlchemy: types and values, ORM sessions, savepoints, transactions of their own.

use testkit::{OwnPython, Project, check_succeeds, postgresql};

use crate::subject::{bare, check_fails, project, version_file};

/// Models of the script's own.
const MODELS: &str = "from sqlalchemy.orm import Session, declarative_base, relationship\n\n\
Base = declarative_base()\n\n\n\
class Parent(Base):\n    __tablename__ = 'parent'\n    id = sa.Column(sa.Integer, primary_key=True)\n    \
name = sa.Column(sa.String(10))\n    children = relationship('Child', back_populates='parent')\n\n\n\
class Child(Base):\n    __tablename__ = 'child'\n    id = sa.Column(sa.Integer, primary_key=True)\n    \
parent_id = sa.Column(sa.ForeignKey('parent.id'))\n    parent = relationship(Parent, back_populates='children')\n";

const WORKS: &str = "bind = op.get_bind()\n\
Base.metadata.create_all(bind)\n\
session = Session(bind=bind)\n\
session.add_all([Parent(name='p%d' % number, children=[Child(), Child()]) for number in range(3)])\n\
session.commit()\n\
print([(parent.id, parent.name, len(parent.children)) for parent in session.query(Parent).order_by(Parent.id)])\n\
session.query(Parent).filter(Parent.name == 'p1').update({'name': 'changed'})\n\
session.commit()";

#[test]
fn a_session_joins_the_migration_and_its_commit_ends_nothing() {
    for own in OwnPython::ALL {
        let Some(server) = postgresql() else { return };
        let Some(project) = project_on(&server.url(""), own) else { return };
        let fails = version_file("a2", Some("a1"), "", "raise RuntimeError('stop')");
        project.write("alembic/versions/a1.py", &version_file("a1", None, MODELS, WORKS));
        project.write("alembic/versions/a2.py", &fails);
        let run = project.run("--python .venv upgrade head");
        check_fails(&run, 1, &[]);
        assert_eq!(run.stdout, "[(1, 'p0', 2), (2, 'p1', 2), (3, 'p2', 2)]\n");
        assert!(run.stderr.contains("none of the 2 migrations was applied"), "{}", run.everything());
        assert!(server.tables().is_empty(), "{:?}", server.tables());
        check_succeeds(&project.run("--python .venv upgrade a1"));
        assert_eq!(server.rows("SELECT name FROM parent ORDER BY id"), ["p0", "changed", "p2"]);
        assert_eq!(server.rows("SELECT count(*) FROM child"), ["6"]);
    }
}

#[test]
fn a_savepoint_keeps_what_came_before_an_error() {
    let lines = "bind = op.get_bind()\n\
                 t = op.create_table('a', sa.Column('id', sa.Integer, primary_key=True))\n\
                 bind.execute(t.insert(), [{'id': 1}])\n\
                 try:\n    with bind.begin_nested():\n        bind.execute(t.insert(), [{'id': 2}])\n        \
                 bind.execute(t.insert(), [{'id': 1}])\n\
                 except sa.exc.IntegrityError as error:\n    print(type(error.orig).__name__)\n\
                 bind.execute(t.insert(), [{'id': 3}])";
    let Some(server) = postgresql() else { return };
    let Some(on_server) = project_on(&server.url(""), OwnPython::Latest) else { return };
    let Some(on_file) = project(OwnPython::Latest) else { return };
    for (project, class) in [(&on_server, "UniqueViolation"), (&on_file, "IntegrityError")] {
        project.write("alembic/versions/a1.py", &version_file("a1", None, "", lines));
        let run = project.run("--python .venv upgrade head");
        check_succeeds(&run);
        assert_eq!(run.stdout, format!("{class}\n"));
    }
    assert_eq!(server.rows("SELECT id FROM a ORDER BY id"), ["1", "3"]);
    assert_eq!(on_file.sqlite("app.db").rows("SELECT id FROM a ORDER BY id"), ["1", "3"]);
}

/// Every kind of value, in and out.
const VALUES: &str = "import datetime, decimal, enum, uuid\n\
from sqlalchemy.dialects import postgresql\n\n\n\
class Color(enum.Enum):\n    red = 'r'\n    blue = 'b'\n\n\n\
class Money(sa.types.TypeDecorator):\n    impl = sa.Numeric(10, 2)\n    cache_ok = True\n\n    \
def process_bind_param(self, value, dialect):\n        return None if value is None else decimal.Decimal(value)\n";

const STORES: &str = "bind = op.get_bind()\n\
t = op.create_table('a', sa.Column('id', sa.Integer, primary_key=True), sa.Column('text', sa.Text), \
sa.Column('number', sa.Numeric(10, 3)), sa.Column('real', sa.Float), sa.Column('at', sa.DateTime(timezone=True)), \
sa.Column('day', sa.Date), sa.Column('clock', sa.Time), sa.Column('span', sa.Interval), sa.Column('truth', sa.Boolean), \
sa.Column('bytes', sa.LargeBinary), sa.Column('json', sa.JSON), sa.Column('color', sa.Enum(Color, name='color')), \
sa.Column('money', Money()), sa.Column('uuid', postgresql.UUID(as_uuid=True)), sa.Column('list', postgresql.ARRAY(sa.String)), \
sa.Column('blob', postgresql.JSONB))\n\
row = dict(text='a\\'b\\\\c % :x', number=decimal.Decimal('-1.5'), real=2.5, \
at=datetime.datetime(2020, 1, 2, 3, 4, 5, 600000, tzinfo=datetime.timezone.utc), day=datetime.date(2020, 1, 1), \
clock=datetime.time(1, 2, 3), span=datetime.timedelta(days=-1, seconds=3), truth=False, bytes=b'\\x00\\xff', \
json={'a': [1, None, '%']}, color=Color.red, money='3.25', uuid=uuid.UUID(int=5), list=['x', 'y\\'z'], blob=[True, {'k': 1.5}])\n\
op.bulk_insert(t, [row, dict(row, text='second')])\n\
found = [dict(found._mapping) for found in bind.execute(sa.select(t).order_by(t.c.id))]\n\
for name, value in row.items():\n    \
expected = decimal.Decimal('3.25') if name == 'money' else value\n    \
assert found[0][name] == expected and type(found[0][name]) is type(expected), (name, found[0][name])\n\
assert found[1]['text'] == 'second'\n\
assert bind.execute(t.update().where(t.c.number < 0).values(real=7)).rowcount == 2\n\
print(bind.execute(sa.text('SELECT count(*) FROM a WHERE real = :real AND color = :color'), {'real': 7, 'color': 'red'}).scalar())\n\
print(sorted(sa.inspect(bind).get_table_names()), [str(column['type']) for column in sa.inspect(bind).get_columns('a')][:3])";

const STORES_SAYS: &str = "2\n['a', 'alembic_version'] ['INTEGER', 'TEXT', 'NUMERIC(10, 3)']\n";

#[test]
fn values_come_back_as_they_were_stored() {
    for own in OwnPython::ALL {
        let Some(server) = postgresql() else { return };
        let Some(project) = project_on(&server.url("psycopg2"), own) else { return };
        project.write("alembic/versions/a1.py", &version_file("a1", None, VALUES, STORES));
        let run = project.run("--python .venv upgrade head");
        check_succeeds(&run);
        assert_eq!(run.stdout, STORES_SAYS);
        assert_eq!(
            server.rows("SELECT span, list, blob, money FROM a WHERE id = 1"),
            ["-1 days +00:00:03|{x,y'z}|[true, {\"k\": 1.5}]|3.25"]
        );
    }
}

#[test]
fn the_newest_and_the_oldest_cpython_of_the_machine_do_the_same() {
    let Some(usual) = OwnPython::Latest.folder() else { return };
    for folder in OwnPython::of_other_interpreters().into_iter().chain([usual]) {
        let Some(server) = postgresql() else { return };
        for (above, lines, says) in
            [(MODELS, WORKS, "[(1, 'p0', 2), (2, 'p1', 2), (3, 'p2', 2)]\n"), (VALUES, STORES, STORES_SAYS)]
        {
            let project = bare(&server.url("psycopg2")).with_venv(&folder);
            project.write("alembic/versions/a1.py", &version_file("a1", None, above, lines));
            let run = project.run("--python .venv upgrade head");
            check_succeeds(&run);
            assert_eq!(run.stdout, says, "{}", folder.display());
            server.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        }
    }
}

#[test]
fn what_a_script_changes_outside_of_the_transaction_stays() {
    let Some(server) = postgresql() else { return };
    let Some(project) = project_on(&server.url(""), OwnPython::Latest) else { return };
    let lines = "op.execute(\"CREATE TYPE kind AS ENUM ('a')\")\n\
                 with op.get_context().autocommit_block():\n    op.execute(\"ALTER TYPE kind ADD VALUE 'b'\")\n\
                 op.add_column('missing', sa.Column('x', sa.Integer))";
    project.write("alembic/versions/a1.py", &version_file("a1", None, "", lines));
    let run = project.run("--python .venv upgrade head");
    check_fails(
        &run,
        1,
        &[
            "(psycopg.errors.UndefinedTable) relation \"missing\" does not exist",
            "[SQL: ALTER TABLE missing ADD COLUMN x INTEGER]",
            "a1.py\", line 13, in upgrade",
        ],
    );
    assert_eq!(server.rows("SELECT unnest(enum_range(NULL::kind))"), ["a", "b"]);
}

#[test]
fn types_and_tables_that_create_themselves_are_printed_as_sql() {
    let lines = "bind = op.get_bind()\n\
                 kind = postgresql.ENUM('a', 'b', name='kind')\n\
                 kind.create(bind, checkfirst=True)\n\
                 table = sa.Table('t', sa.MetaData(), sa.Column('id', sa.Integer, primary_key=True))\n\
                 sa.Index('ix', table.c.id)\n\
                 table.create(bind)\n\
                 kind.drop(bind)";
    for own in OwnPython::ALL {
        let Some(project) = project_on("postgresql://host/name", own) else { return };
        let above = "from sqlalchemy.dialects import postgresql";
        project.write("alembic/versions/a1.py", &version_file("a1", None, above, lines));
        let run = project.run("--python .venv upgrade head --sql");
        check_succeeds(&run);
        let statements: Vec<_> = run.stdout.split(";\n\n").map(|statement| statement.trim()).collect();
        let expected = [
            "CREATE TYPE kind AS ENUM ('a', 'b')",
            "CREATE TABLE t (\n    id SERIAL NOT NULL, \n    PRIMARY KEY (id)\n)",
            "CREATE INDEX ix ON t (id)",
            "DROP TYPE kind",
        ];
        let begin =
            statements.iter().position(|statement| statement.ends_with(expected[0])).expect("the type is created");
        assert_eq!(statements[begin + 1..begin + 4], expected[1..], "{}", run.everything());
    }
}

/// As SQLAlchemy's own recipe for a GUID does.
const DESCRIBED: &str = "from sqlalchemy.dialects import postgresql as pg\n\n\n\
class Described(sa.TypeDecorator):\n    impl = sa.CHAR\n    cache_ok = True\n\n    \
def __init__(self, given):\n        super().__init__()\n        self.given = given\n\n    \
def load_dialect_impl(self, dialect):\n        return dialect.type_descriptor(self.given)\n";

#[test]
fn what_a_dialect_makes_of_a_type_is_that_type() {
    for own in OwnPython::ALL {
        let Some(server) = postgresql() else { return };
        let Some(project) = project_on(&server.url(""), own) else { return };
        let lines = "given = [pg.UUID(), pg.JSONB(), pg.INT4RANGE(), pg.INTERVAL(), sa.Float(), sa.CHAR(36), pg.ARRAY(pg.UUID)]\n\
                     op.create_table('a', *[sa.Column('c%d' % n, Described(one)) for n, one in enumerate(given)])";
        project.write("alembic/versions/a1.py", &version_file("a1", None, DESCRIBED, lines));
        check_succeeds(&project.run("--python .venv upgrade head"));
        let types = "SELECT format_type(atttypid, atttypmod) FROM pg_attribute \
                     WHERE attrelid = 'a'::regclass AND attnum > 0 ORDER BY attnum";
        let expected = ["uuid", "jsonb", "int4range", "interval", "double precision", "character(36)", "uuid[]"];
        assert_eq!(server.rows(types), expected, "{own:?}");
    }
}

/// A type that gives its table a check.
const CHECKED: &str = "from sqlalchemy import event\nfrom sqlalchemy.types import SchemaType\n\n\n\
class Level(sa.TypeDecorator, SchemaType):\n    impl = sa.SmallInteger\n    cache_ok = True\n\n    \
def __init__(self):\n        sa.TypeDecorator.__init__(self)\n        SchemaType.__init__(self)\n\n\n\
@event.listens_for(Level, 'before_parent_attach')\ndef before(type_, column):\n    \
@event.listens_for(column, 'after_parent_attach')\n    def after(column, table):\n        \
sa.CheckConstraint(sa.type_coerce(column, sa.SmallInteger).in_([1, 2]), 'valid_' + column.name)\n";

#[test]
fn a_check_that_joins_a_table_with_a_type_is_made_with_table_and_column() {
    for own in OwnPython::ALL {
        let Some(server) = postgresql() else { return };
        let Some(project) = project_on(&server.url(""), own) else { return };
        let lines = "op.create_table('a', sa.Column('x', Level()))\nop.add_column('a', sa.Column('y', Level()))";
        project.write("alembic/versions/a1.py", &version_file("a1", None, CHECKED, lines));
        check_succeeds(&project.run("--python .venv upgrade head"));
        let names =
            "SELECT conname FROM pg_constraint WHERE conrelid = 'a'::regclass AND contype = 'c' ORDER BY conname";
        assert_eq!(server.rows(names), ["valid_x", "valid_y"], "{own:?}");
    }
}

/// A function that takes the names of foreign keys away.
const NAMELESS: &str = "from sqlalchemy.ext.compiler import compiles\n\n\n\
@compiles(sa.ForeignKeyConstraint, 'postgresql')\ndef nameless(element, compiler, **keywords):\n    \
element.name = None\n    return compiler.visit_foreign_key_constraint(element, **keywords)\n";

#[test]
fn a_constraint_is_what_a_function_leaves_of_it_and_a_text_of_its_own_is_refused() {
    for own in OwnPython::ALL {
        let Some(server) = postgresql() else { return };
        let Some(project) = project_on(&server.url(""), own) else { return };
        let lines = "op.create_table('a', sa.Column('x', sa.Integer, primary_key=True),\n    \
                     sa.Column('y', sa.Integer, sa.ForeignKey('a.x', name='fk_y')))";
        project.write("alembic/versions/a1.py", &version_file("a1", None, NAMELESS, lines));
        check_succeeds(&project.run("--python .venv upgrade head"));
        let names = "SELECT conname FROM pg_constraint WHERE conrelid = 'a'::regclass AND contype = 'f'";
        assert_eq!(server.rows(names), ["a_y_fkey"], "{own:?}");
        let other = NAMELESS.replace("element, **keywords)\n", "element, **keywords) + ' NOT VALID'\n");
        let lines = "op.create_foreign_key('fk', 'a', 'a', ['y'], ['x'])";
        project.write("alembic/versions/a2.py", &version_file("a2", Some("a1"), &other, lines));
        let refusal = "@compiles of ForeignKeyConstraint with a text of its own: return what compiler.visit_";
        check_fails(&project.run("--python .venv upgrade head"), 1, &[refusal]);
    }
}

#[test]
fn an_engine_of_the_applications_own_may_say_the_size_of_its_pool() {
    let above = "from sqlalchemy.ext.asyncio import create_async_engine\n\
                 create_async_engine('sqlite+aiosqlite:///own.db', pool_size=3, pool_timeout=5)\n\
                 sa.create_engine('sqlite:///own.db', poolclass=sa.pool.QueuePool, pool_size=3)";
    for own in [OwnPython::Latest, OwnPython::Middle] {
        let Some(project) = project(own) else { return };
        project.write("alembic/versions/a1.py", &version_file("a1", None, above, "pass"));
        check_succeeds(&project.run("--python .venv upgrade head"));
    }
}

#[test]
fn each_file_is_executed_only_where_it_is_a_step_and_keeps_what_it_changes_for_the_run() {
    let Some(project) = project(OwnPython::Latest) else { return };
    let first = "import os\nos.environ['SEEN'] = 'by the next'";
    project.write("alembic/versions/a1.py", &version_file("a1", None, "", first));
    project
        .write("alembic/versions/a2.py", &version_file("a2", Some("a1"), "", "import os\nprint(os.environ['SEEN'])"));
    project.write("alembic/versions/a3.py", &version_file("a3", Some("a2"), "print('executed')\n", "pass"));
    let run = project.run("--python .venv upgrade a2");
    check_succeeds(&run);
    assert_eq!(run.stdout, "by the next\n");
}

#[test]
fn a_model_finds_another_one_that_only_another_file_imports() {
    let model = |class: &str, lines: &str| {
        format!(
            "import sqlalchemy as sa\nfrom sqlalchemy.orm import relationship\nfrom shop import Base\n\n\n\
             class {class}(Base):\n    __tablename__ = '{class}'\n    id = sa.Column(sa.Integer, primary_key=True)\n{lines}"
        )
    };
    for own in OwnPython::ALL {
        let Some(project) = project(own) else { return };
        project.write("shop/__init__.py", "from sqlalchemy.orm import declarative_base\nBase = declarative_base()\n");
        project.write("shop/owner.py", &model("Owner", "    goods = relationship('Goods')\n"));
        project.write("shop/goods.py", &model("Goods", "    owner_id = sa.Column(sa.ForeignKey('Owner.id'))\n"));
        let above = "from sqlalchemy.orm import Session\nfrom shop.owner import Owner";
        let lines = "session = Session(op.get_bind())\nprint(session.query(Owner).statement is not None)";
        project.write("alembic/versions/a1.py", &version_file("a1", None, above, lines));
        project
            .write("alembic/versions/a2.py", &version_file("a2", Some("a1"), "from shop.goods import Goods", "pass"));
        let run = project.run("--python .venv upgrade a1");
        check_succeeds(&run);
        assert_eq!(run.stdout, "True\n");
    }
}

#[test]
fn printed_lines_and_log_lines_pass_through_in_order() {
    let Some(project) = project(OwnPython::Latest) else { return };
    project.replace("alembic.ini", "[logger_alembic]\nlevel = WARNING", "[logger_alembic]\nlevel = INFO");
    let lines = "import logging, sys\nprint('to stdout')\nlogging.getLogger('alembic.mine').info('to the log')\nprint('to stderr', file=sys.stderr)";
    project.write("alembic/versions/a1.py", &version_file("a1", None, "", lines));
    let run = project.run("--python .venv upgrade head");
    check_succeeds(&run);
    assert_eq!(run.stdout, "to stdout\n");
    let log: Vec<&str> = run.stderr.lines().collect();
    assert_eq!(
        log[2..],
        [
            "INFO  [alembic.runtime.migration] Running upgrade  -> a1, a1",
            "INFO  [alembic.mine] to the log",
            "to stderr"
        ]
    );
}

fn project_on(url: &str, own: OwnPython) -> Option<Project> {
    bare(url).with_own_python(own)
}

/// As psycopg's own: it escapes by the connection, where it is given one.
const COMPOSES: &str = "class Composable:
    def __init__(self, text):
        self.text = text

    def as_bytes(self, context=None):
        text = self.text.encode()
        return context.connection.pgconn.escape(text) if context is not None else b'\"' + text + b'\"'

    def as_string(self, context=None):
        return self.as_bytes(context).decode()


class Composed(Composable):
    pass


class Identifier(Composable):
    pass


class Literal(Composable):
    pass


class SQL(Composable):
    pass


class Placeholder(Composable):
    pass
";

#[test]
fn statements_that_psycopg_composes_want_no_connection_of_its_own() {
    for own in OwnPython::ALL {
        let Some(server) = postgresql() else { return };
        let Some(project) = project_on(&server.url("psycopg2"), own) else { return };
        let project = project.with_own_module("psycopg/__init__.py", "").with_own_module("psycopg/sql.py", COMPOSES);
        let lines = "bind = op.get_bind()\nname = sql.Identifier('a')\n\
                     print(name.as_string(bind), name.as_string(bind.connection), name.as_string())";
        project.write("alembic/versions/a1.py", &version_file("a1", None, "from psycopg import sql", lines));
        let run = project.run("--python .venv upgrade head");
        check_succeeds(&run);
        assert_eq!(run.stdout, "\"a\" \"a\" \"a\"\n");
    }
}
