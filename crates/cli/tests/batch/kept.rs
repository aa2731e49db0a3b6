//! What a table keeps when a batch makes it anew.

use testkit::{Project, check_fails, check_succeeds};

use crate::{empty_project, enforce_keys};

const TEXT: &str = "alter_column('x', type_=sa.Text())";

/// A project with a database of these statements and one revision with this batch on the table `t`.
fn project(setup: &[&str], directives: &[&str]) -> Project {
    let project = empty_project();
    let lines: String = directives.iter().map(|line| format!("        b.{line}\n")).collect();
    project.write(
        "alembic/versions/a1_batch.py",
        &format!(
            "import sqlalchemy as sa\nfrom alembic import op\nrevision = 'a1'\ndown_revision = None\n\n\n\
             def upgrade():\n    with op.batch_alter_table('t') as b:\n{lines}\n\ndef downgrade():\n    pass\n"
        ),
    );
    setup.iter().for_each(|statement| project.sqlite("app.db").execute(statement));
    project
}

fn upgraded(setup: &[&str], directives: &[&str]) -> Project {
    let project = project(setup, directives);
    check_succeeds(&project.run("upgrade head"));
    project
}

#[track_caller]
fn check_rows(project: &Project, sql: &str, expected: &[&str]) {
    assert_eq!(project.sqlite("app.db").rows(sql), expected, "{sql}\n{}", project.sqlite("app.db").schema());
}

#[track_caller]
fn check_statement(project: &Project, name: &str, parts: &[&str]) {
    let statements = project.sqlite("app.db").rows(&format!("SELECT sql FROM sqlite_master WHERE name = '{name}'"));
    let [statement] = &statements[..] else { panic!("no {name}: {}", project.sqlite("app.db").schema()) };
    for part in parts {
        assert!(statement.contains(part), "no {part} in {statement}");
    }
}

#[test]
fn triggers_and_views_stay_and_work() {
    let setup = [
        "CREATE TABLE t (id INTEGER PRIMARY KEY, x VARCHAR(20), y INTEGER)",
        "CREATE TABLE log (x TEXT)",
        "CREATE TRIGGER noted AFTER INSERT ON t BEGIN INSERT INTO log VALUES (NEW.x); END",
        "CREATE VIEW v AS SELECT t.x FROM t WHERE t.y > 1",
        "INSERT INTO t VALUES (1, 'a', 5)",
    ];
    let project = upgraded(&setup, &[TEXT]);
    check_rows(&project, "SELECT x FROM log", &["a"]);
    project.sqlite("app.db").execute("INSERT INTO t VALUES (2, 'b', 0)");
    check_rows(&project, "SELECT x FROM log ORDER BY x", &["a", "b"]);
    check_rows(&project, "SELECT x FROM v", &["a"]);
}

#[test]
fn triggers_views_and_checks_follow_a_renamed_column() {
    let setup = [
        "CREATE TABLE t (id INTEGER PRIMARY KEY, x VARCHAR(20), y INTEGER, CHECK (length(x) < 9))",
        "CREATE TABLE log (x TEXT)",
        "CREATE TRIGGER noted AFTER INSERT ON t BEGIN INSERT INTO log VALUES (NEW.x); END",
        "CREATE VIEW v AS SELECT x FROM t",
    ];
    let project = upgraded(&setup, &["alter_column('x', new_column_name='name', type_=sa.Text())"]);
    project.sqlite("app.db").execute("INSERT INTO t (name) VALUES ('b')");
    check_rows(&project, "SELECT x FROM log", &["b"]);
    check_rows(&project, "SELECT * FROM v", &["b"]);
    check_statement(&project, "t", &["length(name) < 9", "name TEXT"]);
}

#[test]
fn what_makes_a_table_special_stays() {
    let setup = [
        "CREATE TABLE t (id INTEGER NOT NULL PRIMARY KEY, x TEXT COLLATE NOCASE, y INTEGER, z ANY, \
         double INTEGER GENERATED ALWAYS AS (y * 2) STORED, more INTEGER AS (y + 1), CHECK (y > 0)) STRICT",
        "CREATE INDEX ix_lower ON t (lower(x)) WHERE y > 3",
        "CREATE INDEX ix_down ON t (y DESC)",
        "INSERT INTO t (id, x, y, z) VALUES (1, 'a', 5, 'q')",
    ];
    let project = upgraded(&setup, &["alter_column('z', nullable=False, server_default='q')"]);
    check_statement(&project, "t", &["STRICT", "COLLATE \"NOCASE\"", "CHECK (y > 0)", "z ANY"]);
    check_rows(&project, "SELECT double || '|' || more FROM t WHERE x = 'A'", &["10|6"]);
    check_statement(&project, "ix_lower", &["lower(x)", "WHERE y > 3"]);
    check_statement(&project, "ix_down", &["y DESC"]);
}

#[test]
fn a_table_without_rowid_stays_one() {
    let setup =
        ["CREATE TABLE t (a TEXT, x MEDIUMTEXT, PRIMARY KEY (a)) WITHOUT ROWID", "INSERT INTO t VALUES ('k', 'v')"];
    let project = upgraded(&setup, &["create_unique_constraint('uq', ['x'])"]);
    check_statement(&project, "t", &["WITHOUT ROWID", "x MEDIUMTEXT", "CONSTRAINT uq UNIQUE (x)"]);
    check_rows(&project, "SELECT a || x FROM t", &["kv"]);
}

#[test]
fn a_counter_never_goes_back() {
    let setup = [
        "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, x VARCHAR(20))",
        "INSERT INTO t (x) VALUES ('a'), ('b'), ('c')",
        "DELETE FROM t",
    ];
    let project = upgraded(&setup, &[TEXT]);
    project.sqlite("app.db").execute("INSERT INTO t (x) VALUES ('d')");
    check_rows(&project, "SELECT id FROM t", &["4"]);
}

const PARENT_AND_CHILD: [&str; 4] = [
    "CREATE TABLE t (id INTEGER PRIMARY KEY, x VARCHAR(20))",
    "CREATE TABLE child (t_id INTEGER REFERENCES t (id) ON DELETE CASCADE)",
    "INSERT INTO t VALUES (1, 'a'), (2, 'b')",
    "INSERT INTO child VALUES (1), (2)",
];

#[test]
fn enforced_keys_delete_no_row_of_others_and_are_enforced_again() {
    let project = project(&PARENT_AND_CHILD, &[TEXT]);
    enforce_keys(&project);
    check_succeeds(&project.run("upgrade head"));
    check_rows(&project, "SELECT t_id FROM child ORDER BY t_id", &["1", "2"]);
    check_statement(&project, "child", &["REFERENCES t (id) ON DELETE CASCADE"]);
    project.write(
        "alembic/versions/a2_orphan.py",
        "from alembic import op\nrevision = 'a2'\ndown_revision = 'a1'\n\n\n\
         def upgrade():\n    op.execute('INSERT INTO child VALUES (9)')\n\n\ndef downgrade():\n    pass\n",
    );
    check_fails(&project.run("upgrade head"), 1, "FOREIGN KEY constraint failed");
}

#[test]
fn a_batch_that_breaks_an_enforced_key_leaves_all_as_it_was() {
    let project = project(&PARENT_AND_CHILD, &["drop_column('id')", TEXT]);
    enforce_keys(&project);
    let before = project.sqlite("app.db").schema();
    check_fails(&project.run("upgrade head"), 1, "foreign key mismatch");
    assert_eq!(project.sqlite("app.db").schema(), before);
    check_rows(&project, "SELECT count(*) FROM t", &["2"]);
}

#[test]
fn a_view_that_could_not_be_read_any_more_stops_the_batch() {
    let setup = [
        "CREATE TABLE t (id INTEGER PRIMARY KEY, x VARCHAR(20), y INTEGER UNIQUE)",
        "CREATE VIEW v AS SELECT y FROM t",
    ];
    let project = project(&setup, &["drop_column('y')"]);
    let before = project.sqlite("app.db").schema();
    let run = project.run("upgrade head");
    check_fails(&run, 1, "the view 'v' cannot be read any more with the new table 't'");
    assert!(run.stderr.contains("op.execute('DROP VIEW \"v\"')"), "{}", run.everything());
    assert_eq!(project.sqlite("app.db").schema(), before);
}

#[test]
fn a_copy_that_another_program_left_is_recognised() {
    let setup = ["CREATE TABLE t (id INTEGER PRIMARY KEY, x VARCHAR(20))", "CREATE TABLE _alembic_tmp_t (id INTEGER)"];
    let run = project(&setup, &[TEXT]).run("upgrade head");
    check_fails(&run, 1, "table _alembic_tmp_t already exists");
    assert!(run.stderr.contains("'t' is still whole"), "{}", run.everything());
    let run = project(&["CREATE TABLE _alembic_tmp_t (id INTEGER)"], &[TEXT]).run("upgrade head");
    check_fails(&run, 1, "NoSuchTableError: t");
    assert!(run.stderr.contains("RENAME TO \"t\" brings it back"), "{}", run.everything());
}

#[test]
fn rows_that_do_not_fit_stop_the_batch_with_a_way_out() {
    let setup = ["CREATE TABLE t (id INTEGER PRIMARY KEY, x VARCHAR(20))", "INSERT INTO t (id) VALUES (1)"];
    let project = project(&setup, &["alter_column('x', nullable=False)"]);
    let before = project.sqlite("app.db").schema();
    let run = project.run("upgrade head");
    check_fails(&run, 1, "NOT NULL constraint failed: _alembic_tmp_t.x");
    assert!(run.stderr.contains("UPDATE t SET x ="), "{}", run.everything());
    assert_eq!(project.sqlite("app.db").schema(), before);
}
