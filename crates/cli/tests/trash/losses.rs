//! Nothing is lost without a word: what cannot be kept is refused, and what did not come back whole stays.

use testkit::check_fails;

use crate::subject::{Scripts, Subject, check_note};

fn scripts(first: &'static str, up: &'static str, down: &'static str) -> Scripts {
    Scripts { first, up, down }
}

#[test]
fn a_composite_value_with_null_in_it_is_a_value() {
    let scripts = scripts(
        "    op.execute('CREATE TYPE pair AS (x int, y int); CREATE TABLE t (id int PRIMARY KEY, p pair)')",
        "    op.drop_column('t', 'p')",
        "    op.execute('ALTER TABLE t ADD p pair')",
    );
    let rows = "INSERT INTO t VALUES (1, ROW(1, NULL)), (2, NULL), (3, ROW(NULL, NULL))";
    let Some(subject) = Subject::on_postgresql(&scripts, rows) else { return };
    subject.succeeds("upgrade head --keep-dropped");
    assert_eq!(subject.trash(), ["column t.p 2"]);
    subject.succeeds("downgrade a1");
    subject.check_rows("SELECT id, p FROM t ORDER BY id", &["1|(1,)", "2|", "3|(,)"]);
    assert_eq!(subject.trash(), Vec::<String>::new());
}

#[test]
fn a_column_that_the_catalogue_has_under_another_name_is_not_dropped() {
    let scripts = scripts("    op.execute('CREATE TABLE t (id int PRIMARY KEY, name text)')", "    pass", "    pass");
    let Some(subject) = Subject::on_postgresql(&scripts, "INSERT INTO t VALUES (1, 'x')") else { return };
    for up in [
        "    op.drop_column('t', sa.sql.quoted_name('NAME', False))",
        "    with op.batch_alter_table('t') as b:\n        b.alter_column('name', new_column_name='old')\n        b.drop_column('old')",
    ] {
        subject.second(up, "    pass");
        let run = subject.project.run("upgrade head --keep-dropped");
        check_fails(&run, 255, "can't be kept: the table has no column of just that name before the drop");
        subject.check_rows("SELECT id, name FROM t", &["1|x"]);
    }
    let long = "c".repeat(70);
    subject.execute(&format!("ALTER TABLE t RENAME name TO {long}"));
    subject.second(&format!("    op.drop_column('t', '{long}')"), "    pass");
    let run = subject.project.run("upgrade head --keep-dropped");
    check_fails(&run, 255, "can't be kept: the table has no column of just that name before the drop");
}

#[test]
fn a_key_of_null_finds_no_row_again() {
    let scripts = scripts(
        "    op.execute('CREATE TABLE t (k TEXT PRIMARY KEY, v TEXT)')",
        "    op.drop_column('t', 'v')",
        "    op.add_column('t', sa.Column('v', sa.Text))",
    );
    let subject = Subject::on_sqlite(&scripts, "INSERT INTO t VALUES (NULL, 'a'), ('x', 'b')");
    let run = subject.project.run("upgrade head --keep-dropped");
    check_fails(&run, 255, "column t.v can't be kept: rows of it have NULL in their primary key");
    subject.check_rows("SELECT v FROM t ORDER BY v", &["a", "b"]);
}

#[test]
fn values_that_other_types_change_stay_in_the_trash() {
    let scripts = scripts(
        "    op.create_table('t', sa.Column('id', sa.Integer, primary_key=True), sa.Column('v', sa.String(50)))\n    \
         op.create_table('u', sa.Column('id', sa.Integer, primary_key=True), sa.Column('v', sa.String(50)))",
        "    op.drop_table('t')\n    op.drop_column('u', 'v')",
        "    op.create_table('t', sa.Column('id', sa.BigInteger, primary_key=True), sa.Column('v', sa.Integer))\n    \
         op.add_column('u', sa.Column('v', sa.Integer))",
    );
    let rows = |value: &str| format!("INSERT INTO t VALUES (1, '{value}'); INSERT INTO u VALUES (1, '{value}')");
    Subject::on_both(&scripts, &rows("007"), |subject| {
        subject.succeeds("upgrade head --keep-dropped");
        let run = subject.succeeds("downgrade a1");
        check_note(&run, "t stays in the trash as 1: its rows came back, but other types changed values of ");
        check_note(&run, "u.v stays in the trash as 2: 0 of 1 value came back; 1 was changed by another type");
        subject.check_rows("SELECT v FROM t UNION ALL SELECT v FROM u", &["7", "7"]);
        assert_eq!(subject.trash(), ["table t 1", "column u.v 1"]);
    });
    let Some(subject) = Subject::on_postgresql(&scripts, &rows("7")) else { return };
    subject.succeeds("upgrade head --keep-dropped");
    subject.succeeds("downgrade a1");
    assert_eq!(subject.trash(), Vec::<String>::new());
}

#[test]
fn values_of_a_column_that_is_computed_now_stay_in_the_trash() {
    let scripts = scripts(
        "    op.execute('CREATE TABLE t (id int PRIMARY KEY, b int)')",
        "    op.drop_table('t')",
        "    op.execute('CREATE TABLE t (id int PRIMARY KEY, b int GENERATED ALWAYS AS (id * 2) STORED)')",
    );
    Subject::on_both(&scripts, "INSERT INTO t VALUES (1, 77)", |subject| {
        subject.succeeds("upgrade head --keep-dropped");
        check_note(&subject.succeeds("downgrade a1"), "its rows came back, but the table has no b now");
        assert_eq!(subject.trash(), ["table t 1"]);
    });
}

#[test]
fn every_statement_of_a_loop_is_told() {
    let scripts = scripts(
        "    op.execute('CREATE TABLE a (id int)')\n    op.execute('CREATE TABLE b (id int)')",
        "    for name in ('a', 'b'):\n        op.execute('DROP TABLE ' + name)",
        "    pass",
    );
    Subject::on_both(&scripts, "", |subject| {
        let run = subject.succeeds("upgrade head --keep-dropped");
        check_note(&run, "so table a will not be kept");
        check_note(&run, "so table b will not be kept");
        assert_eq!(run.stderr.matches("is raw SQL").count(), 2, "{}", run.everything());
    });
}
