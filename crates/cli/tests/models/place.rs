//! A project with models, on either database.

use testkit::{PostgresqlDatabase, Program, Project, check_succeeds, postgresql};

/// A project on a database.
pub struct Place {
    pub project: Project,
    database: Option<PostgresqlDatabase>,
}

impl Place {
    /// A project on an SQLite file; `env` is Python that may set `options`, keywords of `context.configure()`.
    pub fn on_sqlite(models: &str, env: &str) -> Self {
        let project = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic")));
        let url = format!("sqlite:///{}", project.path("app.db").display());
        Self { project: with_models(project.with_variable("DATABASE_URL", &url), models, env), database: None }
    }

    /// The same on PostgreSQL; `None` only where `SQLITE_ONLY=1` asks for it.
    pub fn on_postgresql(models: &str, env: &str) -> Option<Self> {
        let database = postgresql()?;
        let project = Project::new(Program::ours_or_named(env!("CARGO_BIN_EXE_alembic")));
        let project = project.with_variable("DATABASE_URL", &database.url("psycopg2"));
        Some(Self { project: with_models(project, models, env), database: Some(database) })
    }

    /// Runs statements on the database, past the program.
    pub fn execute(&self, sql: &str) {
        match &self.database {
            None => self.project.sqlite("app.db").execute(sql),
            Some(database) => database.execute(sql),
        }
    }

    /// What the version table holds.
    pub fn version(&self) -> Option<String> {
        const SQL: &str = "SELECT version_num FROM alembic_version";
        let rows = match &self.database {
            None => self.project.sqlite("app.db").rows(SQL),
            Some(database) => database.rows(SQL),
        };
        rows.into_iter().next()
    }

    /// Brings the database to the models.
    pub fn create(&self) {
        check_succeeds(&self.project.run("revision --autogenerate --rev-id first -m x"));
        check_succeeds(&self.project.run("upgrade head"));
    }
}

fn with_models(project: Project, models: &str, env: &str) -> Project {
    check_succeeds(&project.run("init migrations"));
    project.write("models.py", &format!("from sqlalchemy import *\n\nmetadata = MetaData()\n{models}\n"));
    project.write(
        "migrations/env.py",
        &include_str!("env.py").replace("options = {}\n", &format!("options = {{}}\n{env}\n")),
    );
    project
}

/// The body of a function of a version file, without its docstring.
pub fn body<'text>(file: &'text str, function: &str) -> &'text str {
    let (_, rest) = file.split_once(&format!("def {function}() -> None:\n")).expect("the file has the function");
    let (_, rest) = rest.split_once("\"\"\"\n").expect("the function says what it is");
    rest.split("\n\n\n").next().unwrap_or(rest).trim_end()
}
