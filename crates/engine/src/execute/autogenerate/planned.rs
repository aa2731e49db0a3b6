//! The operations of a new revision, as user code may look at them and change them.

use diff::Change;
use operation::Operation;
use schema::{Column, IndexPart, Pair, Schema, TableName};
use serde::{Deserialize, Serialize};

use crate::execute::context::Callable;

/// An operation of a new revision.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::execute) struct Planned {
    /// The table whose operations stand together.
    pub(super) within: Option<TableName>,
    /// None: one of the user's own, which their renderer writes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) operation: Option<Operation>,
    /// Has a renderer of the user's write it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) renderer: Option<Callable>,
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
    pub(super) tuples: Vec<String>,
    /// A comment above it in the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
}

impl Planned {
    /// Returns the operations of both functions: of the upgrade (after) and of the downgrade (before).
    pub(super) fn of(changes: &[Change], database: &Schema) -> Pair<Vec<Self>> {
        Pair {
            before: changes.iter().rev().map(|change| planned_reverse(change, database)).collect(),
            after: changes.iter().map(|change| planned(change, database)).collect(),
        }
    }

    /// Leaves out what only user code looks at.
    pub(super) fn forget_details(&mut self) {
        self.reverse = None;
        self.columns.clear();
    }
}

fn planned(change: &Change, database: &Schema) -> Planned {
    Planned {
        within: change.within.clone(),
        operation: Some(change.operation.clone()),
        renderer: None,
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
        operation: Some(change.reverse.clone()),
        reverse: forth.operation,
        tuples: Vec::new(),
        note: change.reverse_note.clone(),
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
