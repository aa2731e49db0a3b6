//! Texts of files that autogenerate wrote: those of Alembic, and ours where we differ.

use std::{collections::BTreeMap, env, fs, path::PathBuf};

/// Imports, upgrade and downgrade of each pair's file, by the pair's name.
pub type Texts = BTreeMap<String, String>;

/// What Alembic wrote on that database.
pub fn recorded(group: &str, database: &str) -> Texts {
    parse(&read(&format!("recorded/{group}.txt")), database)
}

/// What we write instead.
pub fn ours(group: &str, database: &str) -> Texts {
    let path = path(&format!("ours/{group}.{database}.txt"));
    fs::read_to_string(path).map(|text| parse(&text, database)).unwrap_or_default()
}

/// Whether the person asked for our texts to be written again.
pub fn is_update() -> bool {
    env::var_os("UPDATE").is_some()
}

pub fn write_ours(group: &str, database: &str, texts: &Texts) {
    let path = path(&format!("ours/{group}.{database}.txt"));
    if texts.is_empty() {
        let _absent_already = fs::remove_file(path);
        return;
    }
    let entries: Vec<_> = texts.iter().map(|(name, text)| format!("==> {name} | {database}\n{text}")).collect();
    fs::write(&path, entries.join("\n")).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// Reads a file beside this one.
pub fn read(name: &str) -> String {
    let path = path(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn path(name: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests", "autogenerate", name].iter().collect()
}

fn parse(text: &str, database: &str) -> Texts {
    let entries = text.split("==> ").skip(1).map(|entry| entry.split_once('\n').expect("an entry has a title"));
    let mut texts = Texts::new();
    for (title, body) in entries {
        let (name, databases) = title.rsplit_once(" | ").expect("a title names databases");
        if databases.split(' ').any(|name| name == database) {
            texts.insert(name.to_owned(), format!("{}\n", body.trim_end()));
        }
    }
    texts
}
