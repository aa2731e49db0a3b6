//! The five templates of `init`: the same files, the same first revision, and the same databases after running it.

use std::collections::BTreeMap;

use testkit::{Project, check_same_text, check_succeeds};

use crate::{
    databases::sqlite_file_lines,
    projects::empty,
    recording::{Action, read, read_entries},
};

const REVISION: &str = "alembic/versions/111111111111_first.py";

#[test]
fn the_generic_template_works_the_same() {
    check_template("generic", "");
}

#[test]
fn the_asynchronous_template_works_the_same() {
    check_template("async", "+aiosqlite");
}

#[test]
fn the_template_for_several_databases_works_the_same() {
    check_template("multidb", "");
}

#[test]
fn the_pyproject_template_works_the_same() {
    check_template("pyproject", "");
}

#[test]
fn the_asynchronous_pyproject_template_works_the_same() {
    check_template("pyproject_async", "+aiosqlite");
}

#[track_caller]
fn check_template(template: &str, driver: &str) {
    let project = empty();
    check_succeeds(&project.run(&format!("init -t {template} alembic")));
    // The first URL becomes `first.db`, the second one, of `multidb`, `second.db`.
    let ini = project.read("alembic.ini");
    let ini = ini.replace("driver://user:pass@localhost/dbname2", &format!("sqlite{driver}:///%(here)s/second.db"));
    let ini = ini.replacen("driver://user:pass@localhost/dbname", &format!("sqlite{driver}:///%(here)s/first.db"), 1);
    project.write("alembic.ini", &ini);
    check_succeeds(&project.run("revision -m first --rev-id 111111111111"));

    let files: String = project.files().iter().map(|file| format!("{}\n", file.trim_start_matches("./"))).collect();
    check_same_text("files", &read(&format!("templates/{template}.files.txt")), &files);
    let made = project.normaliser().text(&project.read(REVISION));
    check_same_text("first revision", &read(&format!("templates/{template}.made.txt")), &made);

    project.write(REVISION, &read(&format!("templates/{template}.filled_in.txt")));
    for entry in read_entries(&format!("templates/{template}.run.txt")) {
        let Action::Command { words, .. } = entry.action else { panic!("only commands are recorded") };
        check_succeeds(&project.run(&words));
        check_same_text(&format!("{template} after {words}"), &entry.come.join("\n"), &lines(&project).join("\n"));
    }
}

/// The lines of both databases, as far as they are there.
fn lines(project: &Project) -> Vec<String> {
    let databases = BTreeMap::from([("first", "first.db"), ("second", "second.db")]);
    let there = databases.iter().filter(|(_, file)| project.path(file).exists());
    there
        .flat_map(|(name, file)| {
            sqlite_file_lines(&project.sqlite(file)).into_iter().map(move |line| format!("{name}: {line}"))
        })
        .collect()
}
