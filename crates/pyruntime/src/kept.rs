//! Keeps what the models declare between runs.

use std::path::PathBuf;

use serde::{Serialize, de::DeserializeOwned};

use crate::Cache;

/// Descriptions of models, by a text that holds everything they depend on.
#[derive(Clone, Debug)]
pub struct DescriptionCache {
    cache: Cache,
}

/// Another program describes other things: its version, and the content of its shims.
const PROGRAM: &str = concat!("models\0", env!("SHIMS_DIGEST"));

impl DescriptionCache {
    /// Uses `directory`, which is made when the first entry is written.
    pub fn new(directory: PathBuf) -> Self {
        Self { cache: Cache::new(directory) }
    }

    /// Returns the description, if it is there and whole.
    pub fn read<Description: DeserializeOwned>(&self, key: &str) -> Option<Description> {
        serde_json::from_slice(&self.cache.read(key.as_bytes(), PROGRAM)?).ok()
    }

    /// Writes an entry; a cache that cannot be written is no error.
    pub fn write(&self, key: &str, description: &impl Serialize) {
        if let Ok(bytes) = serde_json::to_vec(description) {
            self.cache.write(key.as_bytes(), PROGRAM, &bytes);
        }
    }
}
