//! Statements outside a transaction: tried again alone, where a second time can do no harm; and behind a pooler.

use testkit::{check_fails, check_succeeds, postgresql};

use crate::subject::{ADDS, NOTES, SECOND, Subject, THIRD, version};

const WORDS: &str = "upgrade --lock-timeout 60ms --lock-retries 50 head";

fn second(subject: &Subject, lines: &str) {
    let lines: String = lines.lines().map(|line| format!("    {line}\n")).collect();
    let lines = format!("with op.get_context().autocommit_block():\n{lines}");
    subject.project.write(SECOND, &version("a2", Some("a1"), &lines));
}

#[test]
fn a_statement_that_an_error_undoes_is_tried_again_alone() {
    for journal in ["", "\n[limbeck]\njournal = false\n"] {
        let Some(subject) = Subject::new() else { return };
        let ini = subject.project.read("alembic.ini");
        subject.project.write("alembic.ini", &format!("{ini}{journal}"));
        second(&subject, &format!("{NOTES}\nop.execute('ALTER TABLE users ADD COLUMN name text')"));
        let mut session = subject.locked("LOCK TABLE users");
        let running = subject.start_until(WORDS, "retry 1 of 50");
        session.batch_execute("COMMIT").expect("it is alive");
        assert_eq!(running.end().exit_code, 0, "{}", subject.said());
        subject.check_at("a3", &["60ms 0", "60ms 0"]);
    }
}

#[test]
fn one_of_which_nobody_knows_what_a_second_time_does_is_not() {
    let Some(subject) = Subject::new() else { return };
    second(&subject, "op.execute('DO $$BEGIN LOCK TABLE users NOWAIT; END$$')");
    let _session = subject.locked("LOCK TABLE users");
    let run = subject.project.run(WORDS);
    check_fails(&run, 1, "it stands outside a transaction, and what a second time would do is not known");
    assert!(!run.stderr.contains("retry"), "{}", run.stderr);
    assert_eq!(subject.database.versions(), ["a1"]);
}

#[test]
fn an_invalid_index_is_cleared_away_and_built_again() {
    let Some(subject) = Subject::new() else { return };
    let index = "op.create_index('ix_users_id', 'users', ['id'], postgresql_concurrently=True)";
    second(&subject, &format!("op.execute(\"SET lock_timeout = '60ms'\")\n{index}"));
    // CONCURRENTLY waits for it once the index is there.
    let mut session = subject.locked("INSERT INTO users VALUES (1)");
    let running = subject.start_until("upgrade --lock-retries 50 head", "retry 1 of 50");
    session.batch_execute("COMMIT").expect("it is alive");
    assert_eq!(running.end().exit_code, 0, "{}", subject.said());
    let indexes = "SELECT indexrelid::regclass, indisvalid FROM pg_index WHERE indrelid = 'users'::regclass ORDER BY 1";
    assert_eq!(subject.database.rows(indexes), ["users_pkey|t", "ix_users_id|t"]);
    assert_eq!(subject.database.versions(), ["a3"]);
}

#[test]
fn a_step_that_is_resumed_does_nothing_twice_for_the_sake_of_a_retry() {
    let Some(subject) = Subject::new() else { return };
    let block = format!(
        "with op.get_context().autocommit_block():\n    {NOTES}\n    op.execute('SELECT 1 / (SELECT count(*) FROM users)')"
    );
    subject.project.write(SECOND, &version("a2", Some("a1"), &format!("{block}\n{ADDS}")));
    check_fails(&subject.project.run(WORDS), 1, "division by zero");
    subject.check_at("a1", &["60ms 0"]);
    subject.database.execute("INSERT INTO users VALUES (1)");
    let session = subject.locked("LOCK TABLE users IN ACCESS SHARE MODE");
    let run = subject.project.run(&WORDS.replace("head", "--resume head"));
    check_fails(&run, 1, "the step is not tried again: it");
    subject.check_at("a1", &["60ms 0"]);
    drop(session);
    check_succeeds(&subject.project.run(&WORDS.replace("head", "--resume head")));
    subject.check_at("a3", &["60ms 0", "60ms 0"]);
}

#[test]
fn nothing_is_left_to_the_next_client_of_a_pooler() {
    let Some(database) = postgresql() else { return };
    let url = database.pooled_url();
    let subject = Subject::at(database, &url);
    second(
        &subject,
        &format!("{NOTES}\nop.execute('VACUUM users')\nop.execute('ALTER TABLE users ADD COLUMN name text')"),
    );
    check_succeeds(&subject.project.run("upgrade --lock-timeout 7s --statement-timeout 8min a2"));
    second_client(&subject);
    subject.check_at("a3", &["7s 8min", "0 0", "0 0"]);
}

/// Whatever session of the server it is given.
fn second_client(subject: &Subject) {
    let lines = format!("{NOTES}\nwith op.get_context().autocommit_block():\n    {NOTES}");
    subject.project.write(THIRD, &version("a3", Some("a2"), &lines));
    check_succeeds(&subject.project.run("upgrade head"));
}
