//! The columns of a table that both sides have.

use operation::{AddColumn, DropColumn, Operation};
use schema::{Column, Fill, Options, Pair, TableName};

use super::{OF_COLUMNS, column_users, conversion, counting, serial_type};
use crate::comparison::Comparison;
use crate::described::Described;
use crate::draft::{Columns, Draft};
use crate::found::{Found, logger};
use crate::shown::{self, Links};
use crate::{Compared, Kind};

/// Finds columns that only the models have, then those that both have and that differ; each in the order of the models.
pub(super) fn added_and_changed(comparison: &Comparison<'_>, tables: Pair<&Described>, found: &mut Found) {
    let table = tables.after;
    let of_database = |column: &Column| {
        tables.before.column(&column.name).filter(|column| is_looked_at(comparison, table.name(), column))
    };
    let are_new = table.table.columns.iter().filter(|column| of_database(column).is_none());
    for column in in_order_of_use(comparison, are_new.collect()) {
        if comparison.includes(Kind::Column, Some(&column.name), table.name(), Compared::Models) {
            found.within(
                table.name(),
                add(table.name(), column),
                drop_column(table.name(), column),
                vec![tuple("add_column", table.name(), &shown::column(table, column, Links::Once))],
            );
            found.info(logger::TABLES, format!("Detected added column '{}.{}'", table.name(), column.name));
        }
    }
    for after in &table.table.columns {
        if let Some(before) = of_database(after)
            && comparison.includes_both(Kind::Column, Some(&after.name), table.name())
        {
            let serial = tables.before.serial(&after.name);
            changed(comparison, Columns { table, pair: Pair { before, after }, serial }, found);
        }
    }
}

/// Finds columns that only the database has.
pub(super) fn removed(comparison: &Comparison<'_>, tables: Pair<&Described>, found: &mut Found) {
    let table = tables.after;
    let is_gone = |column: &&Column| table.column(&column.name).is_none();
    let gone = tables.before.table.columns.iter().rev().filter(is_gone).collect();
    for column in in_order_of_use(comparison, gone).into_iter().rev() {
        if is_looked_at(comparison, table.name(), column)
            && comparison.includes(Kind::Column, Some(&column.name), table.name(), Compared::Database)
        {
            found.within(
                table.name(),
                drop_column(table.name(), column),
                add(table.name(), column),
                vec![tuple("remove_column", table.name(), &shown::column(tables.before, column, Links::Twice))],
            );
            found.info(logger::TABLES, format!("Detected removed column '{}.{}'", table.name(), column.name));
        }
    }
}

/// Puts computed columns behind those that they use, as a server wants them.
fn in_order_of_use<'t>(comparison: &Comparison<'_>, mut columns: Vec<&'t Column>) -> Vec<&'t Column> {
    let is_computed = |column: &&Column| matches!(column.fill, Fill::Computed { .. });
    let computed: Vec<&Column> = columns.iter().copied().filter(is_computed).collect();
    for column in computed {
        let uses = |other: &&Column| column_users::computes_from(comparison, column, other);
        let place = columns.iter().position(|other| other.name == column.name);
        if let (Some(place), Some(last)) = (place, columns.iter().rposition(uses))
            && place < last
        {
            columns.remove(place);
            columns.insert(last, column);
        }
    }
    columns
}

fn is_looked_at(comparison: &Comparison<'_>, table: &TableName, column: &Column) -> bool {
    comparison.context.filter.includes_name(Kind::Column, Some(&column.name), Some(table))
}

fn changed(comparison: &Comparison<'_>, columns: Columns<'_>, found: &mut Found) {
    let mut draft = Draft::of(columns.table.name(), &columns.pair.after.name);
    for (_, compare) in OF_COLUMNS.iter().filter(|(plugin, _)| comparison.context.filter.has(*plugin)) {
        compare(comparison, columns, &mut draft, found);
    }
    if !draft.has_changes() {
        return;
    }
    let mut tuples = shown::altered_column(&draft.alter);
    let serial_type = serial_type::step(comparison, columns, &draft.alter);
    let counting = counting::steps(comparison, columns, &mut draft.alter);
    let others = if draft.has_changes() { conversion::steps(comparison, columns, draft.alter) } else { Vec::new() };
    for step in counting.first.into_iter().chain(others).chain(counting.last).chain(serial_type) {
        let tuples = if step.is_found { std::mem::take(&mut tuples) } else { Vec::new() };
        // A batch gathers its operations, and carries out at once what it only executes.
        let is_plain = [&step.operation, &step.reverse].iter().all(|each| matches!(each, Operation::AlterColumn(_)));
        if is_plain {
            found.within(columns.table.name(), step.operation, step.reverse, tuples);
        } else {
            found.beside(step.operation, step.reverse, tuples);
        }
    }
}

/// Its foreign keys, its index and its unique constraint are changes of their own; its sequence is left alone.
pub(super) fn add(table: &TableName, column: &Column) -> Operation {
    let column = Column { unique: false, index: false, foreign_keys: Vec::new(), sequence: None, ..column.clone() };
    Operation::AddColumn(AddColumn {
        table: table.clone(),
        column,
        if_not_exists: None,
        inline_references: None,
        inline_primary_key: None,
        insert_before: None,
        insert_after: None,
    })
}

pub(super) fn drop_column(table: &TableName, column: &Column) -> Operation {
    let options = Options::new();
    Operation::DropColumn(DropColumn { table: table.clone(), column: column.name.clone(), if_exists: None, options })
}

fn tuple(word: &str, table: &TableName, column: &str) -> String {
    format!("('{word}', {}, {}, {column})", shown::namespace(table), pysource::text(&table.name.text))
}
