//! What `plan` forecasts is what a rehearsal then sees the server do: locks, rewrites and indexes of many statements.

use serde_json::Value as Json;
use testkit::check_succeeds;

use crate::subject::{on_postgresql, revision};

/// Statements with the work that PostgreSQL 15 does for them, of which the forecast must know.
const STATEMENTS: [&str; 20] = [
    "ALTER TABLE big ADD COLUMN plain integer",
    "ALTER TABLE big ADD COLUMN constant integer NOT NULL DEFAULT 7",
    "ALTER TABLE big ADD COLUMN volatile double precision DEFAULT random()",
    "ALTER TABLE big DROP COLUMN plain",
    "ALTER TABLE big ALTER COLUMN number TYPE bigint",
    "ALTER TABLE big ALTER COLUMN name TYPE varchar(80)",
    "ALTER TABLE big ALTER COLUMN name TYPE text",
    "ALTER TABLE big ALTER COLUMN name SET NOT NULL",
    "ALTER TABLE big ALTER COLUMN name DROP NOT NULL",
    "ALTER TABLE big ALTER COLUMN name SET DEFAULT 'x'",
    "CREATE INDEX big_number ON big (number)",
    "CREATE UNIQUE INDEX big_id_number ON big (id, number)",
    "ALTER TABLE big ADD CONSTRAINT positive CHECK (number > 0)",
    "ALTER TABLE big ADD CONSTRAINT later CHECK (number > 0) NOT VALID",
    "ALTER TABLE big VALIDATE CONSTRAINT later",
    "ALTER TABLE big RENAME COLUMN volatile TO unsteady",
    "COMMENT ON TABLE big IS 'large'",
    "UPDATE big SET number = number WHERE id = 1",
    "DROP INDEX big_number",
    "TRUNCATE big",
];

#[test]
fn locks_and_rewrites_are_those_that_the_server_takes() {
    let Some((project, database)) = on_postgresql() else { return };
    database.execute(
        "CREATE TABLE big (id integer PRIMARY KEY, number integer, name varchar(50));
         INSERT INTO big SELECT n, n, 'name ' || n FROM generate_series(1, 200000) AS n; ANALYZE big",
    );
    let upgrade: Vec<String> = STATEMENTS.iter().map(|sql| format!("op.execute(\"{sql}\")")).collect();
    revision(&project, "a1", "", &upgrade.join("\n"), "pass");
    let mut wrong = Vec::new();
    let run = project.run("rehearse --up-only --json");
    check_succeeds(&run);
    let report: Json = serde_json::from_str(&run.stdout).unwrap();
    let statements = report["plan"]["steps"][0]["statements"].as_array().unwrap();
    assert_eq!(statements.len(), STATEMENTS.len());
    let mut held: Vec<String> = Vec::new();
    for statement in statements {
        let measured = &statement["measured"];
        let effect = statement["effects"].as_array().unwrap().iter().find(|effect| effect["table"] == "big");
        let says = |key: &str| effect.is_some_and(|effect| effect[key] == true);
        let names_big = |key: &str| measured[key].as_array().unwrap().iter().any(|table| table == "big");
        let taken: Vec<String> = measured["locks"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|lock| lock[0] == "big")
            .map(|lock| lock[1].as_str().unwrap().to_owned())
            .collect();
        held.extend(taken.iter().cloned());
        let mode = effect.map_or(String::new(), |effect| mode_of(effect["lock"].as_str().unwrap()));
        // What the transaction has already is not taken again.
        let is_lock_right = held.contains(&mode) && taken.iter().all(|lock| strength(lock) <= strength(&mode));
        // TRUNCATE gives a table a new, empty file; nothing is rewritten.
        let is_truncate = statement["sql"].as_str().unwrap().starts_with("TRUNCATE");
        let is_work_right = is_truncate || says("rewrites") == names_big("rewritten");
        if !is_lock_right || !is_work_right {
            wrong.push(format!("{statement:#}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `SHARE UPDATE EXCLUSIVE` as `pg_locks` has it.
fn mode_of(lock: &str) -> String {
    let words = lock.split(' ').map(|word| format!("{}{}", &word[..1], word[1..].to_lowercase()));
    format!("{}Lock", words.collect::<String>())
}

fn strength(mode: &str) -> usize {
    const MODES: [&str; 8] = [
        "AccessShareLock",
        "RowShareLock",
        "RowExclusiveLock",
        "ShareUpdateExclusiveLock",
        "ShareLock",
        "ShareRowExclusiveLock",
        "ExclusiveLock",
        "AccessExclusiveLock",
    ];
    MODES.iter().position(|known| *known == mode).unwrap_or(MODES.len())
}
