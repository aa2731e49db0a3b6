//! A real env.py and a real version file on the embedded Python, with a host that records what they ask.
#![expect(clippy::unwrap_used, reason = "a test may panic; helpers are no test functions to clippy")]

use std::{fs, path::PathBuf, sync::Mutex};

use pyruntime::{Conversation, Embedded, EmbeddedSettings, Failure, Host, HostError, Request};
use serde_json::{Map, Value as Json, json};

/// One interpreter at a time: there may be only one in a process.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// Answers as a database with nothing in it would, and runs one script.
#[derive(Default)]
struct Recorder {
    script: PathBuf,
    asked: Vec<Request>,
}

impl Host for Recorder {
    fn answer(&mut self, request: Request, python: &mut Conversation<'_>) -> Result<Json, HostError> {
        let answer = match &request {
            Request::Connect { .. } => json!({
                "connection": 1, "dialect": "sqlite", "driver": "pysqlite", "server_version": [3, 46, 0],
                "default_namespace": "main",
            }),
            Request::Configure { .. } => json!({"dialect": "sqlite", "as_sql": false, "transactional_ddl": true}),
            Request::Execute { .. } | Request::ContextExecute { .. } => {
                json!({"columns": ["n"], "rows": [[1]], "rowcount": 1, "lastrowid": null})
            }
            Request::InTransaction { .. } => json!(false),
            Request::RunMigrations { .. } => {
                let mut arguments = Map::new();
                arguments.insert("file".into(), json!(self.script));
                arguments.insert("revision".into(), json!("a1"));
                arguments.insert("function".into(), json!("upgrade"));
                match python.run(self, "run_script", arguments) {
                    Ok(_) => Json::Null,
                    Err(Failure::Raised(raised)) => {
                        return Err(HostError::new(&raised.dotted_name(), raised.message));
                    }
                    Err(Failure::Lost(reason)) => panic!("{reason}"),
                }
            }
            _ => Json::Null,
        };
        self.asked.push(request);
        Ok(answer)
    }
}

struct Project {
    _one: std::sync::MutexGuard<'static, ()>,
    folder: tempfile::TempDir,
}

impl Project {
    fn new(env: &str, script: &str) -> Self {
        let one = ONE_AT_A_TIME.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("env.py"), env).unwrap();
        fs::write(folder.path().join("a1_script.py"), script).unwrap();
        Self { _one: one, folder }
    }

    fn run(&self) -> (Recorder, Result<Json, Failure>) {
        let mut python = Embedded::start(EmbeddedSettings::default()).unwrap();
        let mut recorder = Recorder { script: self.folder.path().join("a1_script.py"), asked: Vec::new() };
        let mut arguments = Map::new();
        arguments.insert("file".into(), json!(self.folder.path().join("env.py")));
        arguments.insert(
            "environment".into(),
            json!({
                "command": "upgrade", "as_sql": false, "destination_rev": "head", "x_arguments": [],
                "config": {
                    "config_file_name": null, "config_ini_section": "alembic", "cmd_opts": {},
                    "sections": {"alembic": {"sqlalchemy.url": "sqlite:///a.db"}}, "defaults": {},
                },
                "script_directory": {"dir": self.folder.path()},
                "sys_path": [self.folder.path()],
            }),
        );
        let outcome = Conversation::new(&mut python).run(&mut recorder, "run_env", arguments);
        (recorder, outcome)
    }
}

const ENV: &str = r#"
from logging.config import fileConfig
from sqlalchemy import engine_from_config, pool
from alembic import context

config = context.config
if config.config_file_name is not None:
    fileConfig(config.config_file_name)

connectable = engine_from_config(
    config.get_section(config.config_ini_section, {}), prefix="sqlalchemy.", poolclass=pool.NullPool
)
with connectable.connect() as connection:
    context.configure(connection=connection, target_metadata=None)
    with context.begin_transaction():
        context.run_migrations()
"#;

#[test]
fn env_py_drives_and_the_script_asks() {
    let project = Project::new(
        ENV,
        "from alembic import op\nimport sqlalchemy as sa\nrevision = 'a1'\ndown_revision = None\n\
         def upgrade():\n    op.create_table('t', sa.Column('id', sa.Integer(), primary_key=True))\n",
    );
    let (recorder, outcome) = project.run();
    outcome.unwrap();
    let names: Vec<&str> = recorder.asked.iter().map(name_of).collect();
    assert_eq!(
        names,
        ["Connect", "Configure", "BeginTransaction", "Perform", "RunMigrations", "EndTransaction", "Close"]
    );
}

#[test]
fn an_exception_in_a_script_names_the_users_file_and_line() {
    let project = Project::new(
        ENV,
        "revision = 'a1'\ndown_revision = None\ndef upgrade():\n    helper()\ndef helper():\n    1 / 0\n",
    );
    let (_, outcome) = project.run();
    let Err(Failure::Raised(raised)) = outcome else { panic!("{outcome:?}") };
    assert_eq!(raised.dotted_name(), "ZeroDivisionError");
    let frames: Vec<(String, u32)> =
        raised.frames.iter().map(|frame| (frame.file.rsplit('/').next().unwrap().to_owned(), frame.line)).collect();
    assert_eq!(frames, [("env.py".into(), 16), ("a1_script.py".into(), 4), ("a1_script.py".into(), 6)]);
}

#[test]
fn time_zones_come_with_the_program() {
    let project = Project::new(
        ENV,
        "from datetime import datetime\nfrom zoneinfo import ZoneInfo\nrevision = 'a1'\ndown_revision = None\n\
         def upgrade():\n    raise ValueError(datetime(2024, 7, 1, tzinfo=ZoneInfo('Europe/Moscow')).isoformat())\n",
    );
    let (_, outcome) = project.run();
    let Err(Failure::Raised(raised)) = outcome else { panic!("{outcome:?}") };
    assert_eq!(raised.message, "2024-07-01T00:00:00+03:00");
}

/// Runs these lines in a version file and returns whether scripts are read ahead no longer.
#[track_caller]
fn is_patched(lines: &str) -> bool {
    let lines = lines.lines().map(|line| format!("    {line}\n")).collect::<String>();
    let script = format!(
        "import functools\nimport _limbeck\nimport sqlalchemy as sa\nfrom alembic import op\n\
         from alembic.operations import Operations\nfrom sqlalchemy.dialects import postgresql\n\
         from sqlalchemy.ext.compiler import compiles\n\
         from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship\n\n\
         revision = 'a1'\ndown_revision = None\n\ndef mine(*arguments):\n    pass\n\n\
         def upgrade():\n{lines}    raise ValueError(_limbeck.is_patched())\n"
    );
    let (_, outcome) = Project::new(ENV, &script).run();
    let Err(Failure::Raised(raised)) = outcome else { panic!("{outcome:?}") };
    assert_eq!(raised.dotted_name(), "ValueError", "{raised:?}");
    raised.message == "True"
}

#[test]
fn what_plain_scripts_use_is_as_it_was_made() {
    let usual = "class Base(DeclarativeBase):\n    pass\nclass T(Base):\n    __tablename__ = 't'\n    \
                 id: Mapped[int] = mapped_column(primary_key=True)\nclass Own(sa.types.TypeDecorator):\n    \
                 impl = sa.String\n    def process_bind_param(self, value, dialect):\n        return value\n\
                 op.create_table('t', sa.Column('id', Own(5)), sa.Column('x', postgresql.JSONB()))\n\
                 op.drop_index('x')\nwith op.batch_alter_table('t') as batch_op:\n    batch_op.drop_column('x')\n\
                 sa.event.listen(sa.engine.Engine, 'before_cursor_execute', mine)\n\
                 sa.event.listen(Session, 'before_flush', mine)";
    assert!(!is_patched(usual));
}

#[test]
fn functions_of_the_users_are_found_wherever_plain_scripts_would_call_them() {
    for lines in [
        "op.create_table = mine",
        "op.create_table = functools.partial(mine, 1)",
        "op.added = classmethod(mine)",
        "Operations.create_table = mine",
        "Operations.create_table = property(mine)",
        "sa.Column = lambda *arguments: None",
        "sa.String.__init__ = mine",
        "class Own(sa.types.TypeDecorator):\n    def __init__(self):\n        pass\nsa.Own = Own",
        "class Own:\n    def __call__(self):\n        pass\nsa.func = Own()",
        "postgresql.JSONB = mine",
        "compiles(sa.String, 'sqlite')(mine)",
        "sa.event.listen(sa.Table, 'before_create', mine)",
        "sa.event.listen(sa.Column, 'after_parent_attach', mine)",
    ] {
        assert!(is_patched(lines), "{lines}");
    }
}

fn name_of(request: &Request) -> &'static str {
    match request {
        Request::Connect { .. } => "Connect",
        Request::Close { .. } => "Close",
        Request::Configure { .. } => "Configure",
        Request::BeginTransaction => "BeginTransaction",
        Request::EndTransaction { .. } => "EndTransaction",
        Request::RunMigrations { .. } => "RunMigrations",
        Request::Perform { .. } => "Perform",
        _ => "other",
    }
}
