//! Every group of pairs, on SQLite and on PostgreSQL.

use crate::{
    files::Expected,
    laws::check_laws,
    pair::{Pair, read_pairs},
    place::Place,
    recording::{is_update, ours, recorded, write_ours},
};

/// The files in `pairs/`.
pub const GROUPS: [&str; 14] = [
    "batch",
    "columns",
    "cycles",
    "defaults",
    "enums",
    "expressions",
    "indexes",
    "keys",
    "names",
    "renames",
    "settings",
    "structure",
    "tables",
    "types",
];

macro_rules! groups {
    ($($group:ident),*) => {$(
        mod $group {
            #[test]
            fn on_sqlite() {
                super::check_group(stringify!($group), "sqlite");
            }

            #[test]
            fn on_postgresql() {
                super::check_group(stringify!($group), "postgresql");
            }
        }
    )*};
}

groups!(
    batch,
    columns,
    cycles,
    defaults,
    enums,
    expressions,
    indexes,
    keys,
    names,
    renames,
    settings,
    structure,
    tables,
    types
);

#[track_caller]
fn check_group(group: &str, database: &str) {
    let (place, pairs) = (Place::new(), read_pairs(group));
    let mut expected = Expected { recorded: recorded(group, database), ours: ours(group, database) };
    let wants = |name: &String| pairs.iter().any(|pair| pair.name == *name && pair.difference(database).is_some());
    expected.ours.retain(|name, _| wants(name) || !is_update());
    let mut failures = Vec::new();
    let chosen = std::env::var("PAIR").ok();
    for pair in pairs.iter().filter(|pair| pair.is_for(database)) {
        if chosen.as_ref().is_some_and(|chosen| !pair.name.contains(chosen)) {
            continue;
        }
        if let Err(failure) = check_pair(&place, pair, database, &mut expected) {
            failures.push(format!("==> {} | {database}\n{failure}", pair.name));
        }
    }
    if is_update() {
        write_ours(group, database, &expected.ours);
    }
    let count = failures.len();
    assert!(failures.is_empty(), "{count} pairs fail\n{}", failures.join("\n"));
}

fn check_pair(place: &Place, pair: &Pair, database: &str, expected: &mut Expected) -> Result<(), String> {
    let Some(trial) = place.trial(pair, database) else { return Ok(()) };
    trial.create()?;
    let file = trial.generate()?;
    let same = expected.check(pair, database, &file);
    if place.is_real_alembic() {
        return same;
    }
    match (same, check_laws(&trial, pair, database, &file)) {
        (Ok(()), Ok(())) => Ok(()),
        (same, lawful) => Err([same.err(), lawful.err()].into_iter().flatten().collect::<Vec<_>>().join("\n")),
    }
}
