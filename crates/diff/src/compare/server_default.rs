//! Compares the defaults that the server fills in.

use dialect::Dialect;
use dialect::query::{Mode, expression_text};
use schema::{Bind, Column, Expression, Fill, Pair, Value};

use crate::comparison::Comparison;
use crate::draft::{Columns, Draft};
use crate::enum_types::enum_within;
use crate::found::{Found, logger};
use crate::shown;
use crate::sql_literals::single_literal;
use crate::words::core_words;

/// Notes what is there, and asks the user's `compare_server_default`. With `compare_server_default=False` nothing that
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
    if is_of_type(comparison, columns) || is_same(comparison, columns) {
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

/// Returns whether the default is that of a domain, which the models do not repeat.
fn is_of_type(comparison: &Comparison<'_>, columns: Columns<'_>) -> bool {
    let before = columns.pair.before;
    let default = comparison.rules.type_default(&before.column_type);
    columns.pair.after.fill == Fill::Nothing
        && default.is_some()
        && text(comparison.context.dialect, &before.fill).as_deref() == default
}

fn is_same(comparison: &Comparison<'_>, columns: Columns<'_>) -> bool {
    let context = comparison.context;
    let column = columns.pair.after;
    let is_key = columns.table.holds_in_key(column);
    let counts = columns.table.counting.as_ref().is_some_and(|name| name.text == column.name.text);
    if comparison.rules.ignores_default_of_counting_columns() && is_key && counts {
        return true;
    }
    if let Some(is_same) = plainly_same(comparison, columns.pair) {
        return is_same;
    }
    let texts = columns.pair.map(|column| text(context.dialect, &column.fill));
    let (Some(before), Some(after)) = (texts.before, texts.after) else { return false };
    // Its type may have other values by then than the server has now.
    let is_enum = enum_within(context.dialect, &column.column_type).is_some();
    if is_enum && single_literal(&before).as_ref() == Some(&after) {
        return true;
    }
    let Some(told) = comparison.answers.table(columns.table.name()) else {
        // Nobody can be asked, as on a server that is only read.
        return comparison.rules.computed_core(&before) == comparison.rules.computed_core(&after);
    };
    let spellings = told.defaults.get(&column.name.text).map(Vec::as_slice).unwrap_or_default();
    let is_spelled_alike = spellings.iter().any(|spelling| {
        expression_text(context.dialect, spelling, Mode::Literal)
            .is_ok_and(|text| core_words(&text) == core_words(&before))
    });
    is_spelled_alike || told.equal_defaults.get(&column.name.text) == Some(&true)
}

/// Compares the texts of two defaults; `None`: the server is to be asked.
pub(crate) fn plainly_same(comparison: &Comparison<'_>, columns: Pair<&Column>) -> Option<bool> {
    let texts = columns.map(|column| text(comparison.context.dialect, &column.fill));
    let is_absent = |text: &Option<String>, column: &Column| {
        !is_plain_text(&column.fill) && text.as_deref().is_none_or(|text| comparison.rules.is_no_default(text))
    };
    // A default of NULL takes that of a domain away.
    let hides_another = comparison.rules.type_default(&columns.before.column_type).is_some();
    if !hides_another && is_absent(&texts.before, columns.before) && is_absent(&texts.after, columns.after) {
        return Some(true);
    }
    if let (Some(before), Some(after)) = (&texts.before, &texts.after)
        && is_plain_text(&columns.after.fill)
        && comparison.rules.is_literal_of(before, after)
    {
        return Some(true);
    }
    comparison.rules.same_default(texts.before.as_deref(), texts.after.as_deref())
}

fn is_plain_text(fill: &Fill) -> bool {
    matches!(fill.server_default(), Some(Expression::Bind(Bind { value: Some(Value::Text(_)), .. })))
}

/// Returns a default as it is written: a plain text without its quotes.
pub(crate) fn text(dialect: &dyn Dialect, fill: &Fill) -> Option<String> {
    match fill.server_default()? {
        Expression::Bind(Bind { value: Some(Value::Text(text)), .. }) => Some(text.clone()),
        expression => expression_text(dialect, expression, Mode::Literal).ok(),
    }
}
