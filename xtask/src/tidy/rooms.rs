//! Who may import whom: the table of ARCHITECTURE.md, section 6, checked against every room's Cargo.toml.

use toml::{Table, Value};

use super::{Finding, source::Source};

/// Each room with the rooms it may import.
const ROOMS: &[(&str, &[&str])] = &[
    ("schema", &[]),
    ("revisions", &[]),
    ("dialect", &["schema"]),
    ("pysource", &["schema"]),
    ("operation", &["schema", "dialect", "pysource"]),
    ("diff", &["schema", "dialect", "operation", "pysource"]),
    ("lint", &["schema", "dialect", "operation"]),
    ("scripts", &["revisions", "operation", "pysource"]),
    ("pyruntime", &["schema", "dialect", "operation", "revisions", "scripts"]),
    ("engine", &["schema", "revisions", "dialect", "pysource", "operation", "diff", "lint", "scripts", "pyruntime"]),
    ("cli", &["engine"]),
];

/// Crates that only turn values into other values.
const PURE: &[&str] = &["serde", "serde_json", "strsim", "thiserror", "base64"];

/// Rooms of pure values, without files, sockets or clock.
const WITHOUT_WORLD: &[&str] = &["schema", "revisions"];

pub fn check(source: &Source, findings: &mut Vec<Finding>) {
    let Some(room) = source.path.strip_prefix("crates/").and_then(|rest| rest.strip_suffix("/Cargo.toml")) else {
        return;
    };
    let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
        findings.push(Finding::new(source, 1, format!("`{room}` is no room of ARCHITECTURE.md, section 6")));
        return;
    };
    let Ok(manifest) = source.text.parse::<Table>() else {
        findings.push(Finding::new(source, 1, "is no valid TOML"));
        return;
    };
    for section in ["dependencies", "build-dependencies", "dev-dependencies"] {
        for name in manifest.get(section).and_then(Value::as_table).into_iter().flat_map(Table::keys) {
            let message = match room_named(name) {
                Some("testkit") if section == "dev-dependencies" => continue,
                Some(other) if allowed.contains(&other) => continue,
                Some(other) => format!("`{room}` must not import `{other}`: ARCHITECTURE.md, section 6"),
                None if is_too_much(room, section, name) => {
                    format!("`{room}` stands on std and serde, not on `{name}`; see PURE in xtask/src/tidy/rooms.rs")
                }
                None => continue,
            };
            findings.push(Finding::new(source, line_of(&source.text, name), message));
        }
    }
}

/// The room behind a dependency's name; `None` is somebody else's crate.
fn room_named(dependency: &str) -> Option<&str> {
    match dependency {
        "limbeck" => Some("engine"),
        "testkit" | "limbeck-testkit" => Some("testkit"),
        _ => {
            let name = dependency.strip_prefix("limbeck-").unwrap_or(dependency);
            ROOMS.iter().map(|(room, _)| *room).find(|room| *room == name)
        }
    }
}

fn is_too_much(room: &str, section: &str, dependency: &str) -> bool {
    section == "dependencies" && WITHOUT_WORLD.contains(&room) && !PURE.contains(&dependency)
}

fn line_of(text: &str, name: &str) -> usize {
    text.lines().position(|line| line.starts_with(name)).map_or(1, |place| place + 1)
}

#[cfg(test)]
mod tests {
    use super::{super::messages, check};

    #[test]
    fn a_room_imports_only_lower_rooms() {
        let text =
            "[dependencies]\nschema.workspace = true\noperation.workspace = true\n\n[dev-dependencies]\ntestkit = {}\n";
        assert_eq!(
            messages(check, "crates/dialect/Cargo.toml", text),
            ["3: `dialect` must not import `operation`: ARCHITECTURE.md, section 6"]
        );
        assert!(messages(check, "crates/scripts/Cargo.toml", "[dependencies]\nrevisions = {}\n").is_empty());
    }

    #[test]
    fn the_program_sees_the_engine_alone() {
        let text = "[dependencies]\nlimbeck = {}\nclap = {}\nschema = {}\n";
        assert_eq!(messages(check, "crates/cli/Cargo.toml", text).len(), 1);
    }

    #[test]
    fn an_unknown_room_is_named() {
        assert_eq!(messages(check, "crates/attic/Cargo.toml", "").len(), 1);
    }
}
