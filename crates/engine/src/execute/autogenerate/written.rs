//! The differences as a new revision: operations for both directions, `process_revision_directives`, Python text.

use std::collections::BTreeSet;

use operation::{PythonSettings, function_body};
use pyruntime::{Conversation, HostError};
use revisions::Heads;
use schema::{Pair, Schema};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};

use crate::execute::{
    Compares, Run, Written,
    autogenerate::{
        AutogenerateSettings,
        description::{Description, Found},
        planned::Planned,
        render_item::UsersItems,
        renderers::steps,
    },
    raise::unsupported,
};

/// The operations of one database for one function of the file.
#[derive(Serialize, Deserialize)]
struct Container {
    /// The name under which the template finds their text.
    token: String,
    ops: Vec<Planned>,
}

/// A new revision as `process_revision_directives` gives it back; its header is read by the command.
#[derive(Deserialize)]
struct Processed {
    #[serde(default)]
    upgrade_ops: Vec<Container>,
    #[serde(default)]
    downgrade_ops: Vec<Container>,
    #[serde(default)]
    imports: BTreeSet<String>,
}

impl Run<'_> {
    /// Has the user's hook see the operations, and hands their text to the command that asked.
    pub(in crate::execute) fn hand_over(
        &mut self,
        mut planned: Pair<Vec<Planned>>,
        heads: &Heads,
        python: &mut Conversation<'_>,
    ) -> Result<(), HostError> {
        let Some(extras) = self.settings.extras.clone() else { return Ok(()) };
        let settings = self.context()?.settings.autogenerate.clone();
        let mut directives = extras.directives();
        // A hook that makes several revisions has the operations of the next database in the last of them.
        if let Some(last) = directives.last_mut().and_then(Json::as_object_mut) {
            let is_looked_at = self.context()?.settings.process_revision_directives.is_some();
            if !is_looked_at {
                planned.before.iter_mut().chain(&mut planned.after).for_each(Planned::forget_details);
            }
            add(last, "upgrade_ops", &settings.upgrade_token, planned.after)?;
            add(last, "downgrade_ops", &settings.downgrade_token, planned.before)?;
        }
        extras.set_directives(directives);
        self.process_directives(heads, python)?;
        let mut written = Vec::new();
        for directive in extras.directives() {
            let processed = processed(directive)?;
            let operations = processed.upgrade_ops.iter().flat_map(|container| &container.ops);
            written.push(Written {
                differences: operations.flat_map(|one| one.tuples.clone()).collect(),
                template_args: match self.settings.compares {
                    Compares::Check | Compares::Description => Map::new(),
                    Compares::Nothing | Compares::NewFile | Compares::Warning => {
                        self.text_of(&settings, &processed, python)?
                    }
                },
            });
        }
        extras.set_written(written);
        Ok(())
    }

    /// `check --json` and `--diff`: describes the operations that this database has added to the last revision.
    pub(super) fn describe(&mut self, database: &Schema) -> Result<(), HostError> {
        let Some(extras) = self.settings.extras.clone().filter(|_| self.settings.compares == Compares::Description)
        else {
            return Ok(());
        };
        let Some(directive) = extras.directives().pop() else { return Ok(()) };
        let processed = processed(directive)?;
        let operations = processed.upgrade_ops.last().map_or(&[][..], |container| &container.ops);
        let found: Vec<_> =
            operations.iter().map(|one| Found { operation: one.operation.as_ref(), tuples: &one.tuples }).collect();
        let context = self.context()?;
        extras.describe(Description::of(&found, database, context.dialect, &context.wording));
        Ok(())
    }

    fn text_of(
        &mut self,
        settings: &AutogenerateSettings,
        processed: &Processed,
        python: &mut Conversation<'_>,
    ) -> Result<Map<String, Json>, HostError> {
        let containers: Vec<&Container> = processed.upgrade_ops.iter().chain(&processed.downgrade_ops).collect();
        let own = containers
            .iter()
            .map(|container| self.own_texts(&container.ops, settings.render_as_batch, python))
            .collect::<Result<Vec<_>, _>>()?;
        let Some(context) = &self.context else { return Ok(Map::new()) };
        let (dialect, naming_convention) = (context.dialect, context.wording.naming_convention.clone());
        let items = UsersItems::new(settings.render_item, self, python);
        let writing = PythonSettings {
            sqlalchemy_prefix: &settings.sqlalchemy_module_prefix,
            alembic_prefix: &settings.alembic_module_prefix,
            user_prefix: settings.user_module_prefix.as_deref(),
            as_batch: settings.render_as_batch,
            dialect,
            naming_convention: &naming_convention,
            item: &items,
        };
        let mut imports = processed.imports.clone();
        let mut warnings = Vec::new();
        let mut arguments = Map::new();
        for (Container { token, ops }, own) in containers.into_iter().zip(&own) {
            let body = function_body(&steps(ops, own)?, &writing).map_err(unsupported)?;
            imports.extend(body.imports);
            imports.extend(own.iter().flatten().flat_map(|text| text.imports.iter().cloned()));
            warnings.extend(body.warnings);
            arguments.insert(token.clone(), json!(body.text));
        }
        items.end()?;
        arguments.insert("imports".into(), json!(imports.into_iter().collect::<Vec<_>>().join("\n")));
        warnings.iter().for_each(|text| self.warn(text));
        Ok(arguments)
    }
}

fn processed(directive: Json) -> Result<Processed, HostError> {
    serde_json::from_value(directive)
        .map_err(|error| HostError::new("NotImplementedError", format!("a new revision: {error}")))
}

/// Adds operations to a directive: each database of a run has a container of its own.
fn add(directive: &mut Map<String, Json>, name: &str, token: &str, ops: Vec<Planned>) -> Result<(), HostError> {
    let container = serde_json::to_value(Container { token: token.to_owned(), ops })
        .map_err(|error| HostError::new("NotImplementedError", format!("a new revision: {error}")))?;
    match directive.entry(name).or_insert_with(|| json!([])) {
        Json::Array(containers) => containers.push(container),
        other => *other = json!([container]),
    }
    Ok(())
}
