//! What the journal keeps of ordinary steps, who sees it, and how it is switched off.

use testkit::{Run, check_fails, check_succeeds};

use crate::subject::{FIRST, on_postgresql, on_sqlite};

const STEPS: &str = "SELECT revision, direction, outcome, statement, length(hash), tool <> '' FROM \
                     limbeck.limbeck_journal ORDER BY id";

fn line<'run>(run: &'run Run, text: &str) -> &'run str {
    let found = run.stdout.lines().find(|line| line.contains(text));
    found.unwrap_or_else(|| panic!("no line with {text:?}\n{}", run.everything()))
}

#[test]
fn every_step_is_a_row_in_its_own_transaction() {
    let Some((project, database)) = on_postgresql() else { return };
    for words in ["upgrade head", "downgrade base", "stamp a1", "upgrade head"] {
        check_succeeds(&project.run(words));
    }
    let expected = ["a1|upgrade|done|0|64|t", "a1|downgrade|done|0|64|t", "a1|stamp|done|0|0|t"];
    assert_eq!(database.rows(STEPS), expected);
    project.write(FIRST, &project.read(FIRST).replace("    op.drop_table('users')", "    op.drop_table('nothing')"));
    check_fails(&project.run("downgrade base"), 1, "nothing");
    assert_eq!(database.rows(STEPS), expected, "what was rolled back is not in the journal");
}

#[test]
fn history_tells_when_and_by_whom() {
    let Some((project, database)) = on_postgresql() else { return };
    check_succeeds(&project.run("upgrade head"));
    let run = project.run("history --applied");
    check_succeeds(&run);
    let told = line(&run, "applied 20");
    assert!(told.contains(" by me@") && told.contains(" s (limbeck "), "{told}");
    database.execute("DELETE FROM limbeck.limbeck_journal");
    let run = project.run("history --applied");
    check_succeeds(&run);
    assert!(!run.stdout.contains("applied"), "what the journal does not know is not told\n{}", run.everything());
}

#[test]
fn a_file_that_was_edited_after_it_was_applied_is_told() {
    let Some((project, _database)) = on_postgresql() else { return };
    project.replace("alembic/env.py", "target_metadata = None", "import sqlalchemy as sa\ntarget_metadata = sa.MetaData()\nsa.Table('users', target_metadata, sa.Column('id', sa.Integer, primary_key=True))");
    check_succeeds(&project.run("upgrade head"));
    assert!(!project.run("check").stderr.contains("edited"));
    project.write(FIRST, &format!("{}# a word more\n", project.read(FIRST)));
    let run = project.run("check");
    check_succeeds(&run);
    assert!(
        run.stderr.contains("alembic/versions/a1_first.py was edited after it was applied on 20"),
        "{}",
        run.everything()
    );
    assert!(!project.run("check --ignore-edited").stderr.contains("edited"));
    project.write("alembic.ini", &format!("{}\n[limbeck]\ncheck_edited = false\n", project.read("alembic.ini")));
    assert!(!project.run("check").stderr.contains("edited"));
}

#[test]
fn it_can_be_switched_off_and_on() {
    let Some((project, database)) = on_postgresql() else { return };
    let ini = project.read("alembic.ini");
    project.write("alembic.ini", &format!("{ini}\n[limbeck]\njournal = false\n"));
    check_succeeds(&project.run("upgrade head"));
    assert_eq!(database.rows("SELECT 1 FROM pg_namespace WHERE nspname = 'limbeck'"), Vec::<String>::new());
    project.write("alembic.ini", &format!("{ini}\n[limbeck]\njournal = maybe\n"));
    check_fails(&project.run("downgrade base"), 1, "maybe");

    let (project, database) = on_sqlite();
    check_succeeds(&project.run("upgrade head"));
    assert_eq!(database.tables(), ["alembic_version", "users"]);
    project.write("alembic.ini", &format!("{}\n[limbeck]\njournal = true\n", project.read("alembic.ini")));
    check_succeeds(&project.run("downgrade base"));
    assert_eq!(database.rows("SELECT revision, direction FROM limbeck_journal"), ["a1|downgrade"]);
}

#[test]
fn printed_sql_has_no_journal() {
    let Some((project, _database)) = on_postgresql() else { return };
    let run = project.run("upgrade head --sql");
    check_succeeds(&run);
    assert!(!run.stdout.contains("limbeck"), "{}", run.everything());
}

#[test]
fn a_role_that_may_not_make_it_goes_on_without() {
    let Some((project, database)) = on_postgresql() else { return };
    let role = format!("role_{}", database.name());
    // It may use a version table and a table of others', and make nothing.
    database.execute(&format!(
        "CREATE ROLE {role} LOGIN PASSWORD 'p'; REVOKE CREATE ON SCHEMA public FROM PUBLIC; \
         CREATE TABLE alembic_version (version_num VARCHAR(32) PRIMARY KEY); GRANT ALL ON alembic_version TO {role}"
    ));
    project.write(FIRST, "revision = 'a1'\ndown_revision = None\n\n\ndef upgrade():\n    pass\n");
    let url = format!("postgresql://{role}:p@{}", database.place());
    project.replace("alembic.ini", &database.url(""), &url);
    let run = project.run("upgrade head");
    let versions = database.versions();
    database.execute(&format!("DROP OWNED BY {role}; DROP ROLE {role}"));
    check_succeeds(&run);
    assert_eq!(versions, ["a1"]);
    assert_eq!(run.stderr.matches("note: no journal is kept").count(), 1, "{}", run.everything());
}

#[test]
fn a_role_that_may_not_read_it_checks_all_the_same() {
    let Some((project, database)) = on_postgresql() else { return };
    project.write(FIRST, "revision = 'a1'\ndown_revision = None\n\n\ndef upgrade():\n    pass\n");
    project.replace(
        "alembic/env.py",
        "target_metadata = None",
        "from sqlalchemy import MetaData\ntarget_metadata = MetaData()",
    );
    check_succeeds(&project.run("upgrade head"));
    let role = format!("reader_{}", database.name());
    database.execute(&format!(
        "CREATE ROLE {role} LOGIN PASSWORD 'p'; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}"
    ));
    project.replace("alembic.ini", &database.url(""), &format!("postgresql://{role}:p@{}", database.place()));
    let run = project.run("check");
    database.execute(&format!("DROP OWNED BY {role}; DROP ROLE {role}"));
    check_succeeds(&run);
    assert_eq!(run.stderr.matches("the role may not read `limbeck_journal`").count(), 1, "{}", run.everything());
}
