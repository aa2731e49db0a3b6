//! A column that gets another type, on a server that must be told how: USING, and defaults that it cannot cast.

use operation::{AlterColumn, Operation};
use schema::{Bind, ColumnType, Expression, Fill, Options, Pair, Text, Value};

use crate::comparison::Comparison;
use crate::draft::{Columns, Draft, reversed};
use crate::enum_types::enum_within;
use crate::rules::Cast;
use crate::sql_literals::single_literal;

/// A step and what undoes it.
pub(super) struct Step {
    pub operation: Operation,
    pub reverse: Operation,
    /// Whether it is what was found, and not a step on the way there.
    pub is_found: bool,
}

/// Returns the alteration as the server takes it.
///
/// A default that it cannot cast goes before and comes after; all three steps hold in both directions.
pub(super) fn steps(comparison: &Comparison<'_>, columns: Columns<'_>, alter: AlterColumn) -> Vec<Step> {
    let reverse = reversed(&alter);
    let (Some(before), Some(after)) = (alter.existing_type.clone(), alter.column_type.clone()) else {
        return vec![step(alter, reverse, true)];
    };
    let types = Pair { before: &before, after: &after };
    let back = Pair { before: &after, after: &before };
    let fills = Pair { before: columns.pair.before.fill.clone(), after: fill_after(comparison, columns, &alter) };
    let is_in_the_way =
        keeps_default(comparison, types, &fills.before) || keeps_default(comparison, back, &fills.after);
    let (mut alter, mut reverse) = (alter, reverse);
    say_using(comparison, types, &mut alter);
    say_using(comparison, back, &mut reverse);
    if !is_in_the_way {
        return vec![step(alter, reverse, true)];
    }
    let set = |column_type: &ColumnType, fill: &Fill| {
        let mut alter = Draft::of(columns.table.name(), &columns.pair.after.name).alter;
        alter.existing_type = Some(column_type.clone());
        alter.existing_nullable = Some(columns.pair.before.nullable);
        alter.server_default = Some(fill.clone());
        alter
    };
    for alter in [&mut alter, &mut reverse] {
        alter.server_default = None;
        alter.existing_server_default = None;
    }
    let mut steps = Vec::new();
    if is_default(&fills.before) {
        steps.push(step(set(&before, &Fill::Nothing), set(&before, &fills.before), false));
    }
    let nullable = alter.nullable.or(alter.existing_nullable);
    steps.push(step(alter, reverse, true));
    if is_default(&fills.after) {
        let (alter, reverse) = (set(&after, &fills.after), set(&after, &Fill::Nothing));
        let with_nullable = |alter| AlterColumn { existing_nullable: nullable, ..alter };
        steps.push(step(with_nullable(alter), with_nullable(reverse), false));
    }
    steps
}

fn step(alter: AlterColumn, reverse: AlterColumn, is_found: bool) -> Step {
    Step { operation: Operation::AlterColumn(alter), reverse: Operation::AlterColumn(reverse), is_found }
}

fn is_default(fill: &Fill) -> bool {
    matches!(fill, Fill::Default { .. })
}

/// Returns what fills the column in the end. What nobody compares stays, in the spelling of the new type.
fn fill_after(comparison: &Comparison<'_>, columns: Columns<'_>, alter: &AlterColumn) -> Fill {
    let (before, after) = (&columns.pair.before.fill, &columns.pair.after.fill);
    match (&alter.server_default, before.server_default()) {
        (Some(fill), _) => fill.clone(),
        (None, Some(_)) if is_default(after) => after.clone(),
        (None, Some(Expression::Text(text))) => {
            let column_type = &columns.pair.after.column_type;
            let expression = match (single_literal(&text.sql), type_name(comparison, column_type)) {
                (Some(value), _) => {
                    let value = Some(Value::Text(value));
                    Expression::Bind(Bind { name: None, value, bind_type: None, expanding: false })
                }
                (None, Some(name)) => Expression::Text(Text { sql: format!("({})::{name}", text.sql), ..text.clone() }),
                (None, None) => Expression::Text(text.clone()),
            };
            expression.into()
        }
        (None, _) => before.clone(),
    }
}

/// Returns whether a default would stop the change of the type, or would hold on to the type that is left.
fn keeps_default(comparison: &Comparison<'_>, types: Pair<&ColumnType>, fill: &Fill) -> bool {
    let dialect = comparison.context.dialect;
    let leaves_enum = enum_within(dialect, types.before).is_some();
    is_default(fill) && (leaves_enum || comparison.rules.cast(dialect, types) != Cast::Left)
}

fn say_using(comparison: &Comparison<'_>, types: Pair<&ColumnType>, alter: &mut AlterColumn) {
    let dialect = comparison.context.dialect;
    let column = dialect::quote::quote_name(dialect, &alter.column);
    let using = match comparison.rules.cast(dialect, types) {
        Cast::Left => None,
        Cast::NotZero => Some(format!("{column} <> 0")),
        Cast::Call(function) => Some(format!("{function}({column})")),
        Cast::ByHand { by_way_of } => {
            let way = by_way_of.map(|name| format!("::{name}")).unwrap_or_default();
            type_name(comparison, types.after).map(|name| format!("{column}{way}::{name}"))
        }
    };
    if let Some(using) = using {
        alter.options = Options::from_iter([("postgresql_using".to_owned(), using.into())]);
    }
}

/// Returns a type as a cast names it.
pub(super) fn type_name(comparison: &Comparison<'_>, column_type: &ColumnType) -> Option<String> {
    let dialect = comparison.context.dialect;
    let text = dialect::types::type_text(dialect, column_type).ok()?;
    let is_users = match dialect::types::resolved(dialect, column_type) {
        ColumnType::UserDefined { .. } => true,
        ColumnType::Native(native) => native.name == "DOMAIN",
        other => enum_within(dialect, other).is_some(),
    };
    Some(if is_users || text.contains('"') { text } else { text.to_lowercase() })
}
