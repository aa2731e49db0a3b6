//! Scratch databases of SQLite: a copy in a temporary folder, made while others go on reading and writing.

use std::path::Path;

use dialect::{Dialect, Statement};
use pyruntime::HostError;
use schema::Value;
use serde_json::{Map, Value as Json};

use super::{Content, Place, Scratch, folder::ScratchFolder, refused};
use crate::config::Url;

impl super::Removes for ScratchFolder {}

pub(super) fn make(original: &Place, content: Content) -> Result<Scratch, HostError> {
    let folder = ScratchFolder::make();
    let folder = folder.map_err(|error| HostError::command(format!("no folder for the scratch database: {error}")))?;
    let file = folder.path().join("scratch.db").display().to_string();
    // A database that is not there yet would be made by looking at it.
    let is_there = file_of(&original.url, &original.connect_args).is_some_and(|file| Path::new(&file).is_file());
    let how = match content {
        Content::Copy { .. } if is_there => {
            let copy = Statement { sql: "VACUUM INTO ?".into(), binds: vec![Value::Text(file.clone())], guard: None };
            original.open()?.execute(&copy).map_err(refused)?;
            "a copy of the whole database"
        }
        _ => "an empty database",
    };
    let mut place = original.named(&file);
    // `?mode=ro&uri=true` is said of another file.
    place.url.query.clear();
    Ok(Scratch { place, original: original.url.with_hidden_password(), how: how.into(), _keeper: Box::new(folder) })
}

/// Whether a connection would make the file of a database: there is none, in a folder that is there.
pub(crate) fn is_yet_to_be_made(dialect: &dyn Dialect, url: &Url, connect_args: &Map<String, Json>) -> bool {
    if dialect.facts().name != "sqlite" {
        return false;
    }
    let Some(file) = file_of(url, connect_args) else { return false };
    let folder = Path::new(&file).parent().filter(|folder| !folder.as_os_str().is_empty());
    !Path::new(&file).exists() && folder.is_none_or(Path::is_dir)
}

/// The file of a database; none where it is in memory.
fn file_of(url: &Url, connect_args: &Map<String, Json>) -> Option<String> {
    let said = connect_args.get("database").and_then(Json::as_str);
    let named = said.or(url.database.as_deref()).unwrap_or_default();
    let path = match named.strip_prefix("file:") {
        Some(uri) => {
            let path = uri.split('?').next().unwrap_or_default();
            // `file:///path` has an empty host.
            path.strip_prefix("//").map_or(path, |rest| rest.strip_prefix("localhost").unwrap_or(rest))
        }
        None => named,
    };
    (!matches!(path, "" | ":memory:")).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(url: &str) -> Option<String> {
        file_of(&Url::parse(url).unwrap(), &Map::new())
    }

    #[test]
    fn files_are_found_in_every_form_of_a_url() {
        assert_eq!(file("sqlite:///app.db").as_deref(), Some("app.db"));
        assert_eq!(file("sqlite:////var/app.db").as_deref(), Some("/var/app.db"));
        assert_eq!(file("sqlite:///file:app.db?mode=ro&uri=true").as_deref(), Some("app.db"));
        assert_eq!(file("sqlite:///file:///var/app.db?uri=true").as_deref(), Some("/var/app.db"));
        assert_eq!(
            (file("sqlite://"), file("sqlite:///:memory:"), file("sqlite:///file::memory:?uri=true")),
            (None, None, None)
        );
    }
}
