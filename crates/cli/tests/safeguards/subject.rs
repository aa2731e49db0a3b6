//! A project with two revisions and rows of its users', on a real database.

use std::{fs, os::unix::fs::PermissionsExt as _};

use testkit::{Database, Program, Project, Run, check_succeeds};

/// Makes tables with everything that a table has.
pub const FIRST: &str = r#""""first"""
from alembic import op
import sqlalchemy as sa

revision = "a1"
down_revision = None


def upgrade():
    op.create_table(
        "users",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("nickname", sa.String(50)),
    )
    op.create_index("ix_users_name", "users", ["name"])
    op.create_table(
        "posts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id", name="fk_posts_user_id"), nullable=False),
        sa.Column("title", sa.String(50)),
    )


def downgrade():
    op.drop_table("posts")
    op.drop_table("users")
"#;

/// Adds a table, and a column to one that has rows.
pub const SECOND: &str = r#""""second"""
from alembic import op
import sqlalchemy as sa

revision = "a2"
down_revision = "a1"


def upgrade():
    op.create_table("tags", sa.Column("id", sa.Integer, primary_key=True))


def downgrade():
    op.drop_table("tags")
"#;

/// A project and its database.
pub struct Subject {
    pub project: Project,
    pub database: Database,
}

impl Subject {
    /// At `a1`, with rows.
    pub fn on_sqlite() -> Self {
        let (project, database) = Project::on_sqlite(program());
        Self::new(project, database)
    }

    /// The same; `None` where SQLite alone is to be tested.
    pub fn on_postgresql() -> Option<Self> {
        let (project, database) = Project::on_postgresql(program())?;
        Some(Self::new(project, database))
    }

    /// Runs a test on both.
    pub fn on_both(test: impl Fn(&Self)) {
        test(&Self::on_sqlite());
        if let Some(subject) = Self::on_postgresql() {
            test(&subject);
        }
    }

    fn new(project: Project, database: Database) -> Self {
        project.write("alembic/versions/a1_first.py", FIRST);
        let subject = Self { project, database };
        check_succeeds(&subject.project.run("upgrade head"));
        subject.execute(
            "INSERT INTO users VALUES (1, 'Ann', 'A'), (2, 'Bob', NULL); INSERT INTO posts VALUES (7, 1, 'Hello')",
        );
        subject.project.write("alembic/versions/a2_second.py", SECOND);
        subject
    }

    /// The password of the database's URL; SQLite has none.
    pub fn password(&self) -> String {
        match &self.database {
            Database::Sqlite(_) => String::new(),
            Database::Postgresql(database) => {
                let url = database.url("");
                let (_, rest) = url.split_once("://").expect("it is a URL");
                let (user, _) = rest.split_once('@').expect("it has a user");
                user.split_once(':').expect("it has a password").1.to_owned()
            }
        }
    }

    /// Has the project connect as a new role, with the password `s3cret-4711`, and returns the role's name.
    pub fn connect_as(&self, role: &str, attributes: &str) -> String {
        let Database::Postgresql(database) = &self.database else { panic!("SQLite has no roles") };
        let url = database.url("");
        let (_, place) = url.split_once('@').expect("it has a user");
        let role = format!("{role}_{}", database.name());
        self.execute(&format!("CREATE ROLE {role} LOGIN PASSWORD 's3cret-4711' {attributes}"));
        self.project.replace("alembic.ini", &url, &format!("postgresql://{role}:s3cret-4711@{place}"));
        role
    }

    /// Writes a program into the project.
    pub fn program(&self, file: &str, text: &str) {
        self.project.write(file, text);
        let may_run = fs::Permissions::from_mode(0o755);
        fs::set_permissions(self.project.path(file), may_run).expect("it was just written");
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self.database, Database::Sqlite(_))
    }

    pub fn execute(&self, sql: &str) {
        self.database.execute(sql)
    }

    #[track_caller]
    pub fn rows(&self, sql: &str) -> Vec<String> {
        self.database.rows(sql)
    }

    pub fn versions(&self) -> Vec<String> {
        self.database.versions()
    }

    pub fn tables(&self) -> Vec<String> {
        self.database.tables()
    }

    #[track_caller]
    pub fn succeeds(&self, words: &str) -> Run {
        let run = self.project.run(words);
        check_succeeds(&run);
        run
    }
}

fn program() -> Program {
    Program::ours_or_named(env!("CARGO_BIN_EXE_limbeck"))
}
