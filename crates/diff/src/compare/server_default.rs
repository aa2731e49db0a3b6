//! Compares the defaults that the server fills in.

use dialect::Dialect;
use dialect::query::{Mode, expression_text};
use schema::{Bind, Expression, Fill, Pair, Value};

use crate::comparison::Comparison;
use crate::draft::{Columns, Draft};
use crate::found::{Found, logger};
use crate::shown;

/// Notes what is there, and asks the user's `compare_server_default`. Without `compare_server_default=True` nothing that
/// fills a column is compared.
pub(super) fn compare_by_user(comparison: &Comparison<'_>, columns: Columns<'_>, draft: &mut Draft, found: &mut Found) {
    if columns.pair.before.fill == Fill::Nothing && columns.pair.after.fill == Fill::Nothing {
        return;
    }
    draft.alter.existing_server_default = Some(columns.pair.before.fill.clone());
    if !comparison.context.compares_server_defaults {
        draft.default_is_settled = true;
        return;
    }
    match comparison.context.filter.server_default_differs(columns.table.name(), columns.pair) {
        Some(true) => {
            draft.alter.server_default = Some(columns.pair.after.fill.clone());
            draft.default_is_settled = true;
            found.info(
                logger::SERVER_DEFAULTS,
                format!(
                    "User defined function {} detected server default on column '{}'",
                    shown::object("function compare_server_default"),
                    columns.place()
                ),
            );
        }
        Some(false) => draft.default_is_settled = true,
        None => {}
    }
}

pub(super) fn compare(comparison: &Comparison<'_>, columns: Columns<'_>, draft: &mut Draft, found: &mut Found) {
    let is_plain = |fill: &Fill| matches!(fill, Fill::Nothing | Fill::Default { .. });
    let fills = columns.pair.map(|column| &column.fill);
    let is_absent = *fills.before == Fill::Nothing && *fills.after == Fill::Nothing;
    if draft.default_is_settled || is_absent || !is_plain(fills.before) || !is_plain(fills.after) {
        return;
    }
    if is_same(comparison, columns) {
        return;
    }
    draft.alter.server_default = Some(fills.after.clone());
    let facts = comparison.context.dialect.facts();
    let dialect_object = shown::object(&format!("alembic.ddl.{}.{}", facts.name, facts.impl_name));
    found.info(
        logger::SERVER_DEFAULTS,
        format!("Dialect impl {dialect_object} detected server default on column '{}'", columns.place()),
    );
}

fn is_same(comparison: &Comparison<'_>, columns: Columns<'_>) -> bool {
    let context = comparison.context;
    let column = columns.pair.after;
    let is_key = columns.table.holds_in_key(column);
    let counts = columns.table.counting.as_ref().is_some_and(|name| name.text == column.name.text);
    if comparison.rules.ignores_default_of_counting_columns() && is_key && counts {
        return true;
    }
    let texts = columns.pair.map(|column| text(context.dialect, &column.fill));
    if let Some(is_same) = comparison.rules.same_default(texts.before.as_deref(), texts.after.as_deref()) {
        return is_same;
    }
    let (Fill::Default { expression: before }, Fill::Default { expression: after }) =
        (&columns.pair.before.fill, &column.fill)
    else {
        return false;
    };
    context.server.means_the_same(column, Pair { before, after }).unwrap_or(false)
}

/// Returns a default as it is written: a plain text without its quotes.
pub(crate) fn text(dialect: &dyn Dialect, fill: &Fill) -> Option<String> {
    match fill {
        Fill::Default { expression: Expression::Bind(Bind { value: Some(Value::Text(text)), .. }) } => {
            Some(text.clone())
        }
        Fill::Default { expression } => expression_text(dialect, expression, Mode::Literal).ok(),
        Fill::Nothing | Fill::Fetched | Fill::Computed { .. } | Fill::Identity(_) => None,
    }
}
