//! Fresh databases, and everything in them as lines that are the same for the same content.

use testkit::{Normaliser, PostgresqlDatabase, Project, SqliteFile, postgresql};

const CATALOGUE: &str = include_str!("catalogue.sql");

/// A database in which a recording is replayed.
pub enum Database {
    Sqlite(SqliteFile),
    Postgresql(PostgresqlDatabase),
}

impl Database {
    /// The file `parity.db` in the project, emptied.
    pub fn sqlite(project: &Project) -> Self {
        let path = project.path("parity.db");
        if path.exists() {
            project.remove("parity.db");
        }
        Self::Sqlite(SqliteFile::new(path))
    }

    /// `None` only where `SQLITE_ONLY=1` asks for it.
    pub fn postgresql() -> Option<Self> {
        postgresql().map(Self::Postgresql)
    }

    /// The URL for a driver such as `aiosqlite` or none.
    pub fn url(&self, project: &Project, driver: &str) -> String {
        match self {
            Self::Sqlite(_) => {
                let plus = if driver.is_empty() { "" } else { "+" };
                format!("sqlite{plus}{driver}:///{}", project.path("parity.db").display())
            }
            Self::Postgresql(database) => database.url(driver),
        }
    }

    #[track_caller]
    pub fn execute(&self, sql: &str) {
        match self {
            Self::Sqlite(file) => file.execute(sql),
            Self::Postgresql(database) => database.execute(sql),
        }
    }

    /// Every object and every row as one line, sorted.
    pub fn lines(&self) -> Vec<String> {
        let lines = match self {
            Self::Sqlite(file) => sqlite_lines(file),
            Self::Postgresql(database) => postgresql_lines(database),
        };
        let mut lines: Vec<_> = lines.iter().map(|line| comparable(line)).collect();
        lines.sort_unstable();
        lines
    }
}

/// The lines of an SQLite file, for projects with several.
pub fn sqlite_file_lines(file: &SqliteFile) -> Vec<String> {
    let mut lines: Vec<_> = sqlite_lines(file).iter().map(|line| comparable(line)).collect();
    lines.sort_unstable();
    lines
}

fn sqlite_lines(file: &SqliteFile) -> Vec<String> {
    let objects = "SELECT type || ' ' || name || ': ' || sql FROM sqlite_master WHERE sql IS NOT NULL";
    let mut lines = file.rows(objects);
    for table in file.tables() {
        let columns = file.rows(&format!("SELECT name FROM pragma_table_xinfo('{table}')"));
        let fields: Vec<_> = columns.iter().map(|column| format!("quote(\"{column}\")")).collect();
        lines.extend(file.rows(&format!("SELECT 'row {table}: ' || {} FROM \"{table}\"", fields.join(" || ', ' || "))));
    }
    lines
}

fn postgresql_lines(database: &PostgresqlDatabase) -> Vec<String> {
    let mut lines = database.rows(CATALOGUE);
    for table in database.tables() {
        let rows = format!("SET TimeZone = 'UTC'; SELECT 'row {table}: ' || whole::text FROM \"{table}\" AS whole");
        lines.extend(database.rows(&rows));
    }
    lines
}

/// One line without times; Python's side of this is `databases.py`.
fn comparable(line: &str) -> String {
    Normaliser::new().text(line).replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t")
}
