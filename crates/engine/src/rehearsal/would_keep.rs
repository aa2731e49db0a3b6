//! What the trash would keep of a migration: a rehearsal itself keeps nothing.

use operation::{DropColumn, Operation};

use crate::plan::Recording;

/// Returns `table users` and `column posts.title` for what the recorded steps drop by operations.
pub(crate) fn would_keep(recording: &Recording) -> Vec<String> {
    let things = recording.steps.iter().flat_map(|step| &step.things);
    things.filter_map(|thing| thing.operation.as_ref()).flat_map(dropped).collect()
}

fn dropped(operation: &Operation) -> Vec<String> {
    let column = |drop: &DropColumn| format!("column {}.{}", drop.table, drop.column);
    match operation {
        Operation::DropTable(drop) => vec![format!("table {}", drop.table)],
        Operation::DropColumn(drop) => vec![column(drop)],
        Operation::Batch(batch) => batch.operations.iter().flat_map(dropped).collect(),
        _ => Vec::new(),
    }
}
