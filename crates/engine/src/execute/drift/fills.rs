//! What fills columns. Both sides are the server's own words here, so nothing is taken for granted as of models.

use std::collections::HashMap;

use dialect::Dialect;
use dialect::query::{Mode, expression_text};
use schema::{Autoincrement, Column, Expression, Fill, Pair, Schema, TableName};

/// Takes out of both what fills columns alike, and lets the rest be compared as plain defaults.
///
/// A comparison with models leaves out what SERIAL makes, and only warns of computed columns.
pub(super) fn level(dialect: &dyn Dialect, schemas: Pair<&mut Schema>) {
    let mut others: HashMap<&TableName, &mut Vec<Column>> =
        schemas.after.tables.iter_mut().map(|table| (&table.name, &mut table.columns)).collect();
    for table in &mut schemas.before.tables {
        let Some(other) = others.get_mut(&table.name) else { continue };
        for before in &mut table.columns {
            if let Some(after) = other.iter_mut().find(|after| after.name == before.name) {
                level_columns(dialect, before, after);
            }
        }
    }
}

fn level_columns(dialect: &dyn Dialect, before: &mut Column, after: &mut Column) {
    if before.fill == after.fill && !matches!(before.fill, Fill::Identity(_)) {
        (before.fill, after.fill) = (Fill::Nothing, Fill::Nothing);
    }
    let has_default = |column: &Column| matches!(column.fill, Fill::Default { .. });
    let may_count = has_default(before) || has_default(after);
    for column in [before, after] {
        column.sequence = None;
        if may_count {
            column.autoincrement = Autoincrement::Off;
        }
        // A computed column cannot be made another one, but it can be another one.
        if let Fill::Computed { expression, .. } = &column.fill
            && let Ok(text) = expression_text(dialect, expression, Mode::Literal)
        {
            column.fill = Expression::Raw { sql: format!("GENERATED ALWAYS AS ({text})") }.into();
        }
    }
}
