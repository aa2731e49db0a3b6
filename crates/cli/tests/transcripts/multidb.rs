//! M: the multidb template with two SQLite files (T206 to T209).

use testkit::Project;

use crate::{
    expectation::{check_file, check_run, check_transcript},
    projects::empty,
};

#[test]
fn a_revision_has_functions_for_every_database() {
    let project = two_databases();
    check_transcript(&project, "T206", "revision -m \"multi\" --rev-id 333333333333");
    check_file(&project, "T206", "alembic/versions/333333333333_multi.py");
}

#[test]
fn every_database_is_upgraded() {
    let project = two_databases();
    testkit::check_succeeds(&project.run("revision -m multi --rev-id 333333333333"));
    check_transcript(&project, "T207", "upgrade head");
    check_transcript(&project, "T208", "current");
    for name in ["one.db", "two.db"] {
        assert_eq!(project.sqlite(name).versions(), ["333333333333"]);
    }
}

#[test]
fn every_database_has_an_sql_file_of_its_own() {
    let project = two_databases();
    testkit::check_succeeds(&project.run("revision -m multi --rev-id 333333333333"));
    let mut run = project.run("upgrade head --sql");
    let files = project.files().into_iter().filter(|file| file.ends_with(".sql"));
    for file in files {
        run.stdout.push_str(file.trim_start_matches("./"));
        run.stdout.push('\n');
    }
    run.stdout.push_str(&project.read("engine1.sql"));
    check_run(&project, "T209", &run);
}

fn two_databases() -> Project {
    let project = empty();
    testkit::check_succeeds(&project.run("init -t multidb alembic"));
    let ini = project.read("alembic.ini");
    let ini = ini.replace("driver://user:pass@localhost/dbname2", "sqlite:///two.db");
    let ini = ini.replace("driver://user:pass@localhost/dbname", "sqlite:///one.db");
    project.write("alembic.ini", &ini);
    project
}
