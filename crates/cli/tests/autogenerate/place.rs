//! A project in which one pair after the other is tried, and the database of the pair at hand.

use testkit::{PostgresqlDatabase, Program, Project, Run, check_succeeds, postgresql};

use crate::pair::{Pair, Side};

const FILE: &str = "migrations/versions/after_x.py";

/// The project of a group.
pub struct Place {
    project: Project,
}

/// The project with an empty database for a pair.
pub struct Trial<'place> {
    project: &'place Project,
    pair: &'place Pair,
    database: Database,
}

enum Database {
    Sqlite,
    Postgresql(PostgresqlDatabase),
}

impl Place {
    pub fn new() -> Self {
        let project = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic")));
        check_succeeds(&project.run("init migrations"));
        Self { project }
    }

    pub fn is_real_alembic(&self) -> bool {
        self.project.program().is_real_alembic()
    }

    /// `None` only where `SQLITE_ONLY=1` asks for it.
    pub fn trial<'place>(&'place self, pair: &'place Pair, database: &str) -> Option<Trial<'place>> {
        for file in self.project.files().iter().filter(|file| file.contains("/versions/") || file.contains("pair.db")) {
            self.project.remove(file);
        }
        let database = match database {
            "sqlite" => Database::Sqlite,
            _ => Database::Postgresql(postgresql()?),
        };
        self.project.write("migrations/env.py", &pair.env());
        Some(Trial { project: &self.project, pair, database })
    }
}

impl Trial<'_> {
    /// Brings the database to the models before, by a file that autogenerate writes as well.
    pub fn create(&self) -> Result<(), String> {
        if let Some(sql) = self.pair.sql_first() {
            self.execute(sql);
        }
        self.write_models(Side::Before);
        let run = self.run("revision --autogenerate --rev-id before -m x");
        if run.exit_code != 0 {
            return Err(format!("the models before are not understood:\n{}", run.everything()));
        }
        let is_written = self.project.path("migrations/versions/before_x.py").exists();
        if is_written {
            let run = self.run("upgrade head");
            if run.exit_code != 0 {
                return Err(format!("the tables before are not created:\n{}", run.everything()));
            }
        }
        if let Some(sql) = self.pair.sql() {
            self.execute(sql);
        }
        Ok(())
    }

    /// Writes the file that takes the database to the models after, and returns what of it differs from pair to pair.
    pub fn generate(&self) -> Result<String, String> {
        self.write_models(Side::After);
        let ours = match self.project.program().is_real_alembic() {
            true => String::new(),
            false => format!("--allow-empty {}", self.pair.options().unwrap_or_default()),
        };
        let run = self.run(&format!("revision --autogenerate {ours} --rev-id after -m x"));
        if run.exit_code != 0 {
            return Err(format!("no file is written:\n{}", run.everything()));
        }
        Ok(cut(&self.project.read(FILE)))
    }

    pub fn run(&self, words: &str) -> Run {
        self.project.run_with(&[("DATABASE_URL", &self.url())], words)
    }

    pub fn write_models(&self, side: Side) {
        self.project.write("models.py", &self.pair.models(side));
    }

    /// Has something run with the models before, and without the generated file, so that the version before it is the head.
    pub fn at_the_models_before(&self, run: impl FnOnce() -> Run) -> Run {
        let file = self.project.read(FILE);
        self.project.remove(FILE);
        self.write_models(Side::Before);
        let run = run();
        self.write_models(Side::After);
        self.project.write(FILE, &file);
        run
    }

    fn execute(&self, sql: &str) {
        match &self.database {
            Database::Sqlite => self.project.sqlite("pair.db").execute(sql),
            Database::Postgresql(database) => database.execute(sql),
        }
    }

    /// The rows that a query gives, one a line.
    pub fn rows(&self, sql: &str) -> String {
        let rows = match &self.database {
            Database::Sqlite => self.project.sqlite("pair.db").rows(sql),
            Database::Postgresql(database) => database.rows(sql),
        };
        rows.join("\n")
    }

    fn url(&self) -> String {
        match &self.database {
            Database::Sqlite => format!("sqlite:///{}", self.project.path("pair.db").display()),
            Database::Postgresql(database) => database.url("psycopg2"),
        }
    }
}

/// Python's side of this is in `record_autogenerate.py`.
fn cut(file: &str) -> String {
    let (_, rest) = file.split_once("import sqlalchemy as sa\n").expect("a file imports SQLAlchemy");
    let (imports, rest) = rest.split_once("\n# revision identifiers").expect("a file has identifiers");
    let (_, rest) = rest.split_once("\"\"\"Upgrade schema.\"\"\"\n").expect("a file has an upgrade");
    let (upgrade, rest) = rest.split_once("\n\n\ndef downgrade() -> None:\n").expect("a file has a downgrade");
    let (_, downgrade) = rest.split_once("\"\"\"Downgrade schema.\"\"\"\n").expect("a downgrade says what it is");
    let text =
        format!("{}\n--- upgrade\n{}\n--- downgrade\n{}\n", imports.trim(), upgrade.trim_end(), downgrade.trim_end());
    text.trim_start_matches('\n').to_owned()
}
