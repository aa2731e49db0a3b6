//! `rebase REV ONTO`: the file says the other parent, nothing else changes, and what is applied is not touched.

use std::{fs, os::unix::fs::PermissionsExt as _};

use testkit::check_fails;

use crate::subject::{Subject, file_of};

/// Two people, each with a revision behind `a1`; theirs is applied.
fn monday() -> Subject {
    let subject = Subject::on_sqlite();
    two_heads(&subject);
    subject
}

fn two_heads(subject: &Subject) {
    subject.table("theirs", "a1", "posts");
    subject.table("mine", "a1", "tags");
    subject.succeeds("upgrade theirs");
}

#[track_caller]
fn check_refused(subject: &Subject, words: &str, sentence: &str, hint: &str) {
    let before = subject.project.read(&file_of("mine"));
    let run = subject.project.run(words);
    check_fails(&run, 255, sentence);
    assert!(run.stderr.contains(hint), "{}", run.everything());
    assert_eq!(subject.project.read(&file_of("mine")), before);
}

#[test]
fn mine_comes_behind_theirs_and_one_head_is_left() {
    Subject::on_both(|subject| {
        two_heads(subject);
        let (project, file) = (&subject.project, file_of("mine"));
        let before = project.read(&file);
        fs::set_permissions(project.path(&file), fs::Permissions::from_mode(0o640)).unwrap();
        let run = subject.succeeds("rebase mine head");
        assert_eq!(
            run.stdout,
            format!("mine now follows theirs; before, it followed a1 ({file}).\n"),
            "{}",
            run.everything()
        );
        assert_eq!(run.stderr, "note: one head is left: `limbeck upgrade head` is next\n");
        let wanted = before
            .replace("Revises: a1", "Revises: theirs")
            .replace("Union[str, None] = \"a1\"", "Union[str, None] = \"theirs\"");
        assert_eq!(project.read(&file), wanted);
        assert_eq!(fs::metadata(project.path(&file)).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(subject.heads(), ["mine"]);
        subject.succeeds("upgrade head");
        assert_eq!(subject.database.versions(), ["mine"]);
        assert_eq!(subject.database.tables(), ["alembic_version", "posts", "tags", "users"]);
    });
}

#[test]
fn it_is_done_once() {
    let subject = monday();
    subject.succeeds("rebase mine thei");
    let run = subject.succeeds("rebase mine theirs");
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("mine follows theirs already; nothing to do.\n", ""));
}

#[test]
fn a_revision_becomes_a_base_and_is_put_back() {
    let subject = monday();
    let before = subject.project.read(&file_of("mine"));
    let run = subject.succeeds("rebase mine base");
    assert!(run.stdout.starts_with("mine now is a base; before, it followed a1 ("), "{}", run.everything());
    assert!(run.stderr.contains("note: there are 2 heads: mine, theirs; "), "{}", run.everything());
    assert!(subject.project.read(&file_of("mine")).contains("Union[str, None] = None"));
    subject.succeeds("rebase mine a1");
    assert_eq!(subject.project.read(&file_of("mine")), before);
}

#[test]
fn a_branch_is_named_by_its_label_and_keeps_it() {
    let subject = monday();
    let file = file_of("theirs");
    subject.project.replace(&file, "branch_labels = None", "branch_labels = ('shop',)");
    subject.project.replace(&file_of("mine"), "branch_labels = None", "branch_labels = ['mail']");
    subject.succeeds("rebase mail@head shop@head");
    assert!(subject.project.read(&file_of("mine")).contains("branch_labels = ['mail']"));
    assert_eq!(subject.heads(), ["mine"]);
}

#[test]
fn what_is_applied_stays_where_it_is() {
    Subject::on_both(|subject| {
        two_heads(subject);
        subject.succeeds("upgrade heads");
        check_refused(
            subject,
            "rebase mine theirs",
            "FAILED: mine is applied already, to ",
            "hint: `limbeck merge heads`",
        );
        subject.succeeds("downgrade a1");
        subject.succeeds("rebase mine theirs");
    });
}

#[test]
fn a_database_that_cannot_be_asked_is_not_taken_for_an_empty_one() {
    let subject = monday();
    subject.project.replace("alembic.ini", "sqlite:///%(here)s/app.db", "postgresql://u:s3cret-4711@127.0.0.1:9/none");
    let before = subject.project.read(&file_of("mine"));
    let run = subject.project.run("rebase mine theirs");
    assert_eq!(run.exit_code, 1, "{}", run.everything());
    for said in ["where no database has mine, `rebase --offline` does not ask", "its file was not changed"] {
        assert!(run.stderr.contains(said), "{}", run.everything());
    }
    assert!(!run.everything().contains("s3cret-4711"), "{}", run.everything());
    assert_eq!(subject.project.read(&file_of("mine")), before);
    let run = subject.succeeds("rebase mine theirs --offline");
    assert!(run.stderr.contains("note: no database was asked; one that has mine already would never get theirs"));
    assert_eq!(subject.heads(), ["mine"]);
}

#[test]
fn only_the_newest_revision_of_a_branch_is_moved() {
    let subject = monday();
    subject.table("later", "mine", "likes");
    subject.table("other", "theirs", "marks");
    subject.project.replace(&file_of("other"), "depends_on = None", "depends_on = 'mine'");
    check_refused(
        &subject,
        "rebase mine theirs",
        "FAILED: mine is not the newest revision of its branch: later follows it, and other depends on it",
        "hint: only a revision that nothing follows can be moved",
    );
}

#[test]
fn what_cannot_be_followed_is_told() {
    let subject = monday();
    check_refused(&subject, "rebase mine mine", "FAILED: mine cannot follow itself", "");
    check_refused(&subject, "rebase mine shop@head", "FAILED: Can't locate revision identified by 'shop'", "");
    check_refused(&subject, "rebase mine nowhere", "FAILED: Can't locate revision identified by 'nowhere'", "");
    check_refused(&subject, "rebase base theirs", "FAILED: 'base' is no revision that could be moved", "");
    subject.succeeds("merge heads -m both --rev-id merged");
    check_refused(&subject, "rebase merged a1", "several parents: ", "hint: delete this merge");
}

#[test]
fn files_that_are_written_otherwise_keep_their_bytes_or_are_refused() {
    let subject = monday();
    let file = file_of("mine");
    let windows = |text: String| text.replace('\n', "\r\n");
    let before = windows(subject.project.read(&file)) + "# caf\u{e9}\r\n";
    subject.project.write(&file, &before);
    subject.succeeds("rebase mine theirs");
    let wanted = before.replace("Revises: a1", "Revises: theirs").replace("None] = \"a1\"", "None] = \"theirs\"");
    assert_eq!(subject.project.read(&file), wanted);
    subject.project.write(&file, &format!("# coding: latin-1\n{}", wanted.replace("caf\u{e9}", "cafe")));
    check_refused(
        &subject,
        "rebase mine a1",
        "mine_step.py is written in latin-1 (line 1)",
        "hint: save the file as UTF-8",
    );
}

#[test]
fn under_the_name_of_alembic_there_is_no_such_command() {
    let subject = monday();
    let run = subject.succeeds("--help");
    assert!(run.stdout.lines().any(|line| line.trim_start().starts_with("rebase ")), "{}", run.everything());
}
