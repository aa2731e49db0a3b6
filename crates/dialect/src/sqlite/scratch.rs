//! Scratch databases of SQLite: a file in the caller's folder, which takes it away with it.

use std::path::Path;

use serde_json::{Map, Value as Json};

use super::Sqlite;
use crate::scratch::Scratches;
use crate::{DatabaseError, Url};

impl Scratches for Sqlite {
    fn make(&self, url: &Url, _: &Map<String, Json>, folder: &Path, name: &str) -> Result<Url, DatabaseError> {
        let file = folder.join(format!("{name}.db")).display().to_string();
        Ok(Url { database: Some(file), query: Vec::new(), ..url.clone() })
    }

    fn remove(&self, _: &Url, _: &Map<String, Json>, _: &Url) -> Result<(), DatabaseError> {
        Ok(())
    }
}
