//! The modules that the external Python is handed: nothing of ours is installed, and nothing is written.

use serde_json::{Map, Value as Json};

// SOURCES: path and text of each; `build.rs` collects them.
include!(concat!(env!("OUT_DIR"), "/external_sources.rs"));

/// Returns them by path, as the finder in `boot.py` looks for them.
pub(super) fn all() -> Json {
    let pairs = SOURCES.iter().map(|(path, text)| ((*path).to_owned(), Json::from(*text)));
    Json::Object(pairs.collect::<Map<_, _>>())
}

#[cfg(test)]
mod tests {
    use super::SOURCES;

    #[test]
    fn what_stands_in_for_a_shim_is_the_one_that_is_sent() {
        let text = |path: &str| SOURCES.iter().find(|(sent, _)| *sent == path).map(|(_, text)| *text).unwrap();
        assert!(text("alembic/_lower.py").contains("real SQLAlchemy"));
        assert!(text("alembic/op.py").contains("the directives"));
        assert!(!SOURCES.iter().any(|(path, _)| *path == "sqlalchemy/__init__.py" || *path == "boot.py"));
    }
}
