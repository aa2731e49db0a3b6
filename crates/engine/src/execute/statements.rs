//! Operations and queries become statements, and the statements go to a connection or to the output.

use dialect::{
    Context, Rows, Statement, Transactional,
    in_flight::{Nature, nature},
    query::{Mode, Parameters, Paramstyle, compile, expression_text},
    types::type_text,
};
use operation::{Batch, Operation};
use pyruntime::{Conversation, HostError, TransactionAction};
use schema::{ColumnType, Expression, Query, TableName, Value};
use serde_json::{Map, Value as Json, json};

use crate::{
    execute::{
        Run,
        configure::dialect_named,
        context::{MigrationContext, Scope},
        journal::Unit,
        offline::{block, printed},
        raise::{database_error, unsupported},
        results::Collected,
        stand_ins::refuse_stand_ins,
    },
    report::Event,
};

/// Why a step that has left its transaction is not tried again.
pub(super) const LEFT: &str = "it has ended its transaction (autocommit_block, commit, rollback)";

/// Why one is not that works elsewhere, too.
const ELSEWHERE: &str = "it has written on another connection";

impl Run<'_> {
    /// The context that `configure()` made.
    pub(super) fn context(&mut self) -> Result<&mut MigrationContext, HostError> {
        self.context.as_mut().ok_or_else(|| HostError::new("Exception", "No context has been configured yet."))
    }

    /// Runs a query; with `in_parts` a long answer has the first rows, and a number by which the others are had.
    pub(super) fn execute_on(
        &mut self,
        number: u32,
        query: &Query,
        parameters: Json,
        begins: bool,
        in_parts: bool,
    ) -> Result<Json, HostError> {
        let connection = self.connections.get(number)?;
        if begins {
            connection.begin(Transactional::Reading)?;
        }
        let statements = compile(connection.dialect, query, &read(parameters)?, Mode::Bound, connection.paramstyle())
            .map_err(unsupported)?;
        if statements.iter().any(|statement| nature(&statement.sql) == Nature::Work) {
            self.note_elsewhere(number);
        }
        self.note_origins(&statements);
        let mut all = Rows::default();
        let mut rest = None;
        if let [statement] = statements.as_slice()
            && in_parts
        {
            let mut collected = Collected::default();
            all = self.carried_out(number, &Unit::Answered(&statements), |run| {
                collected = Collected::default();
                run.connections.get(number)?.stream(statement, run.reporter, &mut |row| collected.take(row))
            })?;
            (all.rows, rest) =
                self.long_results.add(collected).map_err(|error| HostError::new("OSError", error.to_string()))?;
        } else {
            for alike in statements.chunk_by(|one, next| one.sql == next.sql) {
                all.append(self.carried_out(number, &Unit::Answered(alike), |run| match alike {
                    [statement] => run.connections.get(number)?.execute(statement, run.reporter),
                    _ => run.connections.get(number)?.execute_many(alike, run.reporter),
                })?);
            }
        }
        self.note_left_transaction(number);
        let mut told = answer(&all);
        if let Some(rest) = rest {
            told["rest"] = json!(rest);
        }
        Ok(told)
    }

    pub(super) fn execute_ddl(
        &mut self,
        number: u32,
        operation: Operation,
        python: &mut Conversation<'_>,
    ) -> Result<Json, HostError> {
        if self.drop_and_keep(number, &operation, python)? {
            return Ok(Json::Null);
        }
        let naming = self.context.as_ref().map(|context| context.wording.naming_convention.clone());
        let connection = self.connections.get(number)?;
        let context = Context {
            naming_convention: naming.unwrap_or_default(),
            server_version: Some(connection.connection.server_version()),
            ..Context::default()
        };
        let statements = operation.sql(connection.dialect, &context).map_err(unsupported)?;
        self.note_elsewhere(number);
        for statement in statements {
            self.carried_out(number, &Unit::Unanswered(&statement), |run| {
                run.connections.get(number)?.execute(&statement, run.reporter)
            })?;
        }
        Ok(Json::Null)
    }

    pub(super) fn has_table(&mut self, number: u32, table: &TableName) -> Result<Json, HostError> {
        let connection = self.connections.get(number)?;
        let found =
            connection.connection.has_table(table).map_err(|error| database_error(&error, &connection.driver, None))?;
        Ok(json!(found))
    }

    /// What `str(construct)` shows.
    pub(super) fn compile_text(
        &mut self,
        statement: Option<Query>,
        expression: Option<Expression>,
        column_type: Option<ColumnType>,
        operation: Option<Box<Operation>>,
        dialect_name: Option<&str>,
        literal_binds: bool,
    ) -> Result<Json, HostError> {
        let dialect = match (dialect_name, &self.context) {
            (Some(name), _) => dialect_named(name)?,
            (None, Some(context)) => context.dialect,
            (None, None) => dialect_named("postgresql")?,
        };
        let mode = if literal_binds { Mode::Literal } else { Mode::Named };
        let text = match (statement, expression, column_type, operation) {
            (Some(query), ..) => {
                joined(&compile(dialect, &query, &Parameters::None, mode, Paramstyle::Question).map_err(unsupported)?)
            }
            (_, Some(expression), ..) => expression_text(dialect, &expression, mode).map_err(unsupported)?,
            (_, _, Some(column_type), _) => type_text(dialect, &column_type).map_err(unsupported)?,
            (_, _, _, Some(operation)) => joined(&operation.sql(dialect, &Context::default()).map_err(unsupported)?),
            _ => String::new(),
        };
        Ok(json!(text))
    }

    /// Carries out an `op.*` directive in the current context.
    pub(super) fn perform(&mut self, operation: Operation, python: &mut Conversation<'_>) -> Result<(), HostError> {
        self.note_origin(&operation);
        self.note_thing(Some(&operation), python);
        let operation = self.relaxed(&operation)?.unwrap_or(operation);
        if let Some(number) = self.context()?.connection
            && self.drop_and_keep(number, &operation, python)?
        {
            return Ok(());
        }
        if let Operation::Batch(batch) = operation {
            return self.perform_batch_of_script(batch, python);
        }
        let context = self.context()?;
        let statements = operation.sql(context.dialect, &context.wording).map_err(unsupported)?;
        self.send_of_script(&statements, python).map(drop)
    }

    /// A batch is one statement of the journal: it is done as a whole or not at all.
    fn perform_batch_of_script(&mut self, batch: Batch, python: &mut Conversation<'_>) -> Result<(), HostError> {
        let Some(number) = self.context()?.connection else { return self.perform_batch(batch, python) };
        let description = format!("batch on {}: {batch:?}", batch.table.name);
        self.carried_out(number, &Unit::Batch(&description), |run| {
            run.perform_batch(batch.clone(), python).map(|()| Rows::default())
        })
        .map(drop)
    }

    /// `op.execute()`, `context.execute()`: like a connection's, and printed offline.
    pub(super) fn context_execute(
        &mut self,
        query: &Query,
        parameters: Json,
        python: &mut Conversation<'_>,
    ) -> Result<Json, HostError> {
        self.note_thing(None, python);
        let context = self.context()?;
        let statements = compile(context.dialect, query, &read(parameters)?, context.mode(), context.paramstyle)
            .map_err(unsupported)?;
        if let Some(number) = self.context()?.connection {
            statements.iter().try_for_each(|statement| self.tell_lost_at_last(number, &statement.sql, python))?;
        }
        let rows = self.send_of_script(&statements, python)?;
        Ok(rows.map_or(Json::Null, |rows| answer(&rows)))
    }

    /// Sends statements to the context's connection, or prints them; gives the last one's rows.
    pub(super) fn send(
        &mut self,
        statements: &[Statement],
        python: &mut Conversation<'_>,
    ) -> Result<Option<Rows>, HostError> {
        self.send_each(statements, python, |run, number, statement| {
            run.connections.get(number)?.execute(statement, run.reporter)
        })
    }

    /// The same with statements of a script, which the journal counts.
    fn send_of_script(
        &mut self,
        statements: &[Statement],
        python: &mut Conversation<'_>,
    ) -> Result<Option<Rows>, HostError> {
        self.note_origins(statements);
        self.send_each(statements, python, |run, number, statement| {
            let unit = Unit::Unanswered(statement);
            if run.post_of_script(number, &unit, statement)? {
                return Ok(Rows::default());
            }
            run.carried_out(number, &unit, |run| run.connections.get(number)?.execute(statement, run.reporter))
        })
    }

    fn send_each(
        &mut self,
        statements: &[Statement],
        python: &mut Conversation<'_>,
        send: impl Fn(&mut Self, u32, &Statement) -> Result<Rows, HostError>,
    ) -> Result<Option<Rows>, HostError> {
        let context = self.context()?;
        statements.iter().for_each(|statement| context.wording.created_types.forget_dropped(&statement.sql));
        if context.as_sql {
            for statement in statements {
                refuse_stand_ins(statement)?;
                self.static_output(&printed(&statement.sql), python)?;
            }
            return Ok(None);
        }
        let Some(number) = context.connection else {
            return Err(HostError::new(
                "TypeError",
                "context.configure() was given a URL and no connection, which serves --sql only",
            ));
        };
        let mut last = None;
        for statement in statements {
            last = Some(send(self, number, statement)?);
        }
        if !self.connections.has_posted() {
            self.note_left_transaction(number);
        }
        Ok(last)
    }

    /// A script that commits by itself leaves the transaction of its step.
    pub(super) fn journal_before(&mut self, number: u32, action: TransactionAction) -> Result<(), HostError> {
        let is_ours = self.context.as_ref().is_some_and(|context| context.connection == Some(number));
        let is_open = self.connections.get(number)?.connection.in_transaction();
        let ends = matches!(action, TransactionAction::Commit | TransactionAction::Release);
        if is_ours && is_open && ends { self.journal_leaving() } else { Ok(()) }
    }

    /// A script that commits or rolls back by itself inside a migration goes on in a transaction of ours.
    pub(super) fn go_on_after(&mut self, number: u32, action: TransactionAction) -> Result<Json, HostError> {
        let is_inside = self
            .context
            .as_ref()
            .is_some_and(|context| context.connection == Some(number) && context.scopes.contains(&Scope::Real));
        let ended = matches!(action, TransactionAction::Commit | TransactionAction::Rollback);
        if is_inside && ended {
            self.ending.left_transaction |= action == TransactionAction::Commit;
            self.lose_retry(LEFT);
            self.connections.get(number)?.begin(Transactional::Writing)?;
        }
        Ok(Json::Null)
    }

    /// A script writes on a connection that is not the context's.
    fn note_elsewhere(&mut self, number: u32) {
        if self.context.as_ref().is_some_and(|context| context.connection != Some(number)) {
            self.lose_retry(ELSEWHERE);
        }
    }

    /// Remembers when a script's own COMMIT ended our transaction: the sentence after an error depends on it.
    fn note_left_transaction(&mut self, number: u32) {
        let of_context = self
            .context
            .as_ref()
            .is_some_and(|context| context.connection == Some(number) && context.scopes.contains(&Scope::Real));
        let is_open = self.connections.get(number).is_ok_and(|connection| connection.connection.in_transaction());
        if of_context && !is_open {
            self.ending.left_transaction = true;
            self.lose_retry(LEFT);
        }
    }

    /// Writes a text of `--sql`: to the buffer that env.py gave, else to the output.
    pub(super) fn static_output(&mut self, text: &str, python: &mut Conversation<'_>) -> Result<(), HostError> {
        let text = block(text);
        match self.context()?.settings.output_buffer {
            Some(buffer) => {
                let mut arguments = Map::new();
                arguments.insert("id".into(), json!(buffer.callable));
                arguments.insert("arguments".into(), json!({"text": text}));
                self.have_python(python, "callback", arguments).map(drop)
            }
            None => {
                self.print_held();
                self.ending.has_printed = true;
                self.reporter.report(Event::Output(&text));
                Ok(())
            }
        }
    }

    /// The same with the first line of a script, which waits for the next one: a run that has printed cannot begin again.
    pub(super) fn hold_output(&mut self, text: &str, python: &mut Conversation<'_>) -> Result<(), HostError> {
        let is_buffered = self.context()?.settings.output_buffer.is_some();
        if is_buffered || self.ending.has_printed || !self.project.can_switch() {
            return self.static_output(text, python);
        }
        self.print_held();
        self.held_output = Some(block(text));
        Ok(())
    }

    /// Prints what waits for the next line.
    pub(super) fn print_held(&mut self) {
        if let Some(text) = self.held_output.take() {
            self.ending.has_printed = true;
            self.reporter.report(Event::Output(&text));
        }
    }
}

/// The parameters of an execution: dictionaries, or lists for `exec_driver_sql`, or names and the rows of an executemany.
pub(super) fn read(parameters: Json) -> Result<Parameters, HostError> {
    let broken = |error: serde_json::Error| HostError::new("TypeError", format!("parameters: {error}"));
    let parameters = match parameters {
        Json::Array(sets) => sets,
        Json::Null => Vec::new(),
        table => {
            let Table { names, rows } = serde_json::from_value(table).map_err(broken)?;
            let set = |row: Vec<Value>| names.iter().cloned().zip(row).collect();
            return Ok(Parameters::Named(rows.into_iter().map(set).collect()));
        }
    };
    match parameters.first() {
        None => Ok(Parameters::None),
        Some(Json::Array(_)) => {
            let sets = parameters.into_iter().map(serde_json::from_value::<Vec<Value>>);
            Ok(Parameters::Positional(sets.collect::<Result<_, _>>().map_err(broken)?))
        }
        Some(_) => {
            let set = |json: Json| -> Result<Vec<(String, Value)>, HostError> {
                let Json::Object(fields) = json else {
                    return Err(HostError::new(
                        "sqlalchemy.exc.ArgumentError",
                        "List argument must consist only of dictionaries",
                    ));
                };
                let pair = |(name, json)| Ok((name, serde_json::from_value(json).map_err(broken)?));
                fields.into_iter().map(pair).collect()
            };
            Ok(Parameters::Named(parameters.into_iter().map(set).collect::<Result<_, _>>()?))
        }
    }
}

/// The sets of an executemany, which all have the same names.
#[derive(serde::Deserialize)]
struct Table {
    names: Vec<String>,
    rows: Vec<Vec<Value>>,
}

fn joined(statements: &[Statement]) -> String {
    statements.iter().map(|statement| statement.sql.as_str()).collect::<Vec<_>>().join(";\n")
}

fn answer(rows: &Rows) -> Json {
    json!({
        "columns": rows.columns,
        "rows": rows.rows,
        "rowcount": rows.affected.map_or(-1, |count| i64::try_from(count).unwrap_or(i64::MAX)),
        "lastrowid": rows.last_insert_id,
    })
}
