//! Comparators of the user's (`comparators.dispatch_for`, `Plugin.add_autogenerate_comparator`): Python calls them in
//! Alembic's order, ours among them, and each may add operations or change those that were found.

use pyruntime::{Conversation, HostError};
use schema::{Name, Pair, Schema};
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::{planned::Planned, plugins::Chosen};
use crate::execute::{Run, context::Callable, raise::database_error};

/// What the description of the models says of them.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct OwnComparators {
    #[serde(flatten)]
    function: Callable,
    /// Whether one of them is for single tables or columns, so that the tables of the database are wanted.
    wants_tables: bool,
}

/// What they leave.
#[derive(Deserialize)]
struct Left {
    upgrade_ops: Vec<Planned>,
    downgrade_ops: Vec<Planned>,
}

impl OwnComparators {
    /// Reads what `describe_models` found.
    pub(super) fn read(json: Json) -> Result<Option<Self>, HostError> {
        serde_json::from_value(json).map_err(|error| HostError::new("TypeError", format!("comparators: {error}")))
    }
}

impl Run<'_> {
    /// Has them look at what was found.
    pub(super) fn ask_comparators(
        &mut self,
        comparators: OwnComparators,
        planned: &Pair<Vec<Planned>>,
        database: &Schema,
        python: &mut Conversation<'_>,
    ) -> Result<Pair<Vec<Planned>>, HostError> {
        let tables = comparators.wants_tables.then_some(&database.tables);
        let mut call = Map::new();
        call.insert("id".into(), json!(comparators.function.callable));
        call.insert(
            "arguments".into(),
            json!({
                "plugins": Chosen::of(&self.context()?.settings.autogenerate)?.names,
                "namespaces": self.compared_namespaces()?,
                "upgrade_ops": planned.after,
                "tables": tables,
            }),
        );
        let answer = self.have_python(python, "callback", call)?;
        let left: Left = serde_json::from_value(answer)
            .map_err(|error| HostError::new("NotImplementedError", format!("a comparator's operations: {error}")))?;
        Ok(Pair { before: left.downgrade_ops, after: left.upgrade_ops })
    }

    /// Returns the namespaces that are compared; None is the default one.
    fn compared_namespaces(&mut self) -> Result<Vec<Option<Name>>, HostError> {
        let default = self.default_namespace()?;
        let context = self.context()?;
        let (dialect, number) = (context.dialect, context.connection);
        let Some(number) = number.filter(|_| context.settings.autogenerate.include_schemas) else {
            return Ok(vec![None]);
        };
        let open = self.connections.get(number)?;
        let Some(names) = dialect.names(open.connection.as_mut(), None) else { return Ok(vec![None]) };
        let names = names.map_err(|error| database_error(&error, &open.driver, None))?;
        let is_default = |name: &str| default.as_ref().is_some_and(|default| default.text == name);
        let others = names.namespaces.into_iter().filter(|name| *name != "information_schema" && !is_default(name));
        Ok(std::iter::once(None).chain(others.map(|name| Some(Name::from(name)))).collect())
    }
}
