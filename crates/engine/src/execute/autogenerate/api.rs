//! `alembic.autogenerate` as env.py and its hooks call it: `compare_metadata`, `render_python_code`.

use dialect::{Context, Dialect};
use operation::{PythonSettings, function_body};
use pyruntime::{Conversation, HostError};
use schema::Pair;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use crate::execute::journal::Journal;
use crate::execute::{
    Run,
    autogenerate::{Described, planned::Planned, render_item::UsersItems, renderers::steps},
    configure::dialect_named,
    context::{MigrationContext, Settings},
    patience::{ContextLimits, Retry},
    raise::unsupported,
    trash::TrashOfContext,
};

impl Run<'_> {
    /// Compares models that Python describes with what a connection sees. The context of the run stays as it is.
    pub(in crate::execute) fn compare_metadata(
        &mut self,
        connection: u32,
        settings: Map<String, Json>,
        models: Json,
        python: &mut Conversation<'_>,
    ) -> Result<Json, HostError> {
        let settings = Settings::read(settings)?;
        let open = self.connections.get(connection)?;
        let wording = Context {
            naming_convention: settings.naming_convention.clone().unwrap_or_default(),
            server_version: Some(open.connection.server_version()),
            ..Context::default()
        };
        let context = MigrationContext {
            dialect: open.dialect,
            connection: Some(connection),
            paramstyle: open.paramstyle(),
            as_sql: false,
            transactional_ddl: true,
            in_external_transaction: true,
            settings,
            wording,
            shaped_version_table: None,
            scopes: Vec::new(),
            journal: Journal::default(),
            limits: ContextLimits::default(),
            retry: Retry::default(),
            trash: TrashOfContext::default(),
        };
        let outer = self.context.replace(context);
        let planned = self.compared(models, python);
        self.context = outer;
        let planned = planned?;
        Ok(json!({"upgrade_ops": planned.after, "downgrade_ops": planned.before}))
    }

    fn compared(&mut self, models: Json, python: &mut Conversation<'_>) -> Result<Pair<Vec<Planned>>, HostError> {
        self.tell_plugins(python)?;
        let compared = self.compare_with(Described::read(models)?, python)?;
        self.tell_messages(&compared.differences, python)?;
        self.planned(&compared, python)
    }

    /// Writes operations as the body of a function.
    pub(in crate::execute) fn render_operations(
        &mut self,
        arguments: Map<String, Json>,
        python: &mut Conversation<'_>,
    ) -> Result<Json, HostError> {
        let asked: Rendering = serde_json::from_value(Json::Object(arguments))
            .map_err(|error| HostError::new("NotImplementedError", format!("render_python_code(): {error}")))?;
        let dialect: &dyn Dialect = dialect_named(asked.dialect.as_deref().unwrap_or("postgresql"))?;
        let settings = Settings::read(asked.settings)?;
        let own = self.own_texts(&asked.operations, settings.autogenerate.render_as_batch, python)?;
        let items = UsersItems::new(settings.autogenerate.render_item, self, python);
        let writing = PythonSettings {
            sqlalchemy_prefix: &settings.autogenerate.sqlalchemy_module_prefix,
            alembic_prefix: &settings.autogenerate.alembic_module_prefix,
            user_prefix: settings.autogenerate.user_module_prefix.as_deref(),
            as_batch: settings.autogenerate.render_as_batch,
            dialect,
            naming_convention: &settings.naming_convention.clone().unwrap_or_default(),
            item: &items,
        };
        let mut body = function_body(&steps(&asked.operations, &own)?, &writing).map_err(unsupported)?;
        items.end()?;
        body.warnings.iter().for_each(|text| self.warn(text));
        body.imports.extend(own.into_iter().flatten().flat_map(|text| text.imports));
        Ok(json!({"text": body.text, "imports": body.imports}))
    }
}

/// What `render_python_code` sends.
#[derive(Deserialize)]
struct Rendering {
    /// None: the text is for no database in particular.
    #[serde(default)]
    dialect: Option<String>,
    settings: Map<String, Json>,
    operations: Vec<Planned>,
}
