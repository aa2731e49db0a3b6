//! The cases, compared with what was recorded.

use std::collections::BTreeMap;

use serde::Deserialize;
use testkit::{check_succeeds, postgresql};

/// The modules of `cases/`, in the order they run.
const MODULES: [(&str, &str); 5] = [
    ("queries", include_str!("cases/queries.py")),
    ("work", include_str!("cases/work.py")),
    ("core", include_str!("cases/core.py")),
    ("results", include_str!("cases/results.py")),
    ("modern", include_str!("cases/modern.py")),
];

const EAGER: &str = "what is loaded eagerly is read for all owners at once, right after them";
const ONE_BY_ONE: &str = "new rows whose key the database gives are inserted one by one, in the same order";
const LABELS: &str = "a column of the result has another label";
const ASKED_BACK: &str = "objects in hand are told of a change by a query of their keys";
const SPELLING: &str = "the same expression with other parentheses or sides";
const DEFINITIONS: &str = "whether a table is there is asked in another way";

/// Cases whose results are the same by other statements.
const OTHER_SQL: [(&str, &str); 33] = [
    ("filter_by, with an attribute of another name than its column", EAGER),
    ("joins along relationships", EAGER),
    ("aliases", LABELS),
    ("any, has, contains, ==", EAGER),
    ("select() in the session", EAGER),
    ("loader options give the same objects", EAGER),
    ("load_only, defer, undefer", EAGER),
    ("with_entities, add_columns, select_from", LABELS),
    ("expressions", LABELS),
    ("classes with tables of their own", LABELS),
    ("a list of all, grouped by a dictionary", EAGER),
    ("many new objects of several classes", ONE_BY_ONE),
    ("JSON that changes inside is not seen until it is said", EAGER),
    ("delete", EAGER),
    ("delete with what belongs to it", EAGER),
    ("delete leaves orphans without a parent", EAGER),
    ("query.update()", ASKED_BACK),
    ("query.delete()", EAGER),
    ("one-to-many: append, remove, move", ONE_BY_ONE),
    ("many-to-one: set, change, clear", EAGER),
    ("many-to-many: add and remove", EAGER),
    ("a tree in one table", ONE_BY_ONE),
    ("objects that are added through others", EAGER),
    ("what an attribute has gained, kept and lost", EAGER),
    ("bulk_insert_mappings and bulk_save_objects", ASKED_BACK),
    ("core: select with conditions", SPELLING),
    ("core: text with values and columns", SPELLING),
    ("core: JSONB, arrays and functions of PostgreSQL", SPELLING),
    ("types: what goes in comes out", DEFINITIONS),
    ("types of PostgreSQL: what goes in comes out", DEFINITIONS),
    ("modern: options of select()", EAGER),
    ("modern: aliases, subqueries and numbers of rows", SPELLING),
    ("modern: update and delete by query and by statement", ASKED_BACK),
];

/// The same on SQLite alone.
const OTHER_SQL_ON_SQLITE: [(&str, &str); 1] = [("core: joins", SPELLING)];

/// The same on PostgreSQL alone.
const OTHER_SQL_ON_POSTGRESQL: [(&str, &str); 1] = [("core: JSON operators", SPELLING)];

/// What a case came to.
#[derive(Debug, PartialEq, Deserialize)]
struct Outcome {
    shown: Vec<String>,
    sql: Vec<String>,
    rows: BTreeMap<String, Vec<String>>,
}

fn recorded(database: &str) -> BTreeMap<String, Outcome> {
    let mut recorded: BTreeMap<String, BTreeMap<String, Outcome>> =
        serde_json::from_str(include_str!("recorded/orm.json")).expect("the recorder writes JSON");
    recorded.remove(database).expect("both databases were recorded")
}

fn ours(url: &str) -> BTreeMap<String, Outcome> {
    let project = super::project(url);
    project.write("project/versions/a_cases.py", include_str!("project/versions/a_cases.py"));
    project.write("cases/__init__.py", include_str!("cases/__init__.py"));
    let mut names = Vec::new();
    for (name, text) in MODULES {
        project.write(&format!("cases/{name}.py"), text);
        names.push(format!("cases.{name}"));
    }
    let results = project.path("results.json");
    let names = names.join(" ");
    let variables = [("ORM_CASES", names.as_str()), ("ORM_RESULTS", results.to_str().expect("UTF-8"))];
    check_succeeds(&project.run_with(&variables, "upgrade head"));
    serde_json::from_str(&project.read("results.json")).expect("JSON")
}

fn check(database: &str, url: &str) {
    let mut ours = ours(url);
    let mut different = Vec::new();
    for (name, expected) in recorded(database) {
        let found = ours.remove(&name).unwrap_or_else(|| panic!("'{name}' was not run"));
        let differences = lines_that_differ(&expected.shown, &found.shown);
        if !differences.is_empty() || expected.rows != found.rows {
            different.push(format!(
                "{name}\n{differences}  recorded rows: {:?}\n  our rows:      {:?}",
                expected.rows, found.rows
            ));
        }
        let on_this = if database == "sqlite" { OTHER_SQL_ON_SQLITE } else { OTHER_SQL_ON_POSTGRESQL };
        let has_other_sql = OTHER_SQL.iter().chain(&on_this).any(|(other, _)| *other == name);
        if (expected.sql == found.sql) == has_other_sql {
            different.push(format!("{name}: statements\n{}", lines_that_differ(&expected.sql, &found.sql)));
        }
    }
    assert!(ours.is_empty(), "not recorded: {:?}", ours.keys());
    assert!(different.is_empty(), "{}", different.join("\n"));
}

fn lines_that_differ(recorded: &[String], ours: &[String]) -> String {
    let count = recorded.len().max(ours.len());
    let pairs = (0..count).map(|place| (recorded.get(place), ours.get(place)));
    pairs
        .filter(|(recorded, ours)| recorded != ours)
        .map(|(recorded, ours)| format!("  recorded: {recorded:?}\n      ours: {ours:?}\n"))
        .collect()
}

#[test]
fn scripts_do_on_sqlite_what_they_do_with_sqlalchemy() {
    check("sqlite", "sqlite:///%(here)s/app.db");
}

#[test]
fn scripts_do_on_postgresql_what_they_do_with_sqlalchemy() {
    let Some(database) = postgresql() else { return };
    check("postgresql", &database.url("psycopg2"));
}
