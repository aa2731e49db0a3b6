//! The differences as a new revision: operations for both directions, `process_revision_directives`, Python text.

use std::collections::BTreeSet;

use diff::Change;
use operation::{Operation, PythonSettings, Step, function_body};
use pyruntime::{Conversation, HostError};
use revisions::Heads;
use schema::{Column, IndexPart, Pair, Schema, TableName};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};

use crate::execute::{
    Compares, Run, Written,
    autogenerate::{
        AutogenerateSettings,
        description::{Description, Found},
    },
    raise::unsupported,
};

/// An operation of a new revision.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Planned {
    /// The table whose operations stand together.
    pub(super) within: Option<TableName>,
    pub(super) operation: Operation,
    /// What undoes it: user code that looks at the operations may ask for that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reverse: Option<Operation>,
    /// The columns of an index of the database.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    columns: Vec<Column>,
    /// Whether neither `check` nor `compare_metadata` shows it: it belongs to another one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    is_hidden: bool,
    /// What `check` shows of it.
    #[serde(default)]
    tuples: Vec<String>,
    /// A comment above it in the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

impl Planned {
    pub fn as_step(&self) -> Step<'_> {
        Step { within: self.within.as_ref(), operation: &self.operation, note: self.note.as_deref() }
    }

    /// Leaves out what only user code looks at.
    fn forget_details(&mut self) {
        self.reverse = None;
        self.columns.clear();
    }
}

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
        changes: &[Change],
        database: &Schema,
        heads: &Heads,
        python: &mut Conversation<'_>,
    ) -> Result<(), HostError> {
        let Some(extras) = self.settings.extras.clone() else { return Ok(()) };
        let settings = self.context()?.settings.autogenerate.clone();
        let mut directives = extras.directives();
        // A hook that makes several revisions has the operations of the next database in the last of them.
        if let Some(last) = directives.last_mut().and_then(Json::as_object_mut) {
            let is_looked_at = self.context()?.settings.process_revision_directives.is_some();
            let mut planned = Pair { before: planned_back(changes, database), after: planned_all(changes, database) };
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
                    Compares::Nothing | Compares::NewFile | Compares::Warning => self.text_of(&settings, &processed)?,
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
            operations.iter().map(|one| Found { operation: &one.operation, tuples: &one.tuples }).collect();
        let context = self.context()?;
        extras.describe(Description::of(&found, database, context.dialect, &context.wording));
        Ok(())
    }

    fn text_of(
        &mut self,
        settings: &AutogenerateSettings,
        processed: &Processed,
    ) -> Result<Map<String, Json>, HostError> {
        let Some(context) = &self.context else { return Ok(Map::new()) };
        let python = PythonSettings {
            sqlalchemy_prefix: &settings.sqlalchemy_module_prefix,
            alembic_prefix: &settings.alembic_module_prefix,
            user_prefix: settings.user_module_prefix.as_deref(),
            as_batch: settings.render_as_batch,
            dialect: context.dialect,
            naming_convention: &context.wording.naming_convention,
            item: &self.rendered,
        };
        let mut imports = processed.imports.clone();
        let mut warnings = Vec::new();
        let mut arguments = Map::new();
        for Container { token, ops } in processed.upgrade_ops.iter().chain(&processed.downgrade_ops) {
            let steps: Vec<_> = ops.iter().map(Planned::as_step).collect();
            let body = function_body(&steps, &python).map_err(unsupported)?;
            imports.extend(body.imports);
            warnings.extend(body.warnings);
            arguments.insert(token.clone(), json!(body.text));
        }
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

pub(super) fn planned_all(changes: &[Change], database: &Schema) -> Vec<Planned> {
    changes.iter().map(|change| planned(change, database)).collect()
}

pub(super) fn planned_back(changes: &[Change], database: &Schema) -> Vec<Planned> {
    changes.iter().rev().map(|change| planned_reverse(change, database)).collect()
}

fn planned(change: &Change, database: &Schema) -> Planned {
    Planned {
        within: change.within.clone(),
        operation: change.operation.clone(),
        reverse: Some(change.reverse.clone()),
        columns: columns_of_index(change, database),
        is_hidden: !change.is_shown(),
        tuples: change.is_shown().then(|| change.shown()).into_iter().collect(),
        note: change.note.clone(),
    }
}

fn planned_reverse(change: &Change, database: &Schema) -> Planned {
    let forth = planned(change, database);
    Planned {
        operation: change.reverse.clone(),
        reverse: Some(forth.operation),
        tuples: Vec::new(),
        note: None,
        ..forth
    }
}

/// Returns the columns of an index that goes, which the models need not have.
fn columns_of_index(change: &Change, database: &Schema) -> Vec<Column> {
    let (Operation::DropIndex(_), Operation::CreateIndex(creation)) = (&change.operation, &change.reverse) else {
        return Vec::new();
    };
    let columns = database.table(&creation.table).map_or(&[][..], |table| &table.columns);
    let is_part = |column: &&Column| creation.index.parts.contains(&IndexPart::Column(column.name.clone()));
    columns.iter().filter(is_part).cloned().collect()
}
