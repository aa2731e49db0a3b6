//! The way out of errors that Python words without one: of env.py, of connecting, of a full or read-only disk.

use dialect::{DatabaseError, Origin};
use pyruntime::{HostError, Raised};
use revisions::{Heads, RevisionId};

use crate::{
    Project,
    config::{Url, UrlError},
    git,
};

/// PostgreSQL's `disk_full`.
const DISK_FULL: &str = "53100";

const NO_DIALECT: &str = "Can't load plugin: sqlalchemy.dialects:";

/// Returns the way out of an exception that env.py or a script raised.
pub(super) fn of_exception(raised: &Raised) -> Option<String> {
    match (raised.class_name.as_str(), raised.message.as_str()) {
        ("KeyError", "'url'") => {
            Some("set `sqlalchemy.url` in the ini file, or `DATABASE_URL` in the environment or in `.env`".into())
        }
        ("KeyError", "'formatters'" | "'handlers'" | "'loggers'") => Some(format!(
            "the ini file has no section `[{}]`, which `fileConfig()` in env.py asks for; copy the logging sections \
             from the ini file that `init` writes",
            raised.message.trim_matches('\'')
        )),
        ("ArgumentError", message) if message.starts_with("Could not parse SQLAlchemy URL") => {
            Url::parse("not a URL").err()?.hint()
        }
        ("NoSuchModuleError", message) => {
            let plugin = message.strip_prefix(NO_DIALECT)?.to_owned();
            UrlError::UnknownDialect { plugin }.hint()
        }
        _ => None,
    }
}

/// Returns the way out where no connection came about.
pub(super) fn of_connecting(error: &DatabaseError, url: &Url) -> Option<String> {
    let no_password = error.message.contains("no password supplied");
    let way_out = match (&error.origin, error.code.as_deref()) {
        (_, Some("28P01" | "28000")) => "check user and password; in a URL write `@` as `%40`, `:` as `%3A`, `/` as \
                                         `%2F` (in an ini file with `%%` for `%`)"
            .into(),
        _ if no_password => "give the password in the URL, in PGPASSWORD or in ~/.pgpass".into(),
        (_, Some("3D000")) => format!("create it first: createdb {}", url.database.as_deref().unwrap_or("NAME")),
        (Origin::Unreachable { .. }, _) => "check that the server runs, and host and port of the URL".into(),
        _ if error.message.contains("unable to open database file") => {
            "the folder must exist and be writable; `sqlite:///file.db` is relative to the current directory, \
             `sqlite:////folder/file.db` is absolute"
                .into()
        }
        _ => return None,
    };
    Some(format!("{way_out}; the URL was {}", url.with_hidden_password()))
}

/// Returns the way out where a batch's copy lacks values, SQLite cannot alter a column or use its file, or a server has
/// no room.
pub(super) fn of_statement(error: &DatabaseError, sql: &str) -> Option<String> {
    if let Some(place) = error.message.strip_prefix("NOT NULL constraint failed: _alembic_tmp_") {
        let (table, column) = place.rsplit_once('.')?;
        return Some(format!(
            "rows of '{table}' hold NULL in '{column}'; fill them before the batch: \
             op.execute(\"UPDATE {table} SET {column} = ... WHERE {column} IS NULL\")"
        ));
    }
    let way_out = match error.message.as_str() {
        message if is_unknown_syntax(message) && sql.starts_with("ALTER TABLE") && sql.contains(" ALTER COLUMN ") => {
            "SQLite cannot alter a column: put it into `with op.batch_alter_table('table') as batch_op:`; with \
             `render_as_batch=True` in `context.configure()` of env.py autogenerate writes such blocks by itself"
        }
        _ if error.code.as_deref() == Some(DISK_FULL) => {
            "make room on the disk of the server and run the command again"
        }
        "attempt to write a readonly database" => {
            "the file or its folder may not be written, or the URL says `mode=ro`; check the permissions"
        }
        "database or disk is full" | "disk I/O error" => "make room on the disk and run the command again",
        "file is not a database" => "the URL names a file that is no SQLite database",
        "database is locked" => "another program holds the database; end it, or run the command again later",
        _ => return None,
    };
    Some(way_out.into())
}

/// As SQLite words it.
fn is_unknown_syntax(message: &str) -> bool {
    message.starts_with("near \"") && message.ends_with("\": syntax error")
}

/// Returns the way out where the version table names a revision that no file has.
pub(super) fn of_unknown_head(heads: &Heads, error: &HostError, project: &Project) -> Option<String> {
    let unknown = unknown_head(heads, &error.message)?;
    let hint = error.details.get("hint").and_then(|hint| hint.as_str()).unwrap_or_default();
    let similar =
        hint.strip_prefix("did you mean ").map(|names| format!(" (the nearest is {})", names.trim_end_matches('?')));
    let found = git::find_revision(
        project.config().directory(),
        &project.directory().version_locations.iter().map(|path| project.absolute(path)).collect::<Vec<_>>(),
        unknown.as_str(),
    );
    let way_out = found.map_or_else(|| "bring that file back".to_owned(), |found| found.sentence());
    Some(format!(
        "the database is at {unknown}, which no file of the script directory has{}; {way_out}; or, if the database \
         matches another revision, run `stamp --purge` with that one",
        similar.unwrap_or_default()
    ))
}

fn unknown_head<'heads>(heads: &'heads Heads, message: &str) -> Option<&'heads RevisionId> {
    heads.iter().find(|id| message == format!("Can't locate revision identified by '{id}'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raised(class_name: &str, message: &str) -> Raised {
        Raised { class_name: class_name.into(), message: message.into(), ..Raised::default() }
    }

    #[test]
    fn a_missing_url_is_explained_and_an_ordinary_key_is_not() {
        assert!(of_exception(&raised("KeyError", "'url'")).unwrap().contains("sqlalchemy.url"));
        assert_eq!(of_exception(&raised("KeyError", "'name'")), None);
    }

    #[test]
    fn the_hint_of_a_failed_connection_hides_the_password() {
        let url = Url::parse("postgresql://u:geheim@h/d").unwrap();
        let mut error = DatabaseError::of_driver(dialect::ErrorKind::Operational, "x");
        error.code = Some("28P01".into());
        let hint = of_connecting(&error, &url).unwrap();
        assert!(hint.contains("postgresql://u:***@h/d") && !hint.contains("geheim"), "{hint}");
    }

    #[test]
    fn a_revision_that_only_the_database_has_is_told_from_a_mistyped_one() {
        let heads: Heads = ["ghost".to_owned()].into_iter().collect();
        assert!(unknown_head(&heads, "Can't locate revision identified by 'ghost'").is_some());
        assert_eq!(unknown_head(&heads, "Can't locate revision identified by 'typo'"), None);
    }
}
