//! Where limits are said: options, settings files, and scripts for their own step.

use testkit::{check_fails, check_succeeds};

use crate::subject::{ADDS, ENV, NOTES, SECOND, Subject, version};

fn own_settings(subject: &Subject, lines: &str) {
    let ini = subject.project.read("alembic.ini");
    subject.project.write("alembic.ini", &format!("{ini}\n[limbeck]\n{lines}\n"));
}

#[test]
fn settings_files_say_them_and_options_go_first() {
    let Some(subject) = Subject::new() else { return };
    own_settings(&subject, "lock_timeout = 3s");
    subject.project.write("pyproject.toml", "[tool.limbeck]\nstatement-timeout = \"4min\"\nlock_retries = 2\n");
    check_succeeds(&subject.project.run("upgrade --lock-timeout 5s a2"));
    check_succeeds(&subject.project.run("upgrade a3"));
    subject.check_at("a3", &["5s 4min", "3s 4min"]);
}

#[test]
fn deploy_has_them_too() {
    let Some(subject) = Subject::new() else { return };
    let words = "deploy --no-backup --no-rehearsal --no-lint --no-check --lock-timeout 5s --statement-timeout 0";
    check_succeeds(&subject.project.run(words));
    subject.check_at("a3", &["5s 0", "5s 0"]);
}

#[test]
fn what_cannot_be_read_is_one_error_with_examples() {
    let Some(subject) = Subject::new() else { return };
    let run = subject.project.run("upgrade --lock-timeout soon head");
    check_fails(&run, 2, "write a time such as 30, 500ms, 5min or 1h");
    let run = subject.project.run("upgrade --lock-timeout 9999h head");
    check_fails(&run, 255, "lock_timeout is longer than PostgreSQL counts");
    own_settings(&subject, "statement_timeout = soon");
    let run = subject.project.run("upgrade head");
    check_fails(&run, 1, "'statement_timeout' in `[limbeck]` must be a length of time such as `250ms`");
    subject.check_untouched();
}

const SETS: &str =
    "settings = op.get_context().settings\nsettings.lock_timeout = '2s'\nsettings.statement_timeout = 90\n";

#[test]
fn a_script_says_them_for_its_own_step() {
    for (words, first, last) in
        [("", "2s 90s", "0 0"), ("--lock-timeout 5s --statement-timeout 4min", "2s 90s", "5s 4min")]
    {
        for each in [false, true] {
            let Some(subject) = Subject::new() else { return };
            if each {
                subject.has_a_transaction_for_each();
            }
            subject.project.write(SECOND, &version("a2", Some("a1"), &format!("{SETS}{NOTES}")));
            check_succeeds(&subject.project.run(&format!("upgrade {words} head")));
            subject.check_at("a3", &[first, last]);
        }
    }
}

#[test]
fn what_env_py_has_set_for_the_session_comes_back_after_the_step() {
    let Some(subject) = Subject::new() else { return };
    subject.project.replace(
        ENV,
        "        context.configure(",
        "        from sqlalchemy import text\n        connection.execute(text(\"SET lock_timeout = '4s'\"))\n        \
         connection.commit()\n        context.configure(",
    );
    subject.project.write(SECOND, &version("a2", Some("a1"), &format!("{SETS}{NOTES}")));
    check_succeeds(&subject.project.run("upgrade head"));
    subject.check_at("a3", &["2s 90s", "4s 0"]);
}

#[test]
fn a_savepoint_that_is_rolled_back_takes_no_limit_along() {
    let Some(subject) = Subject::new() else { return };
    let lines = format!(
        "nested = op.get_bind().begin_nested()\nop.get_context().settings.lock_timeout = '2s'\nnested.rollback()\n{NOTES}"
    );
    subject.project.write(SECOND, &version("a2", Some("a1"), &lines));
    check_succeeds(&subject.project.run("upgrade head"));
    subject.check_at("a3", &["2s 0", "0 0"]);
}

#[test]
fn a_wrong_name_or_value_is_an_error_in_its_line() {
    for (line, sentence) in [
        ("op.get_context().settings.lock_timout = '2s'", "ValueError: settings has no 'lock_timout'"),
        ("op.get_context().settings.lock_timeout = 'soon'", "hint: write settings.lock_timeout = \"5s\""),
        ("op.get_context().settings.lock_retries = -1", "settings.lock_retries is -1, and not a whole number"),
    ] {
        let Some(subject) = Subject::new() else { return };
        subject.project.write(SECOND, &version("a2", Some("a1"), line));
        let run = subject.project.run("upgrade head");
        check_fails(&run, 1, sentence);
        check_fails(&run, 1, "alembic/versions/a2.py\", line 10, in upgrade");
        subject.check_untouched();
    }
}

#[test]
fn a_script_asks_for_retries_of_its_own_step() {
    for each in [false, true] {
        let Some(subject) = Subject::new() else { return };
        if each {
            subject.has_a_transaction_for_each();
        }
        let lines = format!("{SETS}settings.lock_timeout = '60ms'\nsettings.lock_retries = 50\n{NOTES}\n{ADDS}");
        subject.project.write(SECOND, &version("a2", Some("a1"), &lines));
        let mut session = subject.locked("LOCK TABLE users");
        let running = subject.start_until("upgrade head", "retry 1 of 50");
        session.batch_execute("COMMIT").expect("it is alive");
        assert_eq!(running.end().exit_code, 0, "{}", subject.said());
        subject.check_at("a3", &["60ms 90s", "0 0"]);
    }
}

#[test]
fn retries_that_come_too_late_are_named() {
    let Some(subject) = Subject::new() else { return };
    let lines = format!("{NOTES}\n{SETS}settings.lock_timeout = '60ms'\nsettings.lock_retries = 50\n{ADDS}");
    subject.project.write(SECOND, &version("a2", Some("a1"), &lines));
    let _session = subject.locked("LOCK TABLE users");
    let run = subject.project.run("upgrade head");
    check_fails(&run, 1, "the step is not tried again: it set lock_retries behind its first statement");
    subject.check_untouched();
}

#[test]
fn plan_dry_run_and_rehearsal_bear_a_script_that_says_them() {
    let Some(subject) = Subject::new() else { return };
    subject.project.write(SECOND, &version("a2", Some("a1"), &format!("{SETS}{ADDS}")));
    own_settings(&subject, "lock_timeout = 3s\nlock_retries = 3");
    for words in ["plan", "upgrade --dry-run head", "rehearse --up-only", "lint a2"] {
        check_succeeds(&subject.project.run(words));
    }
    subject.check_untouched();
}
