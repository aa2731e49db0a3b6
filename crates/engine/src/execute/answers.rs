//! Answers env.py and scripts: one arm for each request of the wire.

use pyruntime::{Conversation, Host, HostError, Request};
use serde_json::{Value as Json, json};

use crate::{
    execute::{Run, context::Level, script_directory::script_directory},
    report::Event,
};

impl Host for Run<'_> {
    fn answer(&mut self, request: Request, python: &mut Conversation<'_>) -> Result<Json, HostError> {
        self.refuse_to_describe(&request)?;
        match request {
            Request::Connect { url, options } => self.connect(url.as_deref(), options),
            Request::Close { connection } => self.connections.close(connection).map(|()| Json::Null),
            Request::Transaction { connection, action, name } => {
                self.journal_before(connection, action)?;
                self.connections.get(connection)?.transact(action, name.as_deref(), self.reporter)?;
                self.go_on_after(connection, action)
            }
            Request::InTransaction { connection } => Ok(json!(self.connections.get(connection)?.in_transaction)),
            Request::Isolation { connection, level } => self.set_isolation(connection, &level),
            Request::Execute { connection, statement, parameters, begins, in_parts } => {
                self.note_thing(None, python);
                self.tell_lost_query(connection, &statement, python)?;
                self.execute_on(connection, &statement, parameters, begins, in_parts)
            }
            Request::Fetch { result } => {
                self.long_results.fetch(result).map_err(|error| HostError::new("OSError", error.to_string()))
            }
            Request::Forget { result } => {
                self.long_results.forget(result);
                Ok(Json::Null)
            }
            Request::ExecuteDdl { connection, operation } => {
                self.note_thing(Some(&operation), python);
                self.execute_ddl(connection, operation, python)
            }
            Request::HasTable { connection, table } => self.has_table(connection, &table),
            Request::Inspect { connection, namespace, part, table } => {
                self.inspected(connection, namespace.as_deref(), part, table.as_deref())
            }
            Request::Compile { statement, expression, column_type, operation, dialect, literal_binds } => {
                self.compile_text(statement, expression, column_type, operation, dialect.as_deref(), literal_binds)
            }
            Request::Configure { connection, url, dialect_name, settings } => {
                self.configure(connection, url.as_deref(), dialect_name.as_deref(), settings, python)
            }
            Request::NamingConvention { patterns } => {
                self.context()?.set_naming_convention(patterns);
                Ok(Json::Null)
            }
            Request::DescribedTables { tables } => {
                self.described_tables.extend(tables);
                Ok(Json::Null)
            }
            Request::BeginTransaction => self.begin_block(Level::Run, python).map(|()| Json::Null),
            Request::EndTransaction { failed } => self.end_block(failed, python).map(|()| Json::Null),
            Request::AutocommitBlock { enter: true, .. } => self.enter_autocommit(python).map(|()| Json::Null),
            Request::AutocommitBlock { enter: false, .. } => self.leave_autocommit(python).map(|()| Json::Null),
            Request::RunMigrations { version_table } => {
                self.context()?.shaped_version_table = version_table.map(|table| *table);
                self.run_migrations(python).map(|()| Json::Null)
            }
            Request::Perform { operation } => self.perform(operation, python).map(|()| Json::Null),
            Request::ContextExecute { statement, parameters } => self.context_execute(&statement, parameters, python),
            Request::StaticOutput { text } => self.static_output(&text, python).map(|()| Json::Null),
            Request::ScriptDirectory { method, arguments, config: None } => {
                script_directory(self.project, &method, &arguments)
            }
            Request::ScriptDirectory { method, arguments, config: Some(config) } => {
                self.other_directory(&method, &arguments, &config)
            }
            Request::Command { name, config, arguments } => self.inner_command(&name, &config, &arguments),
            Request::Warned { texts } => {
                self.project.note_warnings(texts);
                Ok(Json::Null)
            }
            Request::Limits { name, value } => self.answer_limits(name.as_deref(), &value, python),
            Request::Heads => {
                let rows = self.read_heads()?;
                Ok(json!(rows.iter().map(ToString::to_string).collect::<Vec<_>>()))
            }
            Request::CompareMetadata { connection, settings, models } => {
                self.compare_metadata(connection, settings, models, python)
            }
            Request::RenderOperations { arguments } => self.render_operations(arguments, python),
            Request::Stdout { text } => {
                self.reporter.report(Event::Output(&text));
                Ok(Json::Null)
            }
        }
    }
}
