//! An empty database beside another one, to try something on.

use std::path::Path;

use serde_json::{Map, Value as Json};

use crate::{DatabaseError, Url};

/// A dialect's way to make scratch databases.
pub trait Scratches: Sync {
    /// Makes an empty database of that name on the server of `url`, or a file in the folder, and returns its address.
    ///
    /// # Errors
    /// The server does not answer, or the role may not make databases.
    fn make(
        &self,
        url: &Url,
        connect_args: &Map<String, Json>,
        folder: &Path,
        name: &str,
    ) -> Result<Url, DatabaseError>;

    /// Drops a database that [`Scratches::make`] made.
    ///
    /// # Errors
    /// The server does not answer.
    fn remove(&self, url: &Url, connect_args: &Map<String, Json>, scratch: &Url) -> Result<(), DatabaseError>;
}
