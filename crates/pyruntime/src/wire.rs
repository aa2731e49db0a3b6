//! The messages both sides speak; `python/WIRE.md` is their text.

use operation::Operation;
use schema::{ColumnType, Expression, NamingConvention, Query, Table, TableName};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};

/// What Python asks of the host. On the wire tagged by `request`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "request", rename_all = "snake_case")]
pub enum Request {
    Connect {
        #[serde(default)]
        url: Option<String>,
        #[serde(default)]
        options: Map<String, Json>,
    },
    Close {
        connection: u32,
    },
    Transaction {
        connection: u32,
        action: TransactionAction,
        #[serde(default)]
        name: Option<String>,
    },
    InTransaction {
        connection: u32,
    },
    Isolation {
        connection: u32,
        level: String,
    },
    Execute {
        connection: u32,
        statement: Query,
        #[serde(default)]
        parameters: Json,
        /// A driver begins a transaction before the statement, where none is open.
        #[serde(default)]
        begins: bool,
        /// Whether the answer may have the first rows only.
        #[serde(default)]
        in_parts: bool,
    },
    /// The next rows of a long result.
    Fetch {
        result: u32,
    },
    /// Nobody wants the rest of a long result.
    Forget {
        result: u32,
    },
    ExecuteDdl {
        connection: u32,
        operation: Operation,
    },
    HasTable {
        connection: u32,
        table: TableName,
    },
    /// A part of what is in a namespace; without one, in the default.
    Inspect {
        connection: u32,
        #[serde(default)]
        namespace: Option<String>,
        part: InspectedPart,
        /// The table where one is asked for.
        #[serde(default)]
        table: Option<String>,
    },
    Compile {
        #[serde(default)]
        statement: Option<Query>,
        #[serde(default)]
        expression: Option<Expression>,
        #[serde(default, rename = "type")]
        column_type: Option<ColumnType>,
        #[serde(default)]
        operation: Option<Box<Operation>>,
        #[serde(default)]
        dialect: Option<String>,
        #[serde(default)]
        literal_binds: bool,
    },
    Configure {
        #[serde(default)]
        connection: Option<u32>,
        #[serde(default)]
        url: Option<String>,
        #[serde(default)]
        dialect_name: Option<String>,
        #[serde(default)]
        settings: Map<String, Json>,
    },
    /// The models have been executed meanwhile: what `configure` could not tell.
    NamingConvention {
        #[serde(default)]
        patterns: Option<NamingConvention>,
    },
    /// Some of the tables that `describe_models` finds, on the way to its outcome: all at once would be held twice.
    DescribedTables {
        tables: Vec<Table>,
    },
    BeginTransaction,
    EndTransaction {
        failed: bool,
    },
    AutocommitBlock {
        enter: bool,
        #[serde(default)]
        failed: bool,
    },
    RunMigrations {
        /// The version table where env.py has shaped it by a `version_table_impl`.
        #[serde(default)]
        version_table: Option<Box<Table>>,
    },
    Perform {
        operation: Operation,
    },
    ContextExecute {
        statement: Query,
        #[serde(default)]
        parameters: Json,
    },
    StaticOutput {
        text: String,
    },
    ScriptDirectory {
        method: String,
        #[serde(default)]
        arguments: Json,
        /// A `Config` of user code, where it is not that of the run.
        #[serde(default)]
        config: Option<Json>,
    },
    /// `alembic.command.upgrade(config, "head")` inside a run.
    Command {
        name: String,
        config: Json,
        #[serde(default)]
        arguments: Json,
    },
    /// Warnings were shown, each with its place: later runs of the command show them no more.
    Warned {
        texts: Vec<String>,
    },
    /// The time limits of a step: says one where it is named, and asks for all.
    Limits {
        #[serde(default)]
        name: Option<String>,
        #[serde(default)]
        value: Json,
    },
    Heads,
    CompareMetadata {
        connection: u32,
        #[serde(default)]
        settings: Map<String, Json>,
        models: Json,
    },
    RenderOperations {
        #[serde(default)]
        arguments: Map<String, Json>,
    },
    Stdout {
        text: String,
    },
}

/// What a script does with a connection's transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransactionAction {
    Begin,
    Commit,
    Rollback,
    Savepoint,
    Release,
    RollbackTo,
}

/// A Python exception that came out of the user's code.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Raised {
    /// `sqlalchemy.exc`.
    #[serde(default)]
    pub module: String,
    /// `ProgrammingError`.
    #[serde(rename = "class")]
    pub class_name: String,
    #[serde(default)]
    pub message: String,
    /// Whether it was raised in one of our own modules, not in a line of the user's.
    #[serde(default)]
    pub of_shim: bool,
    /// The user's frames, outermost first.
    #[serde(default)]
    pub frames: Vec<Frame>,
    /// A hint that the exception carries, such as that of a missing module.
    #[serde(default)]
    pub hint: Option<String>,
    /// The exception that was being handled, or that this one was raised from.
    #[serde(default)]
    pub cause: Option<Box<Raised>>,
}

/// One line of the user's code on the way to an exception.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    pub file: String,
    pub line: u32,
    pub function: String,
}

impl Raised {
    /// Returns the dotted name as Python prints it: without `builtins.`.
    pub fn dotted_name(&self) -> String {
        match self.module.as_str() {
            "" | "builtins" => self.class_name.clone(),
            module => format!("{module}.{}", self.class_name),
        }
    }

    /// Returns whether this is Alembic's `CommandError` or a class made from it (exit code 255).
    pub fn is_command_error(&self) -> bool {
        const COMMAND_ERRORS: [&str; 3] = ["CommandError", "DatabaseNotAtHead", "AutogenerateDiffsDetected"];
        COMMAND_ERRORS.contains(&self.class_name.as_str()) && self.module.starts_with("alembic")
    }
}

/// What of a database is to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InspectedPart {
    /// The names of tables, views, sequences and namespaces.
    Names,
    /// One table or view, and all enum types.
    Table,
    /// All tables and enum types.
    Tables,
}

/// What a plain script asked for when it was read ahead, and the line that asked.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Noted {
    #[serde(rename = "noted")]
    pub request: Request,
    pub frame: Frame,
}

/// An error of the host, to be raised in Python as the exception it names.
#[derive(Clone, Debug, PartialEq)]
pub struct HostError {
    /// Dotted name: `alembic.util.exc.CommandError`, `sqlalchemy.exc.ProgrammingError`, `NotImplementedError`.
    pub exception: String,
    pub message: String,
    /// Further keys for the exception object: `statement`, `parameters`, `orig`, `code`, `hint`.
    pub details: Map<String, Json>,
}

impl HostError {
    pub fn new(exception: &str, message: impl Into<String>) -> Self {
        Self { exception: exception.to_owned(), message: message.into(), details: Map::new() }
    }

    /// Alembic's `CommandError`.
    pub fn command(message: impl Into<String>) -> Self {
        Self::new("alembic.util.exc.CommandError", message)
    }

    #[must_use]
    pub fn with_hint(mut self, hint: Option<String>) -> Self {
        if let Some(hint) = hint {
            self.details.insert("hint".into(), Json::String(hint));
        }
        self
    }

    /// The error as it rises out of that line of the user's code, which has run already; one that has risen from a line
    /// keeps it.
    #[must_use]
    pub fn risen_from(mut self, frame: &Frame) -> Self {
        self.details.entry("frame").or_insert_with(|| json!(frame));
        self
    }

    pub(crate) fn to_json(&self) -> Json {
        let mut error = self.details.clone();
        error.insert("exception".into(), json!(self.exception));
        error.insert("message".into(), json!(self.message));
        json!({"error": error})
    }
}
