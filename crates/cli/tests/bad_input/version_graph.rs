//! Version files that do not fit together, or not to the database; and very many of them.

use std::fmt::Write as _;

use testkit::{check_fails, check_succeeds};

use crate::subject::{FIRST, SECOND, check_hint, check_presentable, on_both, on_sqlite};

#[test]
fn two_files_with_one_id_are_warned_about_and_not_run() {
    on_both(|subject| {
        subject.project.write("alembic/versions/copy.py", &subject.project.read(SECOND));
        let run = subject.check_refused("upgrade head", 255, "FAILED: Multiple head revisions are present");
        check_fails(&run, 255, "UserWarning: Revision a2 is present more than once");
        check_hint(&run, "a2");
    });
}

#[test]
fn a_missing_parent_is_named_by_every_command() {
    on_both(|subject| {
        subject.project.replace(SECOND, "'a1'", "'zz'");
        for words in ["upgrade head", "current", "history", "heads", "stamp head", "revision -m x"] {
            let run = subject.check_refused(words, 1, "KeyError: 'zz'");
            check_hint(&run, "Revision a2 has the down_revision 'zz', which no script has");
        }
    });
}

#[test]
fn cycles_are_named_by_every_command() {
    on_both(|subject| {
        subject.project.replace(FIRST, "down_revision = None", "down_revision = 'a2'");
        for words in ["upgrade head", "history", "stamp head"] {
            let run = subject.check_refused(words, 255, "FAILED: Cycle is detected in revisions (a1, a2)");
            check_hint(&run, "down_revision");
        }
        subject.project.replace(SECOND, "down_revision = 'a1'", "down_revision = 'a2'");
        subject.project.replace(FIRST, "down_revision = 'a2'", "down_revision = None");
        subject.check_refused("upgrade head", 255, "FAILED: Self-loop is detected in revisions (a2)");
    });
    let subject = on_sqlite();
    subject.project.replace(FIRST, "down_revision = None", "down_revision = None\ndepends_on = 'a2'");
    subject.check_refused("upgrade head", 255, "FAILED: Dependency cycle is detected in revisions (a1, a2)");
}

#[test]
fn a_revision_that_only_the_database_knows_is_told_so() {
    on_both(|subject| {
        subject.execute(
            "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY); \
             INSERT INTO alembic_version VALUES ('ghost')",
        );
        for words in ["upgrade head", "downgrade base", "current", "stamp head"] {
            let run = subject.check_refused(words, 255, "FAILED: Can't locate revision identified by 'ghost'");
            check_hint(&run, "the database is at ghost");
            check_hint(&run, "stamp --purge");
        }
        let run = subject.check_refused("upgrade nosuch", 255, "FAILED: Can't locate revision identified by");
        check_presentable(&subject.project, &run);
    });
}

#[test]
fn a_revision_of_another_branch_is_found_by_git() {
    on_both(|subject| {
        let project = &subject.project;
        let git = |words: &str| {
            let line = format!("git -c user.name=t -c user.email=t@t -c commit.gpgsign=false {words}");
            let done = std::process::Command::new("sh").args(["-c", &line]).current_dir(project.root()).output();
            let done = done.expect("a shell is there");
            assert!(done.status.success(), "git {words}: {}", String::from_utf8_lossy(&done.stderr));
        };
        git("init -q -b trunk && git add -A && git -c user.name=t -c user.email=t@t commit -q -m first");
        git("checkout -q -b feature");
        let file = "alembic/versions/a3_third.py";
        let empty = "def upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n";
        project.write(file, &format!("revision = 'a3third'\ndown_revision = 'a2'\n\n\n{empty}"));
        git("add -A && git -c user.name=t -c user.email=t@t commit -q -m third");
        check_succeeds(&project.run("upgrade head"));
        git("checkout -q trunk");
        let run = subject.check_refused("upgrade head", 255, "FAILED: Can't locate revision identified by 'a3third'");
        check_hint(&run, &format!("git has it as {file} on branch feature"));
        check_hint(&run, "`git merge feature` brings it here");
        check_hint(&run, "stamp --purge");
    });
}

#[test]
fn two_heads_are_named_and_nothing_runs() {
    on_both(|subject| {
        let text = subject.project.read(SECOND).replace("revision = 'a2'", "revision = 'b2'");
        subject.project.write("alembic/versions/b2.py", &text);
        let run = subject.check_refused("upgrade head", 255, "FAILED: Multiple head revisions are present");
        check_hint(&run, "the heads are a2, b2");
        let run = subject.check_refused("revision -m x", 255, "FAILED: Multiple heads are present");
        check_hint(&run, "the heads are a2, b2");
    });
}

#[test]
fn a_file_without_a_revision_is_named() {
    let subject = on_sqlite();
    subject.project.write("alembic/versions/notes.py", "text = 'no revision here'\n");
    let run =
        subject.check_refused("upgrade head", 255, "FAILED: Could not determine revision id from filename notes.py");
    check_presentable(&subject.project, &run);
}

#[test]
fn five_thousand_revisions_are_listed_and_run() {
    let subject = on_sqlite();
    let mut parent = "a2".to_owned();
    for number in 0..5000 {
        let id = format!("r{number:05}");
        subject.project.write(
            &format!("alembic/versions/{id}.py"),
            &format!(
                "\"\"\"step {number}\"\"\"\nfrom alembic import op\nrevision = '{id}'\ndown_revision = '{parent}'\n\n\n\
                 def upgrade():\n    op.execute('INSERT INTO kept VALUES ({number})')\n\n\n\
                 def downgrade():\n    op.execute('DELETE FROM kept WHERE number = {number}')\n"
            ),
        );
        parent = id;
    }
    let history = subject.project.run("history");
    check_succeeds(&history);
    let mut expected = "r04998 -> r04999 (head), step 4999\n".to_owned();
    for number in (1..4999).rev() {
        writeln!(expected, "r{:05} -> r{number:05}, step {number}", number - 1).unwrap();
    }
    expected.push_str("a2 -> r00000, step 0\na1 -> a2, second\n<base> -> a1, first\n");
    assert_eq!(history.stdout, expected);
    check_succeeds(&subject.project.run("upgrade head"));
    assert_eq!(subject.versions(), ["r04999"]);
    assert_eq!(subject.rows("SELECT count(*) FROM kept"), ["5001"]);
    let nothing_to_do = subject.project.run("upgrade head");
    check_succeeds(&nothing_to_do);
    assert!(!nothing_to_do.stderr.contains("Running"));
}
