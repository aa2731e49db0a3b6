//! Errors in env.py and in scripts: file, line, the user's frames only, and a database as it was.

use testkit::check_fails;

use crate::subject::{
    ENV, NOTHING_APPLIED, SECOND, Subject, check_frame, check_hint, line_of, on_both, on_sqlite, second,
};

fn with_line_in_env(line: &str) -> Subject {
    let subject = on_sqlite();
    subject.project.replace(ENV, "target_metadata = None", line);
    subject
}

#[test]
fn a_syntax_error_in_env_py_is_shown_with_its_line() {
    let subject = with_line_in_env("def (");
    let run = subject.check_refused("upgrade head", 1, "SyntaxError: ");
    check_frame(&subject.project, &run, ENV, line_of(&subject.project, ENV, "def ("));
    assert!(run.stderr.contains("\n    def (\n"), "{}", run.everything());
}

#[test]
fn an_exception_in_env_py_is_shown_with_its_line() {
    let subject = with_line_in_env("target_metadata = 1 / 0");
    let run = subject.check_refused("upgrade head", 1, "ZeroDivisionError: division by zero");
    check_frame(&subject.project, &run, ENV, line_of(&subject.project, ENV, "1 / 0"));
}

#[test]
fn an_exception_in_the_projects_own_module_shows_the_way_to_it() {
    let subject = with_line_in_env("import app.models");
    subject.project.write("app/__init__.py", "");
    subject.project.write("app/models.py", "def load():\n    raise RuntimeError('boom')\n\n\nload()\n");
    let run = subject.check_refused("upgrade head", 1, "RuntimeError: boom");
    check_frame(&subject.project, &run, ENV, line_of(&subject.project, ENV, "import app.models"));
    check_frame(&subject.project, &run, "app/models.py", 5);
    check_frame(&subject.project, &run, "app/models.py", 2);
}

#[test]
fn a_module_that_is_not_there_is_named_with_file_line_and_hint() {
    let subject = with_line_in_env("from nosuchmodule import Base\ntarget_metadata = Base.metadata");
    let run = subject.check_refused("upgrade head", 1, "nosuchmodule");
    let line = line_of(&subject.project, ENV, "from nosuchmodule");
    let is_placed =
        run.stderr.contains(&format!("env.py\", line {line}")) || run.stderr.contains(&format!("env.py:{line}"));
    assert!(is_placed, "{}", run.everything());
    check_hint(&run, "nosuchmodule");
}

#[test]
fn sys_exit_ends_with_its_code_and_its_sentence() {
    let numbered = with_line_in_env("import sys; sys.exit(3)").check_refused("upgrade head", 3, "");
    assert_eq!(numbered.stderr, "");
    let worded = with_line_in_env("import sys; sys.exit('not on Fridays')").check_refused("upgrade head", 1, "");
    assert_eq!(worded.stderr, "not on Fridays\n");
    on_both(|subject| {
        subject.project.write(SECOND, &second("raise SystemExit(4)"));
        subject.check_refused("upgrade head", 4, NOTHING_APPLIED);
    });
}

#[test]
fn an_exception_in_a_script_leaves_nothing_behind() {
    on_both(|subject| {
        subject.project.write(SECOND, &second("raise ValueError('broken è')"));
        let run = subject.check_refused("upgrade head", 1, "ValueError: broken è");
        check_frame(&subject.project, &run, SECOND, line_of(&subject.project, SECOND, "raise ValueError"));
        check_fails(&run, 1, NOTHING_APPLIED);
        subject.check_works_again();
    });
}

#[test]
fn an_exception_in_a_downgrade_leaves_everything_in_place() {
    on_both(|subject| {
        subject.check_works_again();
        let text = second("").replace("def downgrade():\n", "def downgrade():\n    op.execute('DELETE FROM users')\n");
        subject.project.write(SECOND, &format!("{text}    raise ValueError('half-way')\n"));
        let run = subject.check_refused("downgrade base", 1, "ValueError: half-way");
        check_fails(&run, 1, "note: stopped in downgrade a2 -> a1, second; none of the 2 migrations was applied");
        assert_eq!(subject.versions(), ["a2"]);
    });
}

#[test]
fn a_statement_that_the_database_refuses_is_shown_and_leaves_nothing() {
    on_both(|subject| {
        subject.project.write(SECOND, &second("op.execute('SELECT * FROM nothere')"));
        let run = subject.check_refused("upgrade head", 1, "nothere");
        check_fails(&run, 1, "[SQL: SELECT * FROM nothere]");
        check_frame(&subject.project, &run, SECOND, line_of(&subject.project, SECOND, "nothere"));
        check_fails(&run, 1, NOTHING_APPLIED);
        subject.check_works_again();
    });
}

#[test]
fn a_syntax_error_in_a_script_leaves_nothing_behind() {
    on_both(|subject| {
        subject.project.write(SECOND, &second("def ("));
        let run = subject.check_refused("upgrade head", 1, "SyntaxError: ");
        check_frame(&subject.project, &run, SECOND, line_of(&subject.project, SECOND, "def ("));
        subject.check_works_again();
    });
}

#[test]
fn a_script_without_upgrade_is_named() {
    on_both(|subject| {
        subject.project.write(SECOND, &second("").replace("def upgrade", "def upgarde"));
        let run = subject.check_refused("upgrade head", 1, "has no attribute 'upgrade'");
        check_hint(&run, &format!("upgrade() in {}", subject.project.path(SECOND).display()));
    });
}

#[test]
fn endless_recursion_is_an_error_of_a_few_lines() {
    on_both(|subject| {
        subject.project.write(SECOND, &second("def again():\n    again()\nagain()"));
        let run = subject.check_refused("upgrade head", 1, "RecursionError: maximum recursion depth exceeded");
        check_fails(&run, 1, "  [Previous line repeated ");
        assert!(run.stderr.lines().count() < 30, "{}", run.everything());
    });
}
