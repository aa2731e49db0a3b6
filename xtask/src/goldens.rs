//! `cargo xtask record-goldens`: runs every recorder beside the real Alembic and reports which expectations changed.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    process::{self, Outcome},
    root,
    venv::Venv,
};

/// A recorder is a Python script `record_*.py` in or below a folder `tests`. It writes files beside itself, or prints
/// one JSON document: what `record_random.py` prints becomes `random.json`.
pub fn run() -> Outcome {
    let venv = Venv::find_or_make()?;
    let root = root::root();
    let mut recorders = Vec::new();
    for folder in ["crates", "tests", "testkit", "xtask"] {
        collect_recorders(&root.join(folder), &mut recorders);
    }
    recorders.sort();
    if recorders.is_empty() {
        println!("no recorder found: a recorder is a file tests/**/record_*.py");
        return Ok(());
    }
    let mut changed = 0;
    for recorder in &recorders {
        let folder = recorder.parent().expect("a recorder lies in a folder");
        let before = contents(folder);
        println!("recording {}", shown(recorder));
        let mut command = Command::new(venv.python());
        command.arg(recorder).current_dir(folder).env("PYTHONHASHSEED", "0").env("PYTHONDONTWRITEBYTECODE", "1");
        keep_printed(recorder, &process::output(&mut command)?)?;
        changed += report(&before, &contents(folder));
    }
    println!("{} recorders, {changed} files changed", recorders.len());
    Ok(())
}

fn keep_printed(recorder: &Path, printed: &str) -> Outcome {
    let is_document = printed.starts_with(['[', '{']);
    let name = recorder.file_stem().and_then(|stem| stem.to_str()).and_then(|stem| stem.strip_prefix("record_"));
    match name {
        Some(name) if is_document => fs::write(recorder.with_file_name(format!("{name}.json")), printed)?,
        _ => print!("{printed}"),
    }
    Ok(())
}

fn collect_recorders(folder: &Path, found: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect_recorders(&path, found);
        } else if is_recorder(&path) {
            found.push(path);
        }
    }
}

fn is_recorder(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let is_named = name.starts_with("record_") && name.ends_with(".py");
    is_named && path.components().any(|part| part.as_os_str() == "tests")
}

/// Every file below a folder with its bytes, without Python's caches.
fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        if path.is_dir() && !path.ends_with("__pycache__") {
            files.append(&mut contents(&path));
        } else if let Ok(bytes) = fs::read(&path) {
            files.insert(path, bytes);
        }
    }
    files
}

fn report(before: &BTreeMap<PathBuf, Vec<u8>>, after: &BTreeMap<PathBuf, Vec<u8>>) -> u32 {
    let mut changed = 0;
    for (path, bytes) in after {
        let word = match before.get(path) {
            Some(earlier) if earlier == bytes => continue,
            Some(_) => "changed",
            None => "new",
        };
        println!("  {word} {}", shown(path));
        changed += 1;
    }
    for path in before.keys().filter(|path| !after.contains_key(*path)) {
        println!("  removed {}", shown(path));
        changed += 1;
    }
    changed
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root::root()).unwrap_or(path).display().to_string()
}
