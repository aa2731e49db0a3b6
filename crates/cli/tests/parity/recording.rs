//! What the recorder wrote down: commands with the lines that each took from or added to the database.

use std::{fs, path::PathBuf};

/// One entry of a recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub action: Action,
    /// Lines of the database that were gone after it.
    pub gone: Vec<String>,
    /// Lines that had come.
    pub come: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    NewDatabase,
    Command { words: String, failure: Option<Failure> },
    Statement(String),
}

/// A command that Alembic refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub exit_code: i32,
    pub sentence: String,
}

/// Reads a text below `recorded/`.
pub fn read(path: &str) -> String {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "parity", "recorded", path].iter().collect();
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The entries of a recording, in order.
pub fn read_entries(path: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for line in read(path).lines() {
        let (mark, rest) = line.split_at_checked(2).unwrap_or_else(|| panic!("{path}: {line:?} is no entry"));
        match mark {
            "# " => entries.push(Entry::new(Action::NewDatabase)),
            "$ " => entries.push(Entry::new(Action::Command { words: rest.to_owned(), failure: None })),
            "> " => entries.push(Entry::new(Action::Statement(rest.to_owned()))),
            _ => last(&mut entries, path).add(mark, rest),
        }
    }
    entries
}

/// The files of a project that was recorded as one text: path and content.
pub fn read_files(path: &str) -> Vec<(String, String)> {
    let text = read(path);
    let files = text.split("==> ").filter(|file| !file.is_empty());
    files
        .map(|file| file.split_once('\n').expect("a file begins with its path"))
        .map(|(path, content)| (path.to_owned(), content.to_owned()))
        .collect()
}

fn last<'a>(entries: &'a mut [Entry], path: &str) -> &'a mut Entry {
    entries.last_mut().unwrap_or_else(|| panic!("{path} begins with a change"))
}

impl Entry {
    fn new(action: Action) -> Self {
        Self { action, gone: Vec::new(), come: Vec::new() }
    }

    fn add(&mut self, mark: &str, rest: &str) {
        match (mark, &mut self.action) {
            ("- ", _) => self.gone.push(rest.to_owned()),
            ("+ ", _) => self.come.push(rest.to_owned()),
            ("! ", Action::Command { failure, .. }) => *failure = Some(Failure::parse(rest)),
            _ => panic!("{mark:?} is no mark of a recording"),
        }
    }
}

impl Failure {
    fn parse(text: &str) -> Self {
        let (exit_code, sentence) = text.split_once(' ').expect("an exit code and a sentence");
        Self { exit_code: exit_code.parse().expect("an exit code is a number"), sentence: sentence.to_owned() }
    }
}
