//! What plain scripts ask for is kept between runs: an `upgrade` from empty takes it from there, unless something that it
//! depends on has changed.

use std::{fs, path::PathBuf};

use sha2::{Digest, Sha256};
use testkit::{Program, Project, check_fails, check_succeeds};

const ENV: &str = "alembic/env.py";

/// A chain of scripts that add a column each.
const SCRIPTS: usize = 20;

fn script(number: usize, body: &str) -> String {
    let down = if number == 0 { "None".to_owned() } else { format!("'r{:02}'", number - 1) };
    format!(
        "\"\"\"step {number}\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n\nrevision = 'r{number:02}'\n\
         down_revision = {down}\n\n\ndef upgrade():\n    {body}\n\n\ndef downgrade():\n    pass\n"
    )
}

fn file(number: usize) -> String {
    format!("alembic/versions/r{number:02}_step.py")
}

fn column(number: usize) -> String {
    format!("op.add_column('users', sa.Column('c{number:02}', sa.String(9)))")
}

fn project() -> Project {
    let project =
        Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic"))).with_variable("LIMBECK_CACHE_DIR", "cache");
    check_succeeds(&project.run("init alembic"));
    project.replace("alembic.ini", "driver://user:pass@localhost/dbname", "sqlite:///%(here)s/app.db");
    project.write(&file(0), &script(0, "op.create_table('users', sa.Column('id', sa.Integer))"));
    for number in 1..SCRIPTS {
        project.write(&file(number), &script(number, &column(number)));
    }
    project
}

/// One in which no rule finds anything.
fn project_with_key() -> Project {
    let project = project();
    project.replace(&file(0), "sa.Integer", "sa.Integer, primary_key=True");
    project
}

/// The table's definition after an `upgrade head` from empty.
#[track_caller]
fn users_from_empty(project: &Project) -> String {
    if project.path("app.db").exists() {
        project.remove("app.db");
    }
    check_succeeds(&project.run("upgrade head"));
    let database = project.sqlite("app.db");
    assert_eq!(database.versions(), ["r19"]);
    database.rows("SELECT sql FROM sqlite_master WHERE name = 'users'").concat()
}

/// The files in which anything is kept of the script that adds this column.
fn kept(project: &Project, number: usize) -> Vec<PathBuf> {
    let speaks_of = |path: &PathBuf| {
        let bytes = fs::read(path).expect("the entry can be read");
        String::from_utf8_lossy(&bytes).contains(&format!("\"c{number:02}\""))
    };
    let Ok(entries) = fs::read_dir(project.path("cache")) else { return Vec::new() };
    let paths = entries.map(|entry| entry.expect("the cache can be listed").path());
    paths.filter(|path| path.is_file()).filter(speaks_of).collect()
}

/// What is kept of the length of the sixth column.
#[track_caller]
fn words_of_six(project: &Project) -> String {
    let [file] = &kept(project, 6)[..] else { panic!("one file holds all") };
    let text = String::from_utf8_lossy(&fs::read(file).expect("the entry can be read")).into_owned();
    let line = text.lines().find(|line| line.contains("\"c06\"")).expect("the script is there").to_owned();
    let length = line.find("\"length\"").expect("the type has a length");
    line[length..].chars().take(12).collect()
}

/// Changes what is kept, under its new checksum.
#[track_caller]
fn rewrite(project: &Project, change: impl FnOnce(String) -> String) {
    let [file] = &kept(project, 5)[..] else { panic!("one file holds all") };
    let text = String::from_utf8(fs::read(file).expect("the entry can be read")[32..].to_vec()).expect("it is text");
    let changed = change(text);
    let mut bytes = Sha256::digest(changed.as_bytes()).to_vec();
    bytes.extend_from_slice(changed.as_bytes());
    fs::write(file, bytes).expect("the entry can be written");
}

#[test]
fn a_second_run_from_empty_takes_what_the_first_has_kept() {
    let project = project();
    let first = users_from_empty(&project);
    assert_eq!(users_from_empty(&project), first);
    // Whatever is kept is what is carried out.
    rewrite(&project, |text| text.replace("\"c05\"", "\"other\""));
    assert_eq!(users_from_empty(&project), first.replace("c05", "other"));
}

#[test]
fn what_was_kept_is_taken_behind_a_script_that_runs_in_its_turn() {
    let project = project();
    let body = "op.get_bind().execute(sa.text('ALTER TABLE users ADD COLUMN c03 INTEGER'))";
    project.write(&file(3), &script(3, body));
    let first = users_from_empty(&project);
    assert_eq!(users_from_empty(&project), first);
    rewrite(&project, |text| text.replace("\"c05\"", "\"other\"").replace("\"c19\"", "\"last\""));
    assert_eq!(users_from_empty(&project), first.replace("c05", "other").replace("c19", "last"));
}

/// Removes everything else that is kept: transcripts of whole runs know what plain scripts ask for, too.
#[track_caller]
fn forget_transcripts(project: &Project) {
    let [file] = &kept(project, 5)[..] else { panic!("one file holds all") };
    for entry in fs::read_dir(project.path("cache")).expect("the cache can be listed") {
        let other = entry.expect("the cache can be listed").path();
        if other != *file {
            fs::remove_file(other).expect("the entry can be removed");
        }
    }
}

#[test]
fn a_damaged_entry_is_read_anew() {
    let project = project();
    let first = users_from_empty(&project);
    forget_transcripts(&project);
    let [file] = &kept(&project, 5)[..] else { panic!("one file holds all") };
    fs::write(file, "nonsense").expect("the entry can be written");
    assert_eq!(users_from_empty(&project), first);
    forget_transcripts(&project);
    rewrite(&project, |text| text.replace("\"request\"", "\"nonsense\""));
    assert_eq!(users_from_empty(&project), first);
    forget_transcripts(&project);
    rewrite(&project, |text| text[..text.len() / 2].to_owned());
    assert_eq!(users_from_empty(&project), first);
}

#[test]
fn new_scripts_join_those_that_are_kept() {
    let project = project();
    let first = users_from_empty(&project);
    for number in SCRIPTS..SCRIPTS + 3 {
        project.write(&file(number), &script(number, &column(number)));
    }
    for _ in 0..2 {
        project.remove("app.db");
        check_succeeds(&project.run("upgrade head"));
    }
    rewrite(&project, |text| text.replace("\"c21\"", "\"other\"").replace("\"c03\"", "\"early\""));
    project.remove("app.db");
    check_succeeds(&project.run("upgrade head"));
    let users = project.sqlite("app.db").rows("SELECT sql FROM sqlite_master WHERE name = 'users'").concat();
    assert!(users.contains("other") && users.contains("early") && users.contains("c22"), "{users} after {first}");
}

#[test]
fn a_changed_script_is_read_anew() {
    let project = project();
    users_from_empty(&project);
    project.replace(&file(5), "sa.String(9)", "sa.Integer()");
    assert!(users_from_empty(&project).contains("c05 INTEGER"));
}

#[test]
fn an_env_py_that_replaces_a_type_is_heeded_and_its_run_keeps_nothing() {
    let project = project();
    let first = users_from_empty(&project);
    project.replace(
        ENV,
        "target_metadata = None",
        "import sqlalchemy\nsqlalchemy.String = lambda length: sqlalchemy.Integer()\ntarget_metadata = None",
    );
    project.replace(&file(6), "String(9)", "String(7)");
    let second = users_from_empty(&project);
    assert!(!words_of_six(&project).contains("7"), "what is there is from the run before");
    project.replace(ENV, "sqlalchemy.String = lambda length: sqlalchemy.Integer()\n", "");
    assert_eq!(users_from_empty(&project), first.replace("c06 VARCHAR(9)", "c06 VARCHAR(7)"));
    assert_eq!(second, first.replace("VARCHAR(9)", "INTEGER"));
    assert!(words_of_six(&project).contains("7"));
}

#[test]
fn a_script_that_replaces_a_type_is_heeded_by_the_ones_behind_it() {
    let project = project();
    users_from_empty(&project);
    project.write(&file(10), &script(10, "sa.String = lambda length: sa.Integer()"));
    let second = users_from_empty(&project);
    assert!(second.contains("c09 VARCHAR(9)") && second.contains("c11 INTEGER"), "{second}");
    assert_eq!(users_from_empty(&project), second);
    project.write(&file(10), &script(10, &column(10)));
    assert!(users_from_empty(&project).contains("c11 VARCHAR(9)"));
}

#[test]
fn what_is_not_the_same_at_each_run_is_never_kept() {
    let project = project();
    project.replace(&file(5), "def upgrade():\n", "def upgrade():\n    op.get_context()\n");
    project.replace(&file(6), "def upgrade():\n", "def upgrade():\n    import datetime\n    datetime.datetime.now()\n");
    users_from_empty(&project);
    assert_eq!([5, 6, 7].map(|number| kept(&project, number).len()), [0, 0, 1]);
}

#[test]
fn an_error_rises_from_the_line_of_a_script_that_was_not_read() {
    let project = project();
    users_from_empty(&project);
    project.remove("app.db");
    project.sqlite("app.db").execute("CREATE TABLE users (id INTEGER, c07 TEXT)");
    project.replace(&file(0), "op.create_table('users', sa.Column('id', sa.Integer))", "pass");
    let failed = project.run("upgrade head");
    check_fails(&failed, 1, "duplicate column name: c07");
    assert!(failed.everything().contains("r07_step.py\", line 10, in upgrade"), "{}", failed.everything());
    assert_eq!(project.sqlite("app.db").tables(), ["users"]);
}

#[test]
fn printed_sql_and_the_way_down_have_entries_of_their_own() {
    let project = project();
    users_from_empty(&project);
    let first = project.run("upgrade head --sql");
    check_succeeds(&first);
    assert_eq!(first.stdout, project.run("upgrade head --sql").stdout);
    assert_eq!(kept(&project, 5).len(), 2);
    check_succeeds(&project.run("downgrade base"));
    let tables = project.sqlite("app.db").rows("SELECT sql FROM sqlite_master WHERE name = 'users'").concat();
    assert!(tables.contains("c05"), "the way down of these scripts does nothing: {tables}");
}

#[test]
fn a_strict_upgrade_carries_out_what_it_has_judged() {
    let project = project_with_key();
    // One that can only be run, among those that are read.
    project.write(&file(10), &script(10, "op.get_bind().execute(sa.text('ALTER TABLE users ADD COLUMN c10 TEXT'))"));
    let first = users_from_empty(&project);
    fs::remove_dir_all(project.path("cache")).expect("the cache can be removed");
    for _ in 0..2 {
        project.remove("app.db");
        check_succeeds(&project.run("upgrade --strict head"));
        let users = project.sqlite("app.db").rows("SELECT sql FROM sqlite_master WHERE name = 'users'").concat();
        assert_eq!(users, first);
    }
    rewrite(&project, |text| text.replace("\"c05\"", "\"other\""));
    project.remove("app.db");
    check_succeeds(&project.run("upgrade --strict head"));
    let users = project.sqlite("app.db").rows("SELECT sql FROM sqlite_master WHERE name = 'users'").concat();
    assert_eq!(users, first.replace("c05", "other"));
}

#[test]
fn a_strict_upgrade_judges_what_is_kept_as_what_is_read() {
    let project = project_with_key();
    project.write(&file(19), &script(19, "op.drop_table('old')"));
    project.sqlite("app.db").execute("CREATE TABLE old (id INTEGER)");
    let refused = || {
        let run = project.run("upgrade --strict head");
        check_fails(&run, 255, "--strict refuses the upgrade, nothing was done: 1 finding in what would run");
        assert_eq!(project.sqlite("app.db").tables(), ["old"]);
        run.everything()
    };
    let first = refused();
    assert!(first.contains("r19_step.py:10: ") && first.contains("[drop-table]"), "{first}");
    assert_eq!(refused(), first);
    rewrite(&project, |text| text.replace("\"old\"", "\"gone\""));
    assert_eq!(refused(), first.replace("`old`", "`gone`"));
    project.replace(&file(19), "op.drop_table('old')", &column(19));
    check_succeeds(&project.run("upgrade --strict head"));
}
