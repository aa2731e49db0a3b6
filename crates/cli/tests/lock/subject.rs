//! A project with a few revisions that count how often they were run.

use std::{
    sync::OnceLock,
    thread,
    time::{Duration, Instant},
};

use testkit::{Database, PLACEHOLDER_URL, Program, Project, Running, check_succeeds, postgresql};

/// Keeps a hanging program from hanging the tests; no outcome depends on it.
const LIMIT: Duration = Duration::from_secs(180);

pub const ENV: &str = "alembic/env.py";
pub const FIRST: &str = "alembic/versions/a1_first.py";
pub const SECOND: &str = "alembic/versions/a2_second.py";

/// Lines that wait until the test removes the file `stop`, if there is one, and say that they are there.
pub const POINT: &str =
    "import os, time\nopen('reached', 'w').close()\nwhile os.path.exists('stop'):\n    time.sleep(0.01)";

pub struct Subject {
    pub project: Project,
    pub database: Database,
}

/// The text of a version file with these lines in `upgrade()`.
pub fn version(revision: &str, down: Option<&str>, lines: &str) -> String {
    let down = down.map_or_else(|| "None".to_owned(), |down| format!("'{down}'"));
    let body: String = lines.lines().map(|line| format!("    {line}\n")).collect();
    format!(
        "\"\"\"{revision}\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n\nrevision = '{revision}'\n\
         down_revision = {down}\n\n\ndef upgrade():\n{body}    op.execute(\"INSERT INTO work VALUES ('{revision}')\")\n\n\n\
         def downgrade():\n    op.execute(\"INSERT INTO work VALUES ('-{revision}')\")\n"
    )
}

/// A project with what `init` writes, which is asked for once.
fn scaffold() -> Project {
    static FILES: OnceLock<Vec<(String, String)>> = OnceLock::new();
    let empty = || Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_limbeck")));
    let files = FILES.get_or_init(|| {
        let project = empty();
        check_succeeds(&project.run("init alembic"));
        project.files().into_iter().map(|file| (file.clone(), project.read(&file))).collect()
    });
    let project = empty();
    files.iter().for_each(|(file, text)| project.write(file, text));
    project
}

impl Subject {
    fn new(url: &str, database: impl FnOnce(&Project) -> Database) -> Self {
        let project = scaffold();
        project.replace("alembic.ini", PLACEHOLDER_URL, url);
        project.write(
            FIRST,
            &version("a1", None, "op.create_table('users', sa.Column('id', sa.Integer, primary_key=True))"),
        );
        project.write(SECOND, &version("a2", Some("a1"), "op.add_column('users', sa.Column('name', sa.String(9)))"));
        let database = database(&project);
        let subject = Self { project, database };
        subject.execute("CREATE TABLE work (revision VARCHAR(9))");
        subject
    }

    pub fn sqlite() -> Self {
        Self::new("sqlite:///%(here)s/app.db?timeout=60", |project| Database::Sqlite(project.sqlite("app.db")))
    }

    /// Directly, and through PgBouncer.
    pub fn postgresql() -> Vec<Self> {
        let Some(direct) = postgresql() else { return Vec::new() };
        let pooled = postgresql().expect("there was one");
        let (direct_url, pooled_url) = (direct.url(""), pooled.pooled_url());
        vec![
            Self::new(&direct_url, |_| Database::Postgresql(Box::new(direct))),
            Self::new(&pooled_url, |_| Database::Postgresql(Box::new(pooled))),
        ]
    }

    pub fn everywhere() -> Vec<Self> {
        Self::postgresql().into_iter().chain([Self::sqlite()]).collect()
    }

    pub fn execute(&self, sql: &str) {
        self.database.execute(sql)
    }

    #[track_caller]
    pub fn rows(&self, sql: &str) -> Vec<String> {
        self.database.rows(sql)
    }

    /// What was run, sorted.
    pub fn work(&self) -> Vec<String> {
        self.rows("SELECT revision FROM work ORDER BY revision")
    }

    #[track_caller]
    pub fn check_done_once(&self, revisions: &[&str]) {
        assert_eq!(self.work(), revisions);
        assert_eq!(self.rows("SELECT version_num FROM alembic_version"), [*revisions.last().expect("there are some")]);
        self.check_nothing_is_left();
    }

    /// No lock, no table and no file that outlives a run.
    #[track_caller]
    pub fn check_nothing_is_left(&self) {
        match &self.database {
            Database::Sqlite(_) => {
                assert!(
                    self.project.files().iter().all(|file| !file.contains("limbeck-lock")),
                    "{:?}",
                    self.project.files()
                );
            }
            Database::Postgresql(database) => {
                let locks = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = \
                             (SELECT oid FROM pg_database WHERE datname = current_database())";
                self.wait_for(locks, "0");
                let tables = database.tables();
                assert!(tables.iter().all(|table| !table.contains("limbeck")), "{tables:?}");
            }
        }
    }

    /// Waits until a query gives that one row.
    #[track_caller]
    pub fn wait_for(&self, sql: &str, row: &str) {
        let begun = Instant::now();
        while self.rows(sql) != [row] {
            assert!(begun.elapsed() < LIMIT, "{sql} never gives {row}, but {:?}", self.rows(sql));
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Has the second revision stop at [`POINT`].
    pub fn stops_in_second(&self, lines: &str) {
        self.project.write(SECOND, &version("a2", Some("a1"), &format!("{lines}\n{POINT}")));
        self.project.write("stop", "");
    }

    pub fn go_on(&self) {
        self.project.remove("stop");
    }

    #[track_caller]
    pub fn start(&self, words: &str) -> Running {
        Running::new(self.project.start(&[], words), words)
    }

    /// Starts a command and waits until its script is at [`POINT`].
    #[track_caller]
    pub fn start_to_point(&self, words: &str) -> Running {
        let mut running = self.start(words);
        let reached = self.project.path("reached");
        running.wait_until(|| reached.exists());
        std::fs::remove_file(reached).expect("it was just seen");
        running
    }

    /// Starts a command, and waits until it says that it waits.
    #[track_caller]
    pub fn start_waiting(&self, words: &str, output: &str) -> Running {
        self.project.start_until(words, output, "Waiting up to")
    }
}
