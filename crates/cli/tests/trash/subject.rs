//! A project with one revision that makes tables, and one that drops something, on a real database.

use testkit::{Database, Program, Project, Run, check_succeeds};

/// The bodies of two revisions.
pub struct Scripts {
    pub first: &'static str,
    pub up: &'static str,
    pub down: &'static str,
}

const MAKES_TABLES: &str = r#"
    op.create_table(
        "users",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(50), nullable=False),
    )
    op.create_index("ix_users_name", "users", ["name"], unique=True)
    op.create_table(
        "posts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id", name="fk_posts_users"), nullable=False),
        sa.Column("title", sa.String(50)),
    )
"#;

/// Two tables, one of which refers to the other; the second revision drops both.
pub const BOTH_TABLES: Scripts = Scripts {
    first: MAKES_TABLES,
    up: r#"
    op.drop_table("posts")
    op.drop_table("users")
"#,
    down: MAKES_TABLES,
};

/// A table; the second revision drops a column of it that is NOT NULL.
pub const COLUMN: Scripts = Scripts {
    first: r#"
    op.create_table(
        "users",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("nickname", sa.String(50)),
    )
"#,
    up: r#"
    with op.batch_alter_table("users") as batch:
        batch.drop_column("name")
    op.drop_column("users", "nickname")
"#,
    down: r#"
    op.add_column("users", sa.Column("name", sa.String(50), nullable=False))
    op.add_column("users", sa.Column("nickname", sa.String(50)))
"#,
};

/// Rows of [`BOTH_TABLES`].
pub const ROWS: &str = "INSERT INTO users (name) VALUES ('Ann'), ('Bob'), ('Cid'); DELETE FROM users WHERE name = 'Bob'; \
                        INSERT INTO posts (user_id, title) VALUES (1, 'Hello'), (3, NULL)";

pub struct Subject {
    pub project: Project,
    pub database: Database,
}

impl Subject {
    /// At `a1`, with rows; `a2` is there to be applied.
    pub fn on_sqlite(scripts: &Scripts, rows: &str) -> Self {
        let (project, database) = Project::on_sqlite(program());
        Self::new(project, database, scripts, rows)
    }

    /// The same; `None` where SQLite alone is to be tested.
    pub fn on_postgresql(scripts: &Scripts, rows: &str) -> Option<Self> {
        let (project, database) = Project::on_postgresql(program())?;
        Some(Self::new(project, database, scripts, rows))
    }

    pub fn on_both(scripts: &Scripts, rows: &str, test: impl Fn(&Self)) {
        test(&Self::on_sqlite(scripts, rows));
        if let Some(subject) = Self::on_postgresql(scripts, rows) {
            test(&subject);
        }
    }

    fn new(project: Project, database: Database, scripts: &Scripts, rows: &str) -> Self {
        project.write("alembic/versions/a1_first.py", &script("a1", "None", scripts.first, "    pass\n"));
        let subject = Self { project, database };
        check_succeeds(&subject.project.run("upgrade head"));
        subject.execute(rows);
        subject.second(scripts.up, scripts.down);
        subject
    }

    /// Writes the second revision.
    pub fn second(&self, up: &str, down: &str) {
        self.project.write("alembic/versions/a2_second.py", &script("a2", "\"a1\"", up, down));
    }

    pub fn is_sqlite(&self) -> bool {
        matches!(self.database, Database::Sqlite(_))
    }

    pub fn execute(&self, sql: &str) {
        if !sql.is_empty() {
            self.database.execute(sql);
        }
    }

    #[track_caller]
    pub fn rows(&self, sql: &str) -> Vec<String> {
        self.database.rows(sql)
    }

    #[track_caller]
    pub fn check_rows(&self, sql: &str, expected: &[&str]) {
        assert_eq!(self.rows(sql), expected, "{sql}");
    }

    pub fn tables(&self) -> Vec<String> {
        self.database.tables()
    }

    pub fn versions(&self) -> Vec<String> {
        self.database.versions()
    }

    #[track_caller]
    pub fn succeeds(&self, words: &str) -> Run {
        let run = self.project.run(words);
        check_succeeds(&run);
        run
    }

    /// What the trash has, as `kind table.column rows`.
    #[track_caller]
    pub fn trash(&self) -> Vec<String> {
        let run = self.succeeds("trash list --json");
        let list: Vec<serde_json::Value> = serde_json::from_str(&run.stdout).expect("it is JSON");
        let line = |entry: &serde_json::Value| {
            let text = |key: &str| entry[key].as_str().map(str::to_owned);
            let name = [text("table"), text("column")].into_iter().flatten().collect::<Vec<_>>().join(".");
            format!("{} {name} {}", text("kind").unwrap_or_default(), entry["rows"])
        };
        list.iter().map(line).collect()
    }
}

#[track_caller]
pub fn check_note(run: &Run, sentence: &str) {
    assert!(run.stderr.contains(sentence), "should have said {sentence:?}\n{}", run.everything());
}

fn script(revision: &str, before: &str, up: &str, down: &str) -> String {
    format!(
        "\"\"\"{revision}\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n\nrevision = \"{revision}\"\n\
         down_revision = {before}\n\n\ndef upgrade():\n{}\n\n\ndef downgrade():\n{}\n",
        up.trim_matches('\n'),
        down.trim_matches('\n')
    )
}

fn program() -> Program {
    Program::ours_or_named(env!("CARGO_BIN_EXE_limbeck"))
}
