//! `deploy`: all of the production flow, and what it says when each part fails.

use std::{fs, process::Command};

use serde_json::{Value as Json, json};
use testkit::{Program, Project, Run, Running, check_fails, check_succeeds, interrupt};

use crate::subject::Subject;

fn check_note(run: &Run, sentence: &str) {
    assert!(run.stderr.contains(sentence), "should have said {sentence:?}\n{}", run.everything());
}

fn count_of_backups(project: &Project) -> usize {
    fs::read_dir(project.path("backups")).map_or(0, Iterator::count)
}

#[test]
fn a_deploy_backs_up_upgrades_and_looks() {
    Subject::on_both(|subject| {
        let run = subject.succeeds("deploy --backup backups --smoke 'test -n \"$DATABASE_URL\" && touch smoked'");
        assert_eq!(run.stdout, "Deployed 1 revision: a1 -> a2.\n");
        check_note(&run, "is at a1; 1 revision is to be applied up to heads");
        check_note(&run, "note: deploy: rehearsed on a copy, in ");
        check_note(&run, "note: backup: backups/");
        check_note(&run, "note: deploy: the database is at a2, as planned");
        check_note(&run, "models not compared, because env.py gives none");
        assert!(!run.stderr.contains("ERROR"), "{}", run.everything());
        assert_eq!((count_of_backups(&subject.project), subject.project.path("smoked").exists()), (1, true));
        let again = subject.succeeds("deploy --backup backups");
        assert_eq!(again.stdout, "Nothing to deploy: the database is at a2.\n");
        assert_eq!(count_of_backups(&subject.project), 1);
    });
}

#[test]
fn without_a_word_about_backups_nothing_is_begun() {
    Subject::on_both(|subject| {
        let run = subject.project.run("deploy");
        check_fails(&run, 255, "deploy writes a backup first, and nobody said where to");
        assert_eq!(subject.versions(), ["a1"]);
        subject.succeeds("deploy --no-backup");
        assert_eq!(subject.versions(), ["a2"]);
    });
}

#[test]
fn all_of_it_can_stand_in_the_settings() {
    let subject = Subject::on_sqlite();
    let ini = subject.project.read("alembic.ini");
    let own = "backup = %(here)s/backups\nsmoke = touch smoked\ndeploy_without = smoke, check, rehearsal";
    subject.project.write("alembic.ini", &format!("{ini}\n[limbeck]\n{own}\n"));
    let run = subject.succeeds("deploy a2");
    assert!(!run.stderr.contains("rehearsed"), "{}", run.everything());
    assert_eq!((count_of_backups(&subject.project), subject.project.path("smoked").exists()), (1, false));
    subject.project.write("alembic.ini", &format!("{ini}\n[limbeck]\ndeploy_without = backups\n"));
    check_fails(&subject.project.run("deploy"), 255, "`deploy_without` has no part 'backups' to leave out");
}

#[test]
fn a_backup_that_fails_stops_the_deploy_before_it_begins() {
    Subject::on_both(|subject| {
        let run = subject.project.run("deploy --backup /proc/sys");
        check_fails(&run, 255, "no backup could be written, so nothing was begun: ");
        check_note(&run, "deploy stopped in backup: the database is at a1, as before");
        assert_eq!(subject.versions(), ["a1"]);
    });
}

#[test]
fn lint_tells_what_it_finds_and_its_errors_stop_the_deploy() {
    Subject::on_both(|subject| {
        subject.project.replace(
            "alembic/versions/a2_second.py",
            "def upgrade():",
            "def upgrade():\n    op.drop_column('users', 'nickname')",
        );
        let finding = "a2_second.py:10: ";
        let run = subject.project.run("deploy --backup backups --strict");
        check_fails(&run, 255, "FAILED: --strict refuses the upgrade, nothing was done: 1 finding in what would run");
        check_note(&run, "deploy stopped in lint: the database is at a1, as before");
        let ini = subject.project.read("alembic.ini");
        subject.project.write("alembic.ini", &format!("{ini}\n[limbeck]\nlint_error = drop-column\n"));
        let run = subject.project.run("deploy --backup backups");
        check_fails(&run, 255, "FAILED: lint refuses the upgrade, nothing was done: 1 finding in what would run");
        check_fails(&run, 255, finding);
        check_fails(
            &run,
            255,
            "hint: `limbeck lint` shows the lines and the ways out; `--no-lint` deploys all the same",
        );
        assert_eq!((subject.versions(), count_of_backups(&subject.project)), (vec!["a1".to_owned()], 0));
        subject.project.write("alembic.ini", &ini);
        let run = subject.succeeds("deploy --backup backups");
        check_note(&run, "note: lint: alembic/versions/a2_second.py:10: ");
        assert_eq!(subject.versions(), ["a2"]);
        subject.succeeds("downgrade a1");
        subject.execute("ALTER TABLE users ADD COLUMN nickname VARCHAR(50)");
        let run = subject.succeeds("deploy --backup backups --no-lint");
        assert!(!run.stderr.contains("note: lint: "), "{}", run.everything());
    });
}

#[test]
fn what_stays_outside_of_the_transaction_is_said_with_the_way_back() {
    Subject::on_both(|subject| {
        subject.project.replace(
            "alembic/versions/a2_second.py",
            "def upgrade():",
            "def upgrade():\n    with op.get_context().autocommit_block():\n        op.execute('CREATE TABLE early (id INTEGER)')\n    op.execute('x')",
        );
        let run = subject.project.run("deploy --backup backups --no-rehearsal");
        check_fails(&run, 1, "syntax error");
        check_note(&run, "statements outside the transaction (autocommit_block, COMMIT) stay");
        check_note(
            &run,
            "; deploy stopped in upgrade: the version table says a1, as before; the way back: the backup: ",
        );
        assert_eq!(run.stderr.matches("; the way back: ").count(), 1, "{}", run.everything());
        assert!(subject.tables().contains(&"early".to_owned()));
    });
}

#[test]
fn ctrl_c_in_the_middle_of_a_deploy_says_where_the_database_is() {
    let Some(subject) = Subject::on_postgresql() else { return };
    subject.project.replace(
        "alembic/versions/a2_second.py",
        "def upgrade():",
        "def upgrade():\n    open('begun', 'w').close()\n    op.execute('SELECT pg_sleep(600)')",
    );
    let words = "deploy --no-backup --no-lint --no-rehearsal";
    let child = subject.project.start(&[], words);
    while !subject.project.path("begun").exists() {
        std::thread::yield_now();
    }
    interrupt(&child);
    let run = subject.project.finish(child, words);
    check_fails(&run, 130, "deploy stopped in upgrade: the database is at a1, as before");
}

#[test]
fn a_migration_that_fails_says_that_all_is_as_before() {
    Subject::on_both(|subject| {
        subject.project.replace(
            "alembic/versions/a2_second.py",
            "def upgrade():",
            "def upgrade():\n    op.execute('x')",
        );
        let run = subject.project.run("deploy --backup backups");
        check_fails(&run, 255, "The upgrade of a copy failed: ");
        check_fails(&run, 255, "hint: `limbeck rehearse` shows how far it came; `--no-rehearsal` deploys all the same");
        check_note(&run, "deploy stopped in rehearsal: the database is at a1, as before");
        assert_eq!(count_of_backups(&subject.project), 0);
        let run = subject.project.run("deploy --backup backups --no-rehearsal");
        check_fails(&run, 1, "syntax error");
        check_note(&run, "the migration was not applied");
        check_note(&run, "deploy stopped in upgrade: the database is at a1, as before");
        assert_eq!(subject.versions(), ["a1"]);
    });
}

#[test]
fn a_rehearsal_that_fails_in_step_seven_of_nine_stops_the_deploy() {
    Subject::on_both(|subject| {
        for number in 3..=10 {
            let (before, sql) = (number - 1, if number == 8 { "SELECT * FROM nowhere" } else { "SELECT 1" });
            subject.project.write(
                &format!("alembic/versions/a{number}.py"),
                &format!(
                    "from alembic import op\n\nrevision = 'a{number}'\ndown_revision = 'a{before}'\n\n\n\
                     def upgrade():\n    op.execute('CREATE TABLE t{number} (a INTEGER)')\n    op.execute('{sql}')\n"
                ),
            );
        }
        let before = subject.tables();
        let run = subject.project.run("deploy --backup backups");
        check_fails(&run, 255, "The upgrade of a copy failed: ");
        check_fails(&run, 255, "nowhere");
        check_note(&run, "9 revisions are to be applied");
        check_note(&run, "deploy stopped in rehearsal: the database is at a1, as before");
        assert_eq!((subject.tables(), count_of_backups(&subject.project)), (before, 0));
    });
}

#[test]
fn without_the_right_to_create_databases_nothing_is_begun() {
    let Some(subject) = Subject::on_postgresql() else { return };
    let role = subject.connect_as("plain", "");
    subject.execute(&format!("GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}"));
    let run = subject.project.run("deploy --backup backups");
    check_fails(&run, 255, "Can't create a scratch database: permission denied to create database");
    check_fails(&run, 255, &format!("hint: ALTER ROLE {role} CREATEDB"));
    check_fails(&run, 255, "`--no-rehearsal` deploys all the same");
    check_note(&run, "deploy stopped in rehearsal: the database is at a1, as before");
    assert_eq!((subject.versions(), count_of_backups(&subject.project)), (vec!["a1".to_owned()], 0));
    subject.execute(&format!("DROP OWNED BY {role} CASCADE; DROP ROLE {role}"));
}

#[test]
fn a_smoke_test_that_fails_says_the_ways_back() {
    Subject::on_both(|subject| {
        let run = subject.project.run("deploy --backup backups --smoke 'exit 3'");
        check_fails(&run, 255, "FAILED: `exit 3` failed: exit status: 3");
        check_note(
            &run,
            "deploy stopped in smoke: the database is at a2; it was at a1; the way back: `limbeck downgrade a1`",
        );
        check_note(&run, ", or the backup: ");
        subject.succeeds("downgrade a1");
    });
}

#[test]
fn models_that_differ_stop_the_deploy_of_the_guides_project() {
    let project = example();
    let run = project.run("deploy --backup backups");
    check_succeeds(&run);
    assert!(run.stdout.contains("No new upgrade operations detected."), "{}", run.everything());
    assert!(run.stdout.ends_with(" revisions: base -> e5b6f3a90806.\n"), "{}", run.everything());
    check_succeeds(&project.run("check --drift"));
    project.sqlite("cognisync.db").execute("CREATE TABLE stranger (id INTEGER PRIMARY KEY)");
    let run = project.run("deploy --backup backups");
    check_fails(&run, 255, "New upgrade operations detected");
    check_note(&run, "deploy stopped in check: the database is at e5b6f3a90806, as before");
}

/// Lines that wait until the test removes the file `stop`, and say that they are there.
const POINT: &str = "def upgrade():\n    import os, time\n    open('reached', 'w').close()\n    while os.path.exists('stop'):\n        time.sleep(0.01)";

#[test]
fn of_two_deploys_at_once_one_does_the_work_and_writes_the_only_backup() {
    Subject::on_both(|subject| {
        let project = &subject.project;
        project.replace("alembic/versions/a2_second.py", "def upgrade():", POINT);
        project.write("stop", "");
        let words = "deploy --backup backups";
        let mut first = Running::new(project.start(&[], words), words);
        first.wait_until(|| project.path("reached").exists());
        let holder = format!("for the lock of limbeck deploy {}@", first.id());
        let second = project.start_until(words, "said", &holder);
        assert_eq!(subject.versions(), ["a1"], "the first one is still rehearsing");
        project.remove("stop");
        let (first, second) = (first.end(), second.end());
        check_succeeds(&first);
        assert_eq!(first.stdout, "Deployed 1 revision: a1 -> a2.\n");
        assert_eq!((second.exit_code, second.stdout.as_str()), (0, "Nothing to deploy: the database is at a2.\n"));
        let said = project.read("said");
        assert!(said.contains("is at a2; nothing is to be applied up to heads"), "{said}");
        assert!(!said.contains("rehearsed"), "{said}");
        assert_eq!((subject.versions(), count_of_backups(project)), (vec!["a2".to_owned()], 1));
        assert!(project.files().iter().all(|file| !file.contains("-lock")), "{:?}", project.files());
    });
}

#[test]
fn a_deploy_that_is_not_to_wait_says_who_has_the_lock() {
    let subject = Subject::on_sqlite();
    let project = &subject.project;
    project.replace("alembic/versions/a2_second.py", "def upgrade():", POINT);
    project.write("stop", "");
    let words = "deploy --no-backup";
    let mut first = Running::new(project.start(&[], words), words);
    first.wait_until(|| project.path("reached").exists());
    let run = project.run("deploy --no-backup --lock-wait 0");
    check_fails(&run, 255, &format!("FAILED: The lock is held by limbeck deploy {}@", first.id()));
    // A single run is not kept out by a deploy that rehearses.
    check_succeeds(&project.run("current"));
    project.remove("stop");
    check_succeeds(&first.end());
}

/// Each part with its outcome.
fn parts(document: &Json) -> Vec<String> {
    let parts = document["parts"].as_array().expect("it has parts").iter();
    parts.map(|part| format!("{}: {}", part["name"], part["outcome"]).replace('"', "")).collect()
}

fn part<'document>(document: &'document Json, name: &str) -> &'document Json {
    let parts = document["parts"].as_array().expect("it has parts");
    parts.iter().find(|part| part["name"] == name).expect("every part is there")
}

#[test]
fn one_document_says_how_each_part_went() {
    Subject::on_both(|subject| {
        let run = subject.succeeds("deploy --backup backups --json --smoke 'echo smoked'");
        let document: Json =
            serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}\n{}", run.everything()));
        assert_eq!(
            (&document["outcome"], &document["before"], &document["after"], &document["error"]),
            (&json!("deployed"), &json!(["a1"]), &json!(["a2"]), &Json::Null)
        );
        let names = ["rehearsal", "lint", "backup", "upgrade", "verify", "check", "smoke"];
        assert_eq!(parts(&document), names.map(|name| format!("{name}: passed")));
        assert!(document["parts"].as_array().unwrap().iter().all(|part| part["seconds"].is_f64()), "{document:#}");
        assert_eq!(part(&document, "upgrade")["details"], json!({"revisions": ["a2"], "kept": []}));
        let file = part(&document, "backup")["details"]["files"][0]["file"].as_str().unwrap_or_default().to_owned();
        assert!(subject.project.path(&file).is_file(), "{document:#}");
        assert_eq!(part(&document, "check")["details"]["reason"], "env.py gives none");
        assert!(
            run.stderr.contains("smoked") && !run.everything().contains(&password(subject)),
            "{}",
            run.everything()
        );
        let again = subject.succeeds("deploy --backup backups --json");
        let document: Json = serde_json::from_str(&again.stdout).unwrap();
        assert_eq!(document["outcome"], "nothing_to_do");
        assert_eq!(
            parts(&document),
            [
                "rehearsal: not_needed",
                "lint: not_needed",
                "backup: not_needed",
                "upgrade: not_needed",
                "verify: passed",
                "check: passed",
                "smoke: left_out",
            ]
        );
    });
}

#[test]
fn a_deploy_that_stops_prints_the_document_too() {
    Subject::on_both(|subject| {
        subject.project.replace(
            "alembic/versions/a2_second.py",
            "def upgrade():",
            "def upgrade():\n    op.execute('x')",
        );
        let run = subject.project.run("deploy --backup backups --no-rehearsal --json");
        assert_eq!(run.exit_code, 1, "{}", run.everything());
        let document: Json =
            serde_json::from_str(&run.stdout).unwrap_or_else(|error| panic!("{error}\n{}", run.everything()));
        assert_eq!((&document["outcome"], &document["after"]), (&json!("failed"), &json!(["a1"])));
        assert_eq!(
            parts(&document)[..5],
            ["rehearsal: left_out", "lint: passed", "backup: passed", "upgrade: failed", "verify: not_reached"]
        );
        let state = document["error"]["state"].as_str().unwrap_or_default();
        assert!(state.contains("deploy stopped in upgrade: the database is at a1, as before"), "{document:#}");
        assert!(document["error"]["message"].as_str().unwrap_or_default().contains("syntax error"), "{document:#}");
    });
}

/// A text that is in no output where there is no password.
fn password(subject: &Subject) -> String {
    match subject.password() {
        none if none.is_empty() => "no password".to_owned(),
        password => format!(":{password}@"),
    }
}

/// The backend of `examples/guide`, in a folder of its own.
fn example() -> Project {
    let project = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_limbeck")));
    let backend = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/guide/backend");
    let mut copy = Command::new("cp");
    copy.args(["-R", &format!("{backend}/."), "."]).current_dir(project.root());
    assert!(copy.status().is_ok_and(|status| status.success()));
    project
}

#[test]
fn a_statement_that_took_too_long_in_the_rehearsal_is_told_before_the_upgrade() {
    let Some(subject) = Subject::on_postgresql() else { return };
    let sleep = "op.execute(\"SELECT pg_sleep(0.4)\")\n    op.create_table(\"tags\"";
    subject.project.replace("alembic/versions/a2_second.py", "op.create_table(\"tags\"", sleep);
    let run = subject.project.run("deploy --no-backup --statement-timeout 100ms");
    assert_ne!(run.exit_code, 0, "{}", run.everything());
    let (before, upgrade) = run.stderr.split_once("Running upgrade").expect("the upgrade begins");
    assert!(before.contains("deploy: `SELECT pg_sleep(0.4)` of a2 took "), "{}", run.everything());
    assert!(before.contains(" in the rehearsal, statement_timeout is 100ms"), "{}", run.everything());
    assert!(upgrade.contains("statement timeout"), "{}", run.everything());
    assert_eq!(subject.versions(), ["a1"]);
    let run = subject.succeeds("deploy --no-backup --statement-timeout 0 --json");
    assert!(!run.stderr.contains("in the rehearsal"), "{}", run.everything());
    let told: Json = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(told["parts"][0]["details"]["too_slow"], json!([]));
}
