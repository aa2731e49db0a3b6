//! Keeps between runs what repeatable version files asked for: an `upgrade` from empty then needs no Python for them.
//!
//! One file holds them all, two lines for each script: its path and the digest of its text, then its messages.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use crate::{Cache, Noted, hexadecimal::in_hexadecimal};

/// What version files asked for in earlier runs, by their path and text.
#[derive(Debug)]
pub struct Readings {
    cache: Cache,
    /// What else it depends on, as text.
    scope: String,
    text: Vec<u8>,
    found: HashMap<String, Kept>,
}

#[derive(Debug)]
struct Kept {
    digest: String,
    entry: Range<usize>,
    messages: Range<usize>,
}

/// What a script asked for in this run.
#[derive(Debug)]
pub(crate) struct NewReading {
    pub(crate) path: String,
    /// Of its text.
    pub(crate) digest: String,
    /// A list of messages in JSON.
    pub(crate) messages: Vec<u8>,
}

/// Another program lowers otherwise: its version, and the content of its shims.
const PROGRAM: &str = concat!("readings\0", env!("SHIMS_DIGEST"));

/// In bytes: what is kept of a project stays in memory during a run.
pub(crate) const MOST: usize = 32 * 1024 * 1024;

impl Readings {
    /// Reads what is in `directory`, which is made when something is kept; `facts` are what the scripts' operations
    /// depend on beside their files: the function that is called, the dialect, whether SQL is printed.
    pub fn open(directory: PathBuf, facts: &[&str]) -> Self {
        let scope = [PROGRAM].iter().chain(facts).copied().collect::<Vec<_>>().join("\0");
        let cache = Cache::new(directory);
        let text = cache.read(&[], &scope).unwrap_or_default();
        let found = entries(&text);
        Self { cache, scope, text, found }
    }

    /// Returns what the file asked for, if that is there.
    pub(crate) fn find(&self, source: &str, path: &str) -> Option<Vec<Noted>> {
        let kept = self.found.get(path)?;
        if kept.digest != digest(source) {
            return None;
        }
        serde_json::from_slice(&self.text[kept.messages.clone()]).ok()
    }

    /// How many bytes were found.
    pub(crate) fn size(&self) -> usize {
        self.text.len()
    }

    /// Writes what is new beside what was found of files that are still there; a cache that cannot be written is no
    /// error.
    pub(crate) fn write(&self, new: &[NewReading]) {
        let replaced: HashSet<&str> = new.iter().map(|reading| reading.path.as_str()).collect();
        let mut text = Vec::with_capacity(self.text.len());
        for (path, kept) in &self.found {
            if !replaced.contains(path.as_str()) && Path::new(path).exists() {
                text.extend_from_slice(&self.text[kept.entry.clone()]);
            }
        }
        for reading in new {
            let Ok(head) = serde_json::to_vec(&(&reading.path, &reading.digest)) else { continue };
            text.extend_from_slice(&head);
            text.push(b'\n');
            text.extend_from_slice(&reading.messages);
            text.push(b'\n');
        }
        self.cache.write(&[], &self.scope, &text);
    }
}

/// What is kept of a file's text.
pub(crate) fn digest(source: &str) -> String {
    in_hexadecimal(&Sha256::digest(source.as_bytes()))
}

/// Finds the pairs of lines; JSON has no line feed of its own.
fn entries(text: &[u8]) -> HashMap<String, Kept> {
    let mut found = HashMap::new();
    let mut start = 0;
    while let Some(head) = line_from(text, start) {
        let Some(messages) = line_from(text, head.end + 1) else { break };
        let end = messages.end + 1;
        if let Ok((path, digest)) = serde_json::from_slice::<(String, String)>(&text[head]) {
            found.insert(path, Kept { digest, entry: start..end, messages });
        }
        start = end;
    }
    found
}

/// The line that begins there, without its end; `None`: there is no whole one.
fn line_from(text: &[u8], start: usize) -> Option<Range<usize>> {
    let length = text.get(start..)?.iter().position(|byte| *byte == b'\n')?;
    Some(start..start + length)
}

#[cfg(test)]
mod tests {
    use super::{NewReading, Readings};

    fn reading(path: &str, source: &str) -> NewReading {
        let messages = br#"[{"noted":{"request":"heads"},"frame":{"file":"a.py","line":7,"function":"upgrade"}}]"#;
        NewReading { path: path.to_owned(), digest: super::digest(source), messages: messages.to_vec() }
    }

    #[test]
    fn what_is_written_is_found_for_the_same_text_place_and_facts() {
        let directory = std::env::temp_dir().join(format!("limbeck-readings-{}", std::process::id()));
        let file = file!();
        Readings::open(directory.clone(), &["upgrade"]).write(&[reading("gone.py", "x = 1"), reading("b.py", "x = 2")]);
        let second = Readings::open(directory.clone(), &["upgrade"]);
        assert_eq!(second.find("x = 2", "b.py").map(|noted| noted[0].frame.line), Some(7));
        assert_eq!(second.find("x = 1", "b.py"), None);
        assert_eq!(second.find("x = 2", "c.py"), None);
        assert_eq!(Readings::open(directory.clone(), &["downgrade"]).find("x = 2", "b.py"), None);
        let here = std::env::current_dir().expect("there is a current folder").join("Cargo.toml");
        let here = here.to_string_lossy();
        second.write(&[reading(&here, "x = 3")]);
        Readings::open(directory.clone(), &["upgrade"]).write(&[reading(file, "x = 4")]);
        let fourth = Readings::open(directory.clone(), &["upgrade"]);
        assert!(fourth.find("x = 3", &here).is_some(), "what is there stays");
        assert!(fourth.find("x = 4", file).is_some());
        assert_eq!(fourth.find("x = 1", "gone.py"), None, "what is kept of files that are gone goes");
        std::fs::remove_dir_all(directory).expect("the cache can be removed");
    }
}
