//! Keeps between runs what repeatable version files asked for: an `upgrade` from empty then needs no Python for them.

use std::path::PathBuf;

use crate::{BytecodeCache, Noted};

/// What version files asked for, by their text and place.
#[derive(Clone, Debug)]
pub struct Readings {
    cache: BytecodeCache,
    /// What else it depends on, as text.
    scope: String,
}

/// Another program lowers otherwise: its version, and the content of its shims.
const PROGRAM: &str = concat!("reading\0", env!("SHIMS_DIGEST"));

impl Readings {
    /// Uses `directory`, which is made when the first entry is written; `facts` are what the scripts' operations depend
    /// on beside their files: the function that is called, the dialect, whether SQL is printed.
    pub fn new(directory: PathBuf, facts: &[&str]) -> Self {
        let scope = [PROGRAM].iter().chain(facts).copied().collect::<Vec<_>>().join("\0");
        Self { cache: BytecodeCache::new(directory), scope }
    }

    /// Returns what the file asked for, if that is there and whole.
    pub(crate) fn find(&self, source: &str, path: &str) -> Option<Vec<Noted>> {
        serde_json::from_slice(&self.cache.read(source.as_bytes(), &self.key(path))?).ok()
    }

    /// Writes an entry; a cache that cannot be written is no error.
    pub(crate) fn keep(&self, source: &str, path: &str, messages: &[u8]) {
        self.cache.write(source.as_bytes(), &self.key(path), messages);
    }

    fn key(&self, path: &str) -> String {
        format!("{}\0{path}", self.scope)
    }
}
