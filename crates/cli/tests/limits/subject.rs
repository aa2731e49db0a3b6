//! A project of three revisions on PostgreSQL, and a session of somebody else that has a lock.

use testkit::{PostgresqlDatabase, PostgresqlSession, Program, Project, Running, check_succeeds, postgresql};

pub const ENV: &str = "alembic/env.py";
pub const SECOND: &str = "alembic/versions/a2.py";
pub const THIRD: &str = "alembic/versions/a3.py";

/// The text of a version file with these lines in `upgrade()`, which counts its runs first.
pub fn version(revision: &str, down: Option<&str>, lines: &str) -> String {
    let down = down.map_or_else(|| "None".to_owned(), |down| format!("'{down}'"));
    let lines: String = lines.lines().map(|line| format!("    {line}\n")).collect();
    format!(
        "\"\"\"{revision}\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n\nrevision = '{revision}'\n\
         down_revision = {down}\n\n\ndef upgrade():\n{lines}\n\ndef downgrade():\n    pass\n"
    )
}

/// Notes in a table which limits hold.
pub const NOTES: &str = "op.execute(\"INSERT INTO work VALUES (current_setting('lock_timeout') || ' ' || \
                         current_setting('statement_timeout'))\")";

pub const ADDS: &str = "op.add_column('users', sa.Column('name', sa.String(9)))";

pub struct Subject {
    pub project: Project,
    pub database: PostgresqlDatabase,
}

impl Subject {
    /// `users` and `work` are there, and at a1; a2 and a3 note what holds, and a2 alters `users` as well.
    pub fn new() -> Option<Self> {
        let database = postgresql()?;
        let url = database.url("");
        Some(Self::at(database, &url))
    }

    pub fn at(database: PostgresqlDatabase, url: &str) -> Self {
        let project = Project::initialised(Program::ours_or_named(env!("CARGO_BIN_EXE_limbeck")), url);
        database.execute("CREATE TABLE users (id integer PRIMARY KEY); CREATE TABLE work (noted text)");
        project.write("alembic/versions/a1.py", &version("a1", None, NOTES));
        project.write(SECOND, &version("a2", Some("a1"), &format!("{NOTES}\n{ADDS}")));
        project.write(THIRD, &version("a3", Some("a2"), NOTES));
        check_succeeds(&project.run("upgrade a1"));
        database.execute("DELETE FROM work");
        Self { project, database }
    }

    pub fn has_a_transaction_for_each(&self) {
        self.project.replace(
            ENV,
            "target_metadata=target_metadata\n",
            "target_metadata=target_metadata, transaction_per_migration=True\n",
        );
    }

    /// Begins a transaction of somebody else that has a lock; it ends with the value.
    #[track_caller]
    pub fn locked(&self, sql: &str) -> PostgresqlSession {
        let mut session = self.database.connect();
        let begins = format!("SET application_name = 'somebody'; BEGIN; {sql}");
        session.batch_execute(&begins).expect("nobody else has the lock");
        session
    }

    /// Starts a command and waits until its standard error has that text.
    #[track_caller]
    pub fn start_until(&self, words: &str, text: &str) -> Running {
        self.project.start_until(words, "said", text)
    }

    /// What the command that was started so has said.
    pub fn said(&self) -> String {
        self.project.read("said")
    }

    #[track_caller]
    pub fn check_at(&self, revision: &str, noted: &[&str]) {
        assert_eq!(self.database.versions(), [revision]);
        assert_eq!(self.database.rows("SELECT noted FROM work"), noted);
    }

    /// Nothing was done.
    #[track_caller]
    pub fn check_untouched(&self) {
        self.check_at("a1", &[]);
        let columns = "SELECT column_name FROM information_schema.columns WHERE table_name = 'users'";
        assert_eq!(self.database.rows(columns), ["id"]);
    }
}
