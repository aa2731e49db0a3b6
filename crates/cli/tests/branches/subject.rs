//! A project with two heads, as after the work of two people on one day.

use testkit::{Database, Program, Project, Run, check_succeeds};

/// A project and its database.
pub struct Subject {
    pub project: Project,
    pub database: Database,
}

impl Subject {
    /// `a1` makes `users`; the database is empty.
    pub fn on_sqlite() -> Self {
        let (project, database) = Project::on_sqlite(program());
        Self { project, database }.with_users()
    }

    /// The same; `None` where SQLite alone is to be tested.
    pub fn on_postgresql() -> Option<Self> {
        let (project, database) = Project::on_postgresql(program())?;
        Some(Self { project, database }.with_users())
    }

    /// Runs a test on both.
    pub fn on_both(test: impl Fn(&Self)) {
        test(&Self::on_sqlite());
        if let Some(subject) = Self::on_postgresql() {
            test(&subject);
        }
    }

    fn with_users(self) -> Self {
        self.revision(
            "a1",
            None,
            "op.create_table('users', sa.Column('id', sa.Integer, primary_key=True), sa.Column('name', sa.String(50)))",
            "op.drop_table('users')",
        );
        self
    }

    /// A table that only this revision knows.
    pub fn table(&self, id: &str, down: &str, table: &str) {
        let create = format!("op.create_table('{table}', sa.Column('id', sa.Integer, primary_key=True))");
        self.revision(id, Some(down), &create, &format!("op.drop_table('{table}')"));
    }

    /// Writes a version file with those bodies, as the template lays it out.
    pub fn revision(&self, id: &str, down: Option<&str>, upgrade: &str, downgrade: &str) {
        let body = |lines: &str| lines.lines().map(|line| format!("    {line}\n")).collect::<String>();
        let (revises, down) = (down.unwrap_or_default(), down.map_or("None".to_owned(), |down| format!("\"{down}\"")));
        self.project.write(
            &file_of(id),
            &format!(
                "\"\"\"step {id}\n\nRevision ID: {id}\nRevises: {revises}\nCreate Date: 2026-03-02\n\n\"\"\"\n\
                 from typing import Union\n\nfrom alembic import op\nimport sqlalchemy as sa\n\nrevision: str = \"{id}\"\n\
                 down_revision: Union[str, None] = {down}\nbranch_labels = None\ndepends_on = None\n\n\n\
                 def upgrade():\n{}\n\ndef downgrade():\n{}",
                body(upgrade),
                body(downgrade)
            ),
        );
    }

    #[track_caller]
    pub fn succeeds(&self, words: &str) -> Run {
        let run = self.project.run(words);
        check_succeeds(&run);
        run
    }

    #[track_caller]
    pub fn heads(&self) -> Vec<String> {
        let listed = self.succeeds("heads").stdout;
        listed.lines().map(|line| line.split(' ').next().unwrap_or_default().to_owned()).collect()
    }
}

pub fn file_of(id: &str) -> String {
    format!("alembic/versions/{id}_step.py")
}

fn program() -> Program {
    Program::ours_or_named(env!("CARGO_BIN_EXE_limbeck"))
}
