//! The differences as a new revision: operations for both directions, `process_revision_directives`, Python text.

use std::collections::BTreeSet;

use diff::Change;
use operation::{Operation, PythonSettings, function_body};
use pyruntime::{Conversation, HostError};
use revisions::Heads;
use schema::TableName;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};

use crate::{
    execute::{
        Compares, Extras, Run,
        autogenerate::{AutogenerateSettings, rendered::Rendered},
        raise::unsupported,
    },
    report::Event,
};

/// An operation of a new revision.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Planned {
    /// The table whose operations stand together.
    within: Option<TableName>,
    operation: Operation,
    /// What `check` shows of it.
    #[serde(default)]
    tuples: Vec<String>,
}

/// A new revision as `process_revision_directives` gives it back; its header is read by the command.
#[derive(Deserialize)]
struct Processed {
    #[serde(default)]
    upgrade_ops: Vec<Planned>,
    #[serde(default)]
    downgrade_ops: Vec<Planned>,
    #[serde(default)]
    imports: BTreeSet<String>,
}

impl Run<'_> {
    /// Has the user's hook see the operations, and hands their text to the command that asked.
    pub(super) fn hand_over(
        &mut self,
        changes: &[Change],
        rendered: &Rendered,
        heads: &Heads,
        python: &mut Conversation<'_>,
    ) -> Result<(), HostError> {
        let Some(extras) = self.settings.extras.clone() else { return Ok(()) };
        let upgrade: Vec<Planned> = changes.iter().map(planned).collect();
        let downgrade: Vec<Planned> = changes.iter().rev().map(planned_reverse).collect();
        let mut directives = extras.directives();
        for directive in directives.iter_mut().filter_map(Json::as_object_mut) {
            directive.insert("upgrade_ops".into(), json!(upgrade));
            directive.insert("downgrade_ops".into(), json!(downgrade));
        }
        extras.set_directives(directives);
        self.process_directives(heads, python)?;
        let settings = self.context()?.settings.autogenerate.clone();
        for directive in extras.directives() {
            let processed: Processed = serde_json::from_value(directive)
                .map_err(|error| HostError::new("NotImplementedError", format!("a new revision: {error}")))?;
            extras.add_differences(processed.upgrade_ops.iter().flat_map(|one| one.tuples.clone()).collect());
            if self.settings.compares == Compares::NewFile {
                self.write(&extras, &settings, rendered, &processed)?;
            }
        }
        Ok(())
    }

    fn write(
        &mut self,
        extras: &Extras,
        settings: &AutogenerateSettings,
        rendered: &Rendered,
        processed: &Processed,
    ) -> Result<(), HostError> {
        let context = self.context()?;
        let python = PythonSettings {
            sqlalchemy_prefix: &settings.sqlalchemy_module_prefix,
            alembic_prefix: &settings.alembic_module_prefix,
            user_prefix: settings.user_module_prefix.as_deref(),
            as_batch: settings.render_as_batch,
            dialect: context.dialect,
            naming_convention: &context.wording.naming_convention,
            item: rendered,
        };
        let mut imports = processed.imports.clone();
        let mut warnings = Vec::new();
        let mut body = |operations: &[Planned]| -> Result<String, HostError> {
            let operations: Vec<_> = operations.iter().map(|one| (one.within.as_ref(), &one.operation)).collect();
            let written = function_body(&operations, &python).map_err(unsupported)?;
            imports.extend(written.imports);
            warnings.extend(written.warnings);
            Ok(written.text)
        };
        let (upgrades, downgrades) = (body(&processed.upgrade_ops)?, body(&processed.downgrade_ops)?);
        for text in &warnings {
            self.reporter.report(Event::Warning { category: "UserWarning", text });
        }
        let mut arguments = Map::new();
        arguments.insert(settings.upgrade_token.clone(), json!(upgrades));
        arguments.insert(settings.downgrade_token.clone(), json!(downgrades));
        arguments.insert("imports".into(), json!(imports.into_iter().collect::<Vec<_>>().join("\n")));
        extras.add_template_args(arguments);
        Ok(())
    }
}

fn planned(change: &Change) -> Planned {
    let tuples = change.is_shown().then(|| change.shown()).into_iter().collect();
    Planned { within: change.within.clone(), operation: change.operation.clone(), tuples }
}

fn planned_reverse(change: &Change) -> Planned {
    Planned { within: change.within.clone(), operation: change.reverse.clone(), tuples: Vec::new() }
}
