//! A plain script is read while the database works on the one before it: errors are where they would be without that.

use testkit::{check_fails, check_succeeds};

use crate::subject::{ENV, FIRST, NOTHING_APPLIED, SECOND, check_frame, line_of, on_both};

/// The second revision as a plain script: nothing in it can tell when it is run.
fn plain_second(lines: &str) -> String {
    let lines = lines.lines().map(|line| format!("    {line}\n")).collect::<String>();
    format!(
        "\"\"\"second\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n\nrevision = 'a2'\n\
         down_revision = 'a1'\n\n\n\
         def upgrade():\n{lines}    op.create_table('posts', sa.Column('id', sa.Integer, primary_key=True))\n\n\n\
         def downgrade():\n    op.drop_table('posts')\n"
    )
}

#[test]
fn the_line_that_fails_is_named_and_not_the_one_that_was_read_last() {
    on_both(|subject| {
        subject.project.write(SECOND, &plain_second("op.execute('SELECT 1')\nop.execute('SELECT * FROM nothere')"));
        let run = subject.check_refused("upgrade head", 1, "[SQL: SELECT * FROM nothere]");
        check_frame(&subject.project, &run, SECOND, line_of(&subject.project, SECOND, "nothere"));
        assert!(
            run.stderr.contains("in run_migrations_online\n    context.run_migrations()\n"),
            "{}",
            run.everything()
        );
        assert_eq!(run.stderr.matches("a2_second.py\"").count(), 1, "{}", run.everything());
        check_fails(&run, 1, NOTHING_APPLIED);
        subject.check_works_again();
    });
}

#[test]
fn a_failure_of_the_first_script_is_not_that_of_the_second_which_is_read_already() {
    on_both(|subject| {
        subject.project.replace(FIRST, "def upgrade():\n", "def upgrade():\n    op.execute('SELECT * FROM nothere')\n");
        subject.project.write(SECOND, &plain_second(""));
        let run = subject.check_refused("upgrade head", 1, "note: stopped in upgrade  -> a1, first; ");
        check_frame(&subject.project, &run, FIRST, line_of(&subject.project, FIRST, "nothere"));
    });
}

#[test]
fn an_error_of_the_script_itself_comes_after_the_statements_before_it() {
    on_both(|subject| {
        subject.project.write(SECOND, &plain_second("op.execute('SELECT * FROM nothere')\nop.execute(sa.nothere)"));
        subject.check_refused("upgrade head", 1, "[SQL: SELECT * FROM nothere]");
        subject.project.write(SECOND, &plain_second("op.execute('SELECT 1')\nop.execute(sa.nothere)"));
        let run = subject.check_refused("upgrade head", 1, "has no attribute 'nothere'");
        check_frame(&subject.project, &run, SECOND, line_of(&subject.project, SECOND, "sa.nothere"));
    });
}

#[test]
fn a_script_may_catch_the_failure_of_its_own_statement() {
    on_both(|subject| {
        let lines = "try:\n    with op.get_bind().begin_nested():\n        op.execute('SELECT * FROM nothere')\n\
                     except sa.exc.SQLAlchemyError:\n    op.execute(\"INSERT INTO kept VALUES (8)\")";
        subject.project.write(SECOND, &plain_second(lines));
        check_succeeds(&subject.project.run("upgrade head"));
        assert_eq!(subject.rows("SELECT number FROM kept ORDER BY 1"), ["7", "8"]);
    });
}

#[test]
fn env_py_may_catch_the_failure_of_a_script() {
    on_both(|subject| {
        let caught = "try:\n                context.run_migrations()\n            except Exception as error:\n                \
                      raise SystemExit('caught ' + type(error).__name__)";
        let lines = subject.project.read(ENV);
        let (start, end) = lines.rsplit_once("context.run_migrations()").expect("env.py runs migrations online");
        subject.project.write(ENV, &format!("{start}{caught}{end}"));
        subject.project.write(SECOND, &plain_second("op.execute('SELECT * FROM nothere')"));
        subject.check_refused("upgrade head", 1, "caught ");
    });
}

#[test]
fn a_syntax_error_in_the_last_script_stops_a_run_before_its_first_step() {
    on_both(|subject| {
        let each_for_itself = "connection=connection, transaction_per_migration=True,";
        subject.project.replace(ENV, "connection=connection,", each_for_itself);
        subject.project.write(SECOND, &plain_second("def ("));
        let run = subject.check_refused("upgrade head", 1, "SyntaxError: ");
        check_frame(&subject.project, &run, SECOND, line_of(&subject.project, SECOND, "def ("));
        subject.check_works_again();
    });
}
