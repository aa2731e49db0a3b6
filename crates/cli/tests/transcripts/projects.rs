//! The projects in which the transcripts were recorded, built again.

use testkit::{Program, Project, check_succeeds};

use crate::expectation::recorded_file;

/// The date in version files that we write ourselves.
pub const DATE: &str = "2026-11-20 08:15:30.123456";

/// The URL that `init` writes, to be replaced by a real one.
pub const PLACEHOLDER_URL: &str = "driver://user:pass@localhost/dbname";

/// An empty folder with the program under test.
pub fn empty() -> Project {
    Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic")))
}

/// What `init` makes, with the SQLite file `app.db`.
pub fn on_sqlite() -> Project {
    initialised("generic", "sqlite:///%(here)s/app.db")
}

/// What `init` makes of a template, with that URL in the ini file.
pub fn initialised(template: &str, url: &str) -> Project {
    let project = empty();
    check_succeeds(&project.run(&format!("init -t {template} alembic")));
    project.replace("alembic.ini", PLACEHOLDER_URL, url);
    project
}

/// A version file as the transcripts' authors wrote them by hand.
pub struct VersionFile<'a> {
    pub revision: &'a str,
    /// Python source: `None`, `'a'` or `('a', 'b')`.
    pub down_revision: &'a str,
    pub branch_labels: &'a str,
    pub depends_on: &'a str,
    pub message: &'a str,
    pub upgrade: &'a str,
    pub downgrade: &'a str,
}

impl Default for VersionFile<'_> {
    fn default() -> Self {
        Self {
            revision: "",
            down_revision: "None",
            branch_labels: "None",
            depends_on: "None",
            message: "",
            upgrade: "pass",
            downgrade: "pass",
        }
    }
}

impl VersionFile<'_> {
    pub fn text(&self) -> String {
        let revises = match self.down_revision {
            "None" => "",
            parents => &parents.replace(['\'', '(', ')'], ""),
        };
        format!(
            "\"\"\"{message}\n\nRevision ID: {revision}\nRevises: {revises}\nCreate Date: {DATE}\n\n\"\"\"\n\
             from alembic import op\nimport sqlalchemy as sa\n\n\
             revision = '{revision}'\ndown_revision = {down}\nbranch_labels = {labels}\ndepends_on = {depends}\n\n\n\
             def upgrade():\n{upgrade}\n\n\ndef downgrade():\n{downgrade}\n",
            message = self.message,
            revision = self.revision,
            down = self.down_revision,
            labels = self.branch_labels,
            depends = self.depends_on,
            upgrade = indented(self.upgrade),
            downgrade = indented(self.downgrade),
        )
    }

    /// Writes the file under the name that `revision` would give it.
    pub fn write(&self, project: &Project) {
        let name = format!("{}_{}.py", self.revision, self.message.replace(' ', "_"));
        project.write(&format!("alembic/versions/{name}"), &self.text());
    }
}

/// The three revisions of section C: `1975ea83b712` -> `ae1027a6acf3` -> `bb20384758fe`.
pub fn linear() -> Project {
    let project = on_sqlite();
    for file in [
        VersionFile {
            revision: "1975ea83b712",
            message: "create account table",
            upgrade: "op.create_table('account', sa.Column('id', sa.Integer, primary_key=True),\n    \
                      sa.Column('name', sa.String(50), nullable=False))",
            downgrade: "op.drop_table('account')",
            ..VersionFile::default()
        },
        VersionFile {
            revision: "ae1027a6acf3",
            down_revision: "'1975ea83b712'",
            message: "add a column",
            upgrade: "op.add_column('account', sa.Column('last_transaction_date', sa.DateTime))",
            downgrade: "op.drop_column('account', 'last_transaction_date')",
            ..VersionFile::default()
        },
        VersionFile {
            revision: "bb20384758fe",
            down_revision: "'ae1027a6acf3'",
            message: "third",
            upgrade: "op.create_index('ix_account_name', 'account', ['name'])",
            downgrade: "op.drop_index('ix_account_name', table_name='account')",
            ..VersionFile::default()
        },
    ] {
        file.write(&project);
    }
    project
}

/// The same with the first steps already run.
pub fn linear_at(revision: &str) -> Project {
    let project = linear();
    check_succeeds(&project.run(&format!("upgrade {revision}")));
    project
}

/// Puts the file that autogenerate once wrote into the project.
pub fn write_recorded_file(project: &Project, number: &str, name: &str) {
    project.write(&format!("alembic/versions/{name}"), &recorded_file(number).replace("<DATE>", DATE));
}

fn indented(body: &str) -> String {
    body.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}
