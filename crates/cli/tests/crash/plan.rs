//! The plan that is broken off, twice over: transactional, autocommit, batch and data steps.

use testkit::{Database, Program, Project, postgresql};

/// A project and its database.
pub struct Subject {
    pub project: Project,
    pub database: Database,
    /// How many rows the table `much` has beforehand. On PostgreSQL each of them fills a block.
    rows: usize,
}

/// Which sessions are another's.
pub const OTHERS: &str = "datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'";

/// Who wrote, in their order: kept beside the database, or in it.
const WRITERS: &str = "writers";

const FILES: &[(&str, &str)] = &[
    ("a1_transactional", include_str!("project/versions/a1_transactional.py")),
    ("a2_autocommit", include_str!("project/versions/a2_autocommit.py")),
    ("a3_batch", include_str!("project/versions/a3_batch.py")),
    ("a4_data", include_str!("project/versions/a4_data.py")),
    ("a5_transactional", include_str!("project/versions/a5_transactional.py")),
    ("a6_committed", include_str!("project/versions/a6_committed.py")),
    ("a7_autocommit", include_str!("project/versions/a7_autocommit.py")),
    ("a8_batch", include_str!("project/versions/a8_batch.py")),
    ("a9_data", include_str!("project/versions/a9_data.py")),
];

fn project(url: &str, witness: &str) -> Project {
    let project = Project::initialised(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic")), url);
    project.write("witness.py", witness);
    for (name, text) in FILES {
        project.write(&format!("alembic/versions/{name}.py"), text);
    }
    project
}

pub fn on_sqlite() -> Subject {
    let project = project("sqlite:///%(here)s/app.db?timeout=60", include_str!("project/witness_on_sqlite.py"));
    let database = Database::Sqlite(project.sqlite("app.db"));
    Subject { project, database, rows: 2 }
}

pub fn on_postgresql(rows: usize) -> Option<Subject> {
    let database = postgresql()?;
    let project = project(&database.url(""), include_str!("project/witness_on_postgresql.py"));
    Some(Subject { project, database: Database::Postgresql(Box::new(database)), rows })
}

impl Subject {
    /// Which of the two databases it is.
    pub fn name(&self) -> &'static str {
        match &self.database {
            Database::Sqlite(_) => "SQLite",
            Database::Postgresql(_) => "PostgreSQL",
        }
    }

    /// Empties the database, but for one table with rows.
    pub fn reset(&self) {
        let rows = self.rows;
        match &self.database {
            Database::Sqlite(file) => {
                for file in ["app.db", "app.db-journal", "app.db-wal", "app.db-shm", WRITERS] {
                    let path = self.project.path(file);
                    if path.exists() {
                        std::fs::remove_file(path).expect("nobody holds it");
                    }
                }
                file.execute(&format!(
                    "CREATE TABLE much (id INTEGER PRIMARY KEY, filler TEXT); INSERT INTO much \
                     WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < {rows}) \
                     SELECT i, printf('%5000d', i) FROM c"
                ));
            }
            Database::Postgresql(database) => database.execute(&format!(
                "DROP SCHEMA IF EXISTS limbeck CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public; \
                 CREATE TABLE writers (id bigserial PRIMARY KEY, session integer NOT NULL); \
                 CREATE TABLE much (id integer PRIMARY KEY, filler text); \
                 ALTER TABLE much ALTER COLUMN filler SET STORAGE PLAIN; \
                 INSERT INTO much SELECT i, repeat('x', 5000) FROM generate_series(1, {rows}) AS i"
            )),
        }
    }

    /// Waits until the server has noticed the end of a process.
    pub fn settle(&self) {
        let Database::Postgresql(database) = &self.database else { return };
        let others = format!("SELECT 1 FROM pg_stat_activity WHERE {OTHERS}");
        let start = std::time::Instant::now();
        while !database.rows(&others).is_empty() {
            assert!(start.elapsed().as_secs() < 60, "a session does not end");
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
    }

    /// Schema, rows and version, without what is ours and who wrote.
    pub fn content(&self) -> Vec<String> {
        const ROWS: &[&str] = &[
            "SELECT * FROM a ORDER BY 1",
            "SELECT * FROM b ORDER BY 1",
            "SELECT * FROM c ORDER BY 1",
            "SELECT id, length(filler) FROM much ORDER BY 1",
            "SELECT * FROM alembic_version",
        ];
        let mut found = match &self.database {
            Database::Sqlite(file) => file.rows("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2"),
            Database::Postgresql(database) => {
                let mut found = database.rows(
                    "SELECT table_name, column_name, data_type, is_nullable, column_default, character_maximum_length \
                     FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2",
                );
                found.extend(database.rows(
                    "SELECT c.relname, c.relkind, i.indisvalid FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid \
                     WHERE c.relnamespace = 'public'::regnamespace ORDER BY 1",
                ));
                found.extend(database.rows(
                    "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint \
                     WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
                ));
                found
            }
        };
        found.extend(ROWS.iter().flat_map(|sql| self.database.rows(sql)));
        found
    }

    /// Which session or process wrote, in their order.
    pub fn writers(&self) -> Vec<String> {
        match &self.database {
            Database::Sqlite(_) => self.project.read(WRITERS).lines().map(str::to_owned).collect(),
            Database::Postgresql(database) => database.rows("SELECT session FROM writers ORDER BY id"),
        }
    }
}
