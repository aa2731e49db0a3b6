//! Scripts that meet other tables than they think: rows with NULL, a table that changes under the script itself.

use testkit::{Database, Run, check_fails};

use crate::subject::{NOTHING_APPLIED, SECOND, Subject, check_frame, line_of, on_both, on_sqlite, second};

/// Runs the lines; the error names the script with the line, and nothing is applied.
#[track_caller]
fn check_stopped(subject: &Subject, lines: &str, line: &str, sentence: &str) -> Run {
    subject.project.write(SECOND, &second(lines));
    let run = subject.check_refused("upgrade head", 1, sentence);
    check_frame(&subject.project, &run, SECOND, line_of(&subject.project, SECOND, line));
    check_fails(&run, 1, NOTHING_APPLIED);
    run
}

#[test]
fn not_null_over_nulls_names_the_statement() {
    on_both(|subject| {
        let insert = "op.execute(\"INSERT INTO users (id) VALUES (2)\")\n";
        let alter = "with op.batch_alter_table('users') as batch:\n    batch.alter_column('name', nullable=False)";
        let run = check_stopped(subject, &format!("{insert}{alter}"), "with op.batch", "sqlalchemy.exc.IntegrityError");
        let sql = if matches!(subject.database, Database::Sqlite(_)) {
            "[SQL: INSERT INTO _alembic_tmp_users"
        } else {
            "[SQL: ALTER TABLE users ALTER COLUMN name SET NOT NULL]"
        };
        check_fails(&run, 1, sql);
        subject.check_works_again();
    });
}

#[test]
fn a_required_column_over_rows_names_the_statement() {
    on_both(|subject| {
        let lines = "op.add_column('users', sa.Column('age', sa.Integer, nullable=False))";
        let run = check_stopped(subject, lines, "op.add_column", "sqlalchemy.exc.");
        check_fails(&run, 1, "[SQL: ALTER TABLE users ADD COLUMN age INTEGER NOT NULL]");
        subject.check_works_again();
    });
}

#[test]
fn a_table_that_is_dropped_under_its_batch_is_named() {
    on_both(|subject| {
        let lines = "with op.batch_alter_table('users') as batch:\n    batch.alter_column('name', type_=sa.Text())\n    \
                     op.execute('DROP TABLE users')";
        check_stopped(subject, lines, "with op.batch", "users");
        subject.check_works_again();
    });
}

#[test]
fn a_column_that_is_renamed_under_its_batch_is_named() {
    on_both(|subject| {
        let lines = "with op.batch_alter_table('users') as batch:\n    batch.alter_column('name', type_=sa.Text())\n    \
                     op.execute('ALTER TABLE users RENAME COLUMN name TO other')";
        check_stopped(subject, lines, "with op.batch", "name");
        subject.check_works_again();
    });
}

#[test]
fn a_table_that_is_dropped_while_its_rows_are_read_is_named() {
    on_both(|subject| {
        let lines = "for row in op.get_bind().execute(sa.text('SELECT id FROM users')):\n    \
                     op.drop_table('users')\n    op.execute('UPDATE users SET name = 5')";
        check_stopped(subject, lines, "op.execute('UPDATE", "users");
        subject.check_works_again();
    });
}

#[test]
fn a_batch_that_is_caught_leaves_the_table_as_it_was() {
    let subject = on_sqlite();
    let lines = "op.execute(\"INSERT INTO users (id) VALUES (2)\")\ntry:\n    \
                 with op.batch_alter_table('users') as batch:\n        batch.alter_column('name', nullable=False)\n\
                 except sa.exc.IntegrityError:\n    pass";
    subject.project.write(SECOND, &second(lines));
    testkit::check_succeeds(&subject.project.run("upgrade head"));
    assert_eq!(subject.rows("SELECT id FROM users ORDER BY id"), ["1", "2"]);
    assert_eq!(subject.rows("SELECT name FROM sqlite_master WHERE name LIKE '_alembic%'"), Vec::<String>::new());
}
