//! A look into an SQLite file, independent of the program under test.

use std::path::PathBuf;

use rusqlite::{Connection, types::ValueRef};

/// An SQLite file that a test reads or prepares.
pub struct SqliteFile {
    path: PathBuf,
}

impl SqliteFile {
    pub fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Runs statements, several if need be.
    #[track_caller]
    pub fn execute(&self, sql: &str) {
        self.open().execute_batch(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// Every row as one text, the fields parted by `|`, as the `sqlite3` shell prints them.
    #[track_caller]
    pub fn rows(&self, sql: &str) -> Vec<String> {
        let connection = self.open();
        let mut statement = connection.prepare(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
        let width = statement.column_count();
        let rows = statement.query_map([], |row| {
            let fields: Result<Vec<_>, _> = (0..width).map(|place| row.get_ref(place).map(field_text)).collect();
            Ok(fields?.join("|"))
        });
        rows.and_then(Iterator::collect).unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    /// Every statement of the schema, as `.schema` prints them.
    pub fn schema(&self) -> String {
        self.rows("SELECT sql || ';' FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").join("\n")
    }

    /// The names of all tables, sorted.
    pub fn tables(&self) -> Vec<String> {
        self.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    }

    /// What the version table holds, sorted.
    pub fn versions(&self) -> Vec<String> {
        self.rows("SELECT version_num FROM alembic_version ORDER BY version_num")
    }

    /// Keeps the file open, as another program does that has read from it, until the value is dropped.
    #[track_caller]
    pub fn keep_open(&self) -> impl Sized + use<> {
        let connection = self.open();
        connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(())).expect("the file is a database");
        connection
    }

    /// Keeps the file's write lock, as another program does that writes, until the value is dropped.
    #[track_caller]
    pub fn lock(&self) -> impl Sized + use<> {
        let connection = self.open();
        connection.execute_batch("BEGIN IMMEDIATE").expect("nobody else writes");
        connection
    }

    #[track_caller]
    fn open(&self) -> Connection {
        Connection::open(&self.path).unwrap_or_else(|error| panic!("{}: {error}", self.path.display()))
    }
}

fn field_text(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Blob(bytes) => bytes.iter().map(|byte| format!("{byte:02x}")).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::SqliteFile;

    #[test]
    fn rows_and_schema_are_read_as_the_shell_prints_them() {
        let folder = tempfile::tempdir().unwrap();
        let file = SqliteFile::new(folder.path().join("app.db"));
        file.execute("CREATE TABLE a (b INTEGER, c TEXT); INSERT INTO a VALUES (1, 'x'), (2, NULL)");
        assert_eq!(file.rows("SELECT * FROM a ORDER BY b"), ["1|x", "2|"]);
        assert_eq!(file.schema(), "CREATE TABLE a (b INTEGER, c TEXT);");
        assert_eq!(file.tables(), ["a"]);
    }
}
