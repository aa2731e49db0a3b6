//! Data migrations over many rows: results longer than one message, INSERTs of many rows, values both ways.

use testkit::{Program, Project, check_fails, check_succeeds, postgresql};

const ENV: &str = "from alembic import context\nimport sqlalchemy as sa\n\
    connectable = sa.engine_from_config(context.config.get_section('alembic'), prefix='sqlalchemy.')\n\
    with connectable.connect() as connection:\n    context.configure(connection=connection)\n    \
    with context.begin_transaction():\n        context.run_migrations()\n";

fn project(url: &str, script: &str) -> Project {
    let project = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic")));
    project.write("alembic.ini", &format!("[alembic]\nscript_location = m\nsqlalchemy.url = {url}\n"));
    project.write("m/env.py", ENV);
    project.write("m/versions/a1_tables.py", include_str!("tables.py"));
    project.write("m/versions/b1_move.py", script);
    project
}

const TOLD: [&str; 9] = [
    "first 0 [1, 2, 3] 5296",
    "nothing left None []",
    "parts [1700, 1700, 1700, 200]",
    "scalars 14042350",
    "mappings 14042350",
    "columns 14042350",
    "closed 5300",
    "two at once 2650",
    "deleted 2650",
];

const SUMS: &str = "SELECT count(*), sum(id), min(name), sum(price), min(made), max(at) FROM ";

#[test]
fn many_rows_go_through_sqlite() {
    let project = project("sqlite:///%(here)s/app.db", include_str!("move.py"));
    let run = project.run("upgrade head");
    check_succeeds(&run);
    assert_eq!(run.stdout.lines().collect::<Vec<_>>(), TOLD);
    let rows = |table: &str| project.sqlite("app.db").rows(&format!("{SUMS}{table}"));
    assert_eq!(rows("old"), ["5300|14042350|naïve '1'|929964.5|2023-12-31 23:59:30.000000|23:59:30.000000"]);
    assert_eq!(rows("new"), ["2650|7022500|NAÏVE '1'|465075|2024-01-01 00:59:30.000001|22:59:30.000002"]);
}

#[test]
fn many_rows_go_through_postgresql() {
    let Some(database) = postgresql() else { return };
    let project = project(&database.url("psycopg2"), include_str!("move.py"));
    let run = project.run("upgrade head");
    check_succeeds(&run);
    assert_eq!(run.stdout.lines().collect::<Vec<_>>(), TOLD);
    let rows = |table: &str| database.rows(&format!("{SUMS}{table}"));
    assert_eq!(rows("old"), ["5300|14042350|naïve '1'|929964.50|2023-12-31 23:59:30|23:59:30"]);
    assert_eq!(rows("new"), ["2650|7022500|NAÏVE '1'|465075.00|2024-01-01 00:59:30.000001|22:59:30.000002"]);
}

/// One row of many that the database refuses: nothing of them stays, and the line is named.
const REFUSED: &str = "import sqlalchemy as sa\nfrom alembic import op\nrevision = 'b1'\ndown_revision = 'a1'\n\
    def upgrade():\n    old = sa.table('old', sa.column('id'), sa.column('name'))\n    \
    op.bulk_insert(old, [{'id': 1, 'name': 'a'}])\n    \
    op.get_bind().execute(sa.insert(old), [{'id': 2300 - n, 'name': 'b'} for n in range(2300)])\n";

fn check_refused(run: &testkit::Run) {
    check_fails(run, 1, "IntegrityError");
    assert!(run.stderr.contains("b1_move.py\", line 8, in upgrade"), "{}", run.everything());
    assert!(run.stderr.contains("the transaction was rolled back"), "{}", run.everything());
    // A statement with a thousand rows is not shown whole.
    assert!(run.stderr.len() < 6000, "{}", run.everything());
}

#[test]
fn a_refused_row_of_many_undoes_all_on_sqlite() {
    let project = project("sqlite:///%(here)s/app.db", REFUSED);
    check_refused(&project.run("upgrade head"));
    assert_eq!(project.sqlite("app.db").tables(), Vec::<String>::new());
}

#[test]
fn a_refused_row_of_many_undoes_all_on_postgresql() {
    let Some(database) = postgresql() else { return };
    let project = project(&database.url("psycopg2"), REFUSED);
    check_refused(&project.run("upgrade head"));
    assert_eq!(database.tables(), Vec::<String>::new());
}

/// Rows that come back from an INSERT of many, keys in another order, a value that is the same in each row.
const RETURNED: &str = "import sqlalchemy as sa\nfrom alembic import op\nrevision = 'b1'\ndown_revision = 'a1'\n\
    def upgrade():\n    bind = op.get_bind()\n    \
    t = sa.Table('old', sa.MetaData(), sa.Column('id', sa.Integer, primary_key=True), sa.Column('name', sa.String), \
    sa.Column('price', sa.Numeric(12, 2), default=5))\n    \
    back = bind.execute(t.insert().returning(t.c.id, t.c.name), [{'name': 'n%d' % n} for n in range(1200)]).fetchall()\n    \
    print(len(back), sorted(back)[0], sorted(back)[-1])\n    \
    bind.execute(t.insert().values(name=sa.func.upper(sa.bindparam('short'))), \
    [{'short': 'x', 'id': 2001}, {'id': 2002, 'short': 'y'}])\n    \
    print(bind.execute(sa.select(t).where(t.c.id > 2000).order_by(t.c.id)).fetchall())\n";

const BACK: &str = "1200 (1, 'n0') (1200, 'n1199')\n\
    [(2001, 'X', Decimal('5.00')), (2002, 'Y', Decimal('5.00'))]\n";

#[test]
fn rows_that_were_inserted_come_back_from_sqlite() {
    let project = project("sqlite:///%(here)s/app.db", RETURNED);
    let run = project.run("upgrade head");
    check_succeeds(&run);
    assert_eq!(run.stdout, BACK);
}

#[test]
fn rows_that_were_inserted_come_back_from_postgresql() {
    let Some(database) = postgresql() else { return };
    let project = project(&database.url("psycopg2"), RETURNED);
    let run = project.run("upgrade head");
    check_succeeds(&run);
    assert_eq!(run.stdout, BACK);
}
