//! A project with two revisions on a database with a table that nothing may harm.

use testkit::{Database, Program, Project, Run, check_fails, check_succeeds, postgresql};

/// A password that must not be printed anywhere.
pub const SECRET: &str = "falsches-Geheimnis-4711";

pub const FIRST: &str = "alembic/versions/a1_first.py";
pub const SECOND: &str = "alembic/versions/a2_second.py";
pub const ENV: &str = "alembic/env.py";

/// What a failed run of both revisions says about the database.
pub const NOTHING_APPLIED: &str = "note: stopped in upgrade a1 -> a2, second; none of the 2 migrations was applied; \
                                   the transaction was rolled back and the database is as it was before it";

/// A project and its database.
pub struct Subject {
    pub project: Project,
    pub database: Database,
}

fn program() -> Program {
    Program::ours_or_named(env!("CARGO_BIN_EXE_alembic"))
}

/// An empty folder with the program under test.
pub fn empty() -> Project {
    Project::new(program())
}

/// What `init` makes and no more.
pub fn initialised(url: &str) -> Project {
    Project::initialised(program(), url)
}

/// The whole text of the second revision, with these lines in the middle of `upgrade()`.
pub fn second(lines: &str) -> String {
    let lines = lines.lines().map(|line| format!("    {line}\n")).collect::<String>();
    format!(
        "\"\"\"second\"\"\"\nimport os\nimport time\n\nfrom alembic import op\nimport sqlalchemy as sa\n\n\
         revision = 'a2'\ndown_revision = 'a1'\n\n\n\
         def upgrade():\n    op.execute(\"INSERT INTO users (id, name) VALUES (1, 'x')\")\n\
         {lines}    op.create_table('posts', sa.Column('id', sa.Integer, primary_key=True))\n\n\n\
         def downgrade():\n    op.drop_table('posts')\n"
    )
}

/// Two revisions on SQLite.
pub fn on_sqlite() -> Subject {
    let project = initialised("sqlite:///%(here)s/app.db");
    let database = Database::Sqlite(project.sqlite("app.db"));
    Subject::new(project, database)
}

/// Two revisions on PostgreSQL; `None` where SQLite alone is to be tested.
pub fn on_postgresql() -> Option<Subject> {
    let database = postgresql()?;
    let project = initialised(&database.url(""));
    Some(Subject::new(project, Database::Postgresql(Box::new(database))))
}

/// Runs a test on both.
pub fn on_both(test: impl Fn(&Subject)) {
    test(&on_sqlite());
    if let Some(subject) = on_postgresql() {
        test(&subject);
    }
}

impl Subject {
    fn new(project: Project, database: Database) -> Self {
        project.write(
            FIRST,
            "\"\"\"first\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n\nrevision = 'a1'\n\
             down_revision = None\n\n\n\
             def upgrade():\n    op.create_table('users', sa.Column('id', sa.Integer, primary_key=True), \
             sa.Column('name', sa.String(50)))\n\n\n\
             def downgrade():\n    op.drop_table('users')\n",
        );
        project.write(SECOND, &second(""));
        let subject = Self { project, database };
        subject.execute("CREATE TABLE kept (number INTEGER NOT NULL); INSERT INTO kept VALUES (7)");
        subject
    }

    pub fn execute(&self, sql: &str) {
        self.database.execute(sql)
    }

    pub fn rows(&self, sql: &str) -> Vec<String> {
        self.database.rows(sql)
    }

    pub fn versions(&self) -> Vec<String> {
        self.database.versions()
    }

    /// Schema and rows of everything that is there.
    pub fn content(&self) -> Vec<String> {
        let (mut content, tables) = match &self.database {
            Database::Sqlite(file) => {
                (file.rows("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2"), file.tables())
            }
            Database::Postgresql(database) => (database.rows(CATALOGUE), database.tables()),
        };
        for table in tables {
            let quoted = format!("\"{table}\"");
            let sql = match &self.database {
                Database::Sqlite(_) => format!("SELECT * FROM {quoted} ORDER BY 1"),
                Database::Postgresql(_) => format!("SELECT t::text FROM {quoted} t ORDER BY 1"),
            };
            content.extend(self.rows(&sql).into_iter().map(|row| format!("{table}: {row}")));
        }
        content
    }

    /// Runs a command that must fail so, and harm nothing.
    #[track_caller]
    pub fn check_refused(&self, words: &str, exit_code: i32, sentence: &str) -> Run {
        let before = self.content();
        let run = self.project.run(words);
        self.check_unharmed(&run, &before);
        check_fails(&run, exit_code, sentence);
        run
    }

    /// Demands a run without traces of our inside, and the database as it was.
    #[track_caller]
    pub fn check_unharmed(&self, run: &Run, before: &[String]) {
        check_presentable(&self.project, run);
        assert_eq!(self.content(), before, "the database changed\n{}", run.everything());
    }

    /// Demands that the same command works once the cause is gone.
    #[track_caller]
    pub fn check_works_again(&self) {
        self.project.write(SECOND, &second(""));
        check_succeeds(&self.project.run("upgrade head"));
        assert_eq!(self.versions(), ["a2"]);
        assert_eq!(self.rows("SELECT number FROM kept"), ["7"]);
    }
}

/// Demands that a run shows neither our inside nor a password: no panic, and no frames but the user's.
#[track_caller]
pub fn check_presentable(project: &Project, run: &Run) {
    let everything = run.everything();
    for trace in ["panicked at", "RUST_BACKTRACE", "overflowed its stack", "rustpython", "_host.py", SECRET] {
        assert!(!everything.contains(trace), "shows {trace:?}\n{everything}");
    }
    let root = project.root().display().to_string();
    for frame in run.stderr.lines().filter(|line| line.starts_with("  File \"")) {
        assert!(frame.contains(&root), "{frame} is not the user's\n{everything}");
    }
}

/// Demands a `hint:` line with that text.
#[track_caller]
pub fn check_hint(run: &Run, text: &str) {
    let is_hinted = run.stderr.lines().any(|line| line.starts_with("hint: ") && line.contains(text));
    assert!(is_hinted, "no hint with {text:?}\n{}", run.everything());
}

/// Demands a frame of that file and line on standard error.
#[track_caller]
pub fn check_frame(project: &Project, run: &Run, file: &str, line: usize) {
    let frame = format!("  File \"{}\", line {line}, in ", project.path(file).display());
    assert!(run.stderr.contains(&frame), "no frame {frame:?}\n{}", run.everything());
}

/// The number of the first line of a file with that text.
pub fn line_of(project: &Project, file: &str, text: &str) -> usize {
    let found = project.read(file).lines().position(|line| line.contains(text));
    found.unwrap_or_else(|| panic!("{file} has no line with {text:?}")) + 1
}

/// Columns, constraints, indexes, sequences and types of `public`.
const CATALOGUE: &str = "
    SELECT 'column', table_name::text, column_name::text, data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '')
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL
    SELECT 'constraint', conrelid::regclass::text, conname::text, pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'class', relkind::text, relname::text, '' FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'type', typtype::text, typname::text, '' FROM pg_type WHERE typnamespace = 'public'::regnamespace
    ORDER BY 1, 2, 3";
