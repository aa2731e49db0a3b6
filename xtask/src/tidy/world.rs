//! Files, sockets, clock and environment are touched only in the places that ARCHITECTURE.md names.

use super::{Finding, source::Source};

const DOORS: &[&str] = &["std::fs", "std::env", "std::net", "std::process", "std::os::unix::net"];

/// Where a door to the world may stand: the start of a path, which doors, and why.
const PLACES: &[(&str, &[&str], &str)] = &[
    ("crates/dialect/src/", DOORS, "only in files named connect"),
    ("crates/scripts/src/directory", &["std::fs", "std::env"], "finds and reads the version files"),
    ("crates/scripts/src/new_script", &["std::fs"], "writes a new version file"),
    ("crates/scripts/src/scaffold", &["std::fs"], "writes what `init` makes"),
    ("crates/scripts/src/template/source", &["std::fs"], "reads script.py.mako"),
    ("crates/scripts/src/write_hooks", &["std::fs", "std::env", "std::process"], "runs a formatter on a new file"),
    ("crates/pyruntime/", DOORS, "the user's Python may touch everything"),
    ("crates/engine/src/config/", &["std::fs", "std::env"], "settings files and environment"),
    ("crates/engine/src/command/smoke", &["std::process"], "runs the user's own check of a deploy"),
    ("crates/engine/src/execute/backup", &["std::fs"], "writes the backup before the first write"),
    ("crates/engine/src/execute/results", &["std::fs"], "keeps the rows of a long result in a temporary file"),
    ("crates/engine/src/execute/journal/file", &["std::fs"], "reads a version file for its hash"),
    ("crates/engine/src/git", &["std::process"], "asks git where a missing version file is"),
    ("crates/engine/src/command/editor", &["std::process"], "`edit` opens a file in the user's editor"),
    ("crates/engine/src/command/lint/git", &["std::process"], "asks git which version files are new"),
    ("crates/engine/src/command/version_file", &["std::fs"], "`lint --fix` and `rebase` rewrite version files"),
    ("crates/engine/src/scratch/folder", &["std::fs"], "makes, locks and sweeps folders of scratch databases"),
    ("crates/engine/src/scratch/dump", &["std::process"], "runs the server's pg_dump for a scratch database"),
    ("crates/cli/src/", DOORS, "terminal, arguments, signals"),
];

pub fn check(source: &Source, findings: &mut Vec<Finding>) {
    if !source.is_rust() || source.is_for_developers() || source.path.ends_with("/build.rs") {
        return;
    }
    let mut is_in_group = false;
    for (number, line) in source.product_lines() {
        is_in_group |= line.starts_with("use std::{");
        // `use std::{fs, net}` is read as `std::fs, std::net`.
        let written_out = if is_in_group { line.replace(['{', ' '], " std::") } else { line.to_owned() };
        is_in_group &= !line.ends_with("};");
        for door in DOORS.iter().filter(|door| opens(&written_out, door)) {
            if !is_allowed(&source.path, door) {
                let message = format!("`{door}` is not for this place; see ARCHITECTURE.md, section 1");
                findings.push(Finding::new(source, number, message));
            }
        }
    }
}

/// `std::fs` as a whole word; `std::process::exit` and ids are no door to other programs.
fn opens(line: &str, door: &str) -> bool {
    line.match_indices(door).any(|(start, _)| {
        let rest = &line[start + door.len()..];
        let is_longer_word = rest.starts_with(|next: char| next.is_alphanumeric() || next == '_');
        let is_harmless = ["::ExitCode", "::id()", "::temp_dir"].iter().any(|end| rest.starts_with(end));
        !is_longer_word && !is_harmless
    })
}

fn is_allowed(path: &str, door: &str) -> bool {
    let is_driver = path.contains("/connect.rs") || path.contains("/connect/");
    PLACES.iter().any(|(start, doors, _reason)| {
        let is_place = path.starts_with(start) && (*start != "crates/dialect/src/" || is_driver);
        is_place && doors.contains(&door)
    })
}

#[cfg(test)]
mod tests {
    use super::{super::messages, check};

    #[test]
    fn a_door_in_a_group_of_imports_is_found() {
        let grouped = "use std::{fmt, fs, path::Path};\nuse a::{env};\nuse std::{\n    env,\n    process::{self, ExitCode},\n};\n";
        assert_eq!(messages(check, "crates/schema/src/a.rs", grouped).len(), 3);
    }

    #[test]
    fn a_pure_room_reads_no_files() {
        let text = "use std::fs;\nuse std::fsx;\n// std::env\n#[cfg(test)]\nmod tests { use std::fs; }\n";
        assert_eq!(messages(check, "crates/schema/src/a.rs", text).len(), 1);
        assert_eq!(messages(check, "crates/dialect/src/sqlite/ddl.rs", text).len(), 1);
        assert!(messages(check, "crates/dialect/src/sqlite/connect.rs", text).is_empty());
        assert!(messages(check, "crates/engine/src/config/file.rs", text).is_empty());
    }
}
