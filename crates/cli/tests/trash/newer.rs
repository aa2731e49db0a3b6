//! Values of a column come back, and never in silence over newer ones.

use testkit::check_fails;

use crate::subject::{COLUMN, Scripts, Subject, check_note};

const PEOPLE: &str = "INSERT INTO users (name, nickname) VALUES ('Ann', 'A'), ('Bob', 'B'), ('Cid', 'C')";
const NICKNAMES: &str = "SELECT id, nickname FROM users ORDER BY id";

/// At `a2`, with a column `nickname` that somebody has added again; a newer value in the first row.
fn with_a_newer_value(test: impl Fn(&Subject, &str)) {
    Subject::on_both(&COLUMN, PEOPLE, |subject| {
        subject.succeeds("upgrade head --keep-dropped");
        subject.execute("ALTER TABLE users ADD COLUMN nickname VARCHAR(50) DEFAULT '-'");
        subject.execute("UPDATE users SET nickname = 'Annie' WHERE id = 1");
        subject.execute("UPDATE users SET nickname = NULL WHERE id = 3");
        test(subject, if subject.is_sqlite() { "column users.nickname" } else { "column public.users.nickname" });
    });
}

#[test]
fn a_newer_value_refuses_a_restore() {
    with_a_newer_value(|subject, column| {
        let run = subject.project.run("trash restore 2");
        check_fails(&run, 255, &format!("{column} can't be restored: 1 row has a newer value, of 3 kept values"));
        check_fails(
            &run,
            255,
            "`limbeck trash restore 2 --keep-newer` fills only rows that are NULL or have the default",
        );
        check_fails(&run, 255, "`limbeck trash restore 2 --overwrite` writes over the newer values");
        assert!(!run.stdout.contains("Restored"), "{}", run.everything());
        subject.check_rows(NICKNAMES, &["1|Annie", "2|-", "3|"]);
        assert_eq!(subject.trash(), ["column users.name 3", "column users.nickname 3"]);
    });
}

#[test]
fn a_newer_value_stays_if_asked_for() {
    with_a_newer_value(|subject, column| {
        let run = subject.succeeds("trash restore 2 --keep-newer");
        let told =
            format!("Restored 2 of 3 values of {column}; it stays in the trash as 2: 1 has a newer one in its row.\n");
        assert_eq!(run.stdout, told);
        subject.check_rows(NICKNAMES, &["1|Annie", "2|B", "3|C"]);
        assert_eq!(subject.trash(), ["column users.name 3", "column users.nickname 3"]);
        // What is back already is no newer value.
        check_fails(&subject.project.run("trash restore 2"), 255, "1 row has a newer value, of 3 kept values");
        subject.execute("UPDATE users SET nickname = 'A' WHERE id = 1");
        assert_eq!(subject.succeeds("trash restore 2").stdout, format!("Restored {column} (3 rows).\n"));
        assert_eq!(subject.trash(), ["column users.name 3"]);
    });
}

#[test]
fn a_newer_value_is_written_over_if_asked_for() {
    with_a_newer_value(|subject, column| {
        check_fails(&subject.project.run("trash restore 2 --keep-newer --overwrite"), 2, "cannot be used with");
        let run = subject.succeeds("trash restore 2 --overwrite");
        assert_eq!(run.stdout, format!("Restored {column} (3 rows), over 1 newer value.\n"));
        subject.check_rows(NICKNAMES, &["1|A", "2|B", "3|C"]);
        assert_eq!(subject.trash(), ["column users.name 3"]);
    });
}

#[test]
fn restored_is_said_of_what_came_back_and_of_nothing_else() {
    Subject::on_both(&COLUMN, PEOPLE, |subject| {
        subject.succeeds("upgrade head --keep-dropped");
        subject.execute("DELETE FROM users WHERE id = 2");
        subject.execute("ALTER TABLE users ADD COLUMN nickname VARCHAR(50)");
        let run = subject.succeeds("trash restore 2");
        let column = if subject.is_sqlite() { "column users.nickname" } else { "column public.users.nickname" };
        let told = format!("Restored 2 of 3 values of {column}; it stays in the trash as 2: 1 has no row any more.\n");
        assert_eq!((run.stdout, run.stderr), (told, String::new()));
        subject.check_rows(NICKNAMES, &["1|A", "3|C"]);
        assert_eq!(subject.trash().len(), 2);
    });
}

#[test]
fn a_default_that_is_another_one_each_time_is_a_newer_value() {
    let scripts = Scripts {
        first: "    op.execute('CREATE TABLE t (id int PRIMARY KEY, at timestamptz, o json)')",
        up: "    op.drop_column('t', 'at')\n    op.drop_column('t', 'o')",
        down: "    op.execute(\"ALTER TABLE t ADD at timestamptz NOT NULL DEFAULT now(), ADD o json DEFAULT '{}'\")",
    };
    let rows = "INSERT INTO t VALUES (1, '2020-01-01 00:00:00Z', '[1, 2]')";
    let Some(subject) = Subject::on_postgresql(&scripts, rows) else { return };
    subject.succeeds("upgrade head --keep-dropped");
    subject.execute("ALTER TABLE t ADD at timestamptz NOT NULL DEFAULT now(), ADD o json DEFAULT '{}'");
    check_fails(&subject.project.run("trash restore 1"), 255, "1 row has a newer value");
    // Types that cannot be compared are compared by their texts.
    assert_eq!(subject.succeeds("trash restore 2").stdout, "Restored column public.t.o (1 row).\n");
    subject.succeeds("trash restore 1 --overwrite");
    subject.check_rows("SELECT at = '2020-01-01 00:00:00Z', o FROM t", &["t|[1, 2]"]);
}

#[test]
fn a_downgrade_fills_what_it_adds_whatever_its_default() {
    let scripts = Scripts {
        first: "    op.execute(\"CREATE TABLE t (id int PRIMARY KEY, at timestamptz, name text)\")",
        up: "    op.drop_column('t', 'at')\n    op.drop_column('t', 'name')",
        down: "    op.execute(\"ALTER TABLE t ADD at timestamptz NOT NULL DEFAULT now(), ADD name text\")\n    \
               op.execute(\"UPDATE t SET name = 'unknown'\")",
    };
    let rows = "INSERT INTO t VALUES (1, '2020-01-01 00:00:00Z', 'Ann')";
    let Some(subject) = Subject::on_postgresql(&scripts, rows) else { return };
    subject.succeeds("upgrade head --keep-dropped");
    let run = subject.succeeds("downgrade a1");
    subject.check_rows("SELECT at = '2020-01-01 00:00:00Z', name FROM t", &["t|Ann"]);
    check_note(&run, "trash: column public.t.name came back (1 row), over 1 other value of the step's script");
    assert!(!run.stderr.contains("t.at came back (1 row), over"), "{}", run.everything());
    assert_eq!(subject.trash(), Vec::<String>::new());
}

#[test]
fn a_downgrade_leaves_values_of_a_column_that_was_there_before_it() {
    let scripts = Scripts { down: "    pass", ..COLUMN };
    Subject::on_both(&scripts, PEOPLE, |subject| {
        subject.succeeds("upgrade head --keep-dropped");
        subject.execute("ALTER TABLE users ADD COLUMN nickname VARCHAR(50)");
        subject.execute("UPDATE users SET nickname = 'Annie' WHERE id = 1");
        let run = subject.succeeds("downgrade a1");
        check_note(
            &run,
            "users.nickname stays in the trash as 2: 2 of 3 values came back; 1 has a newer one in its row",
        );
        subject.check_rows(NICKNAMES, &["1|Annie", "2|B", "3|C"]);
    });
}

#[test]
fn a_column_that_is_computed_now_is_left_alone() {
    let scripts = Scripts {
        first: "    op.execute('CREATE TABLE t (id int PRIMARY KEY, b int)')",
        up: "    op.drop_column('t', 'b')",
        down: "    with op.batch_alter_table('t') as batch:\n        \
               batch.add_column(sa.Column('b', sa.Integer, sa.Computed('id * 2', persisted=True)))",
    };
    Subject::on_both(&scripts, "INSERT INTO t VALUES (1, 77)", |subject| {
        subject.succeeds("upgrade head --keep-dropped");
        let run = subject.succeeds("downgrade a1");
        check_note(&run, "t.b stays in the trash as 1: the table computes the column now");
        check_fails(&subject.project.run("trash restore 1"), 255, "the table computes the column now");
    });
}

#[test]
fn sqlite_finds_what_has_another_case_now() {
    let scripts = Scripts {
        down: "    op.rename_table('users', 'other')\n    op.rename_table('other', 'Users')\n    \
               op.add_column('USERS', sa.Column('Name', sa.String(50), nullable=False))\n    \
               op.add_column('USERS', sa.Column('NickName', sa.String(50)))",
        ..COLUMN
    };
    let subject = Subject::on_sqlite(&scripts, PEOPLE);
    subject.succeeds("upgrade head --keep-dropped");
    subject.succeeds("downgrade a1");
    subject.check_rows("SELECT * FROM users", &["1|Ann|A", "2|Bob|B", "3|Cid|C"]);
    assert_eq!(subject.trash(), Vec::<String>::new());
    subject.succeeds("upgrade head --keep-dropped");
    subject.execute("ALTER TABLE users ADD COLUMN NICKNAME VARCHAR(50)");
    subject.succeeds("trash restore 2");
    subject.check_rows(NICKNAMES, &["1|A", "2|B", "3|C"]);
}
