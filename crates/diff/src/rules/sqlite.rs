//! How SQLite is compared.

use std::sync::LazyLock;

use dialect::Dialect;
use dialect::query::{Mode, expression_text};
use regex::Regex;
use schema::{Column, Expression, Fill, Index, TableName};

use super::{Likeness, Rules, compare_columns, part_text, pattern, unique_difference};
use crate::found::Found;
use crate::index_columns::has_expressions;
use crate::words::core_words;

pub(super) struct Sqlite;

static PARENTHESES: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\((.+)\)$"));
static QUOTES: LazyLock<Regex> = LazyLock::new(|| pattern(r#"^"?'(.*)'"?$"#));
static CONSTANT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:[0-9.]$|'.+'$|\(.+\)$)"));

impl Rules for Sqlite {
    /// SQLite wants parentheses around a default that is more than a constant.
    fn adjust_column(&self, _: &TableName, column: &mut Column, _: &mut Found) {
        if let Fill::Default { expression } = &mut column.fill
            && let Expression::Text(text) = &mut **expression
            && !text.sql.is_empty()
            && !CONSTANT.is_match(&text.sql)
        {
            text.sql = format!("({})", text.sql);
        }
    }

    fn same_default(&self, before: Option<&str>, after: Option<&str>) -> Option<bool> {
        let core = |text: &str| {
            let inside = PARENTHESES.replace(text, "$1");
            match QUOTES.captures(&inside) {
                // A quote inside is doubled in SQL. Alembic takes `'x''y'` for another default than `x'y`, and `''` for none.
                Some(quoted) => quoted[1].replace("''", "'"),
                None => inside.into_owned(),
            }
        };
        Some(before.map(core) == after.map(core))
    }

    fn is_unread(&self, index: &Index) -> bool {
        has_expressions(index)
    }

    fn compare_indexes(
        &self,
        dialect: &dyn Dialect,
        _: &TableName,
        before: &Index,
        after: &Index,
        _: &mut Found,
    ) -> Likeness {
        let filter = |index: &Index| filter_text(dialect, index);
        let has_same_filter = filter(before).as_deref().map(core_words) == filter(after).as_deref().map(core_words);
        if !has_expressions(before) && !has_expressions(after) && has_same_filter {
            return compare_columns(before, after);
        }
        let text = |index: &Index| -> String {
            index.parts.iter().map(|part| part_text(dialect, part)).collect::<Vec<_>>().join(", ")
        };
        let mut differences: Vec<String> = unique_difference(before, after).into_iter().collect();
        if self.computed_core(&text(before)) != self.computed_core(&text(after)) {
            let (before, after) = (pysource::text(&text(before)), pysource::text(&text(after)));
            differences.push(format!("expression {before} to {after}"));
        }
        if !has_same_filter {
            let shown = |index: &Index| filter(index).map_or(pysource::none().to_owned(), |text| pysource::text(&text));
            differences.push(format!("condition {} to {}", shown(before), shown(after)));
        }
        if differences.is_empty() { Likeness::Same } else { Likeness::Different(differences.join(", ")) }
    }
}

/// Returns the condition of a partial index.
fn filter_text(dialect: &dyn Dialect, index: &Index) -> Option<String> {
    match index.options.get("sqlite_where")? {
        serde_json::Value::String(text) => Some(text.clone()),
        value => {
            let expression: Expression = serde_json::from_value(value.clone()).ok()?;
            expression_text(dialect, &expression, Mode::Literal).ok()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_same_default(before: &str, after: &str) {
        assert_eq!(Sqlite.same_default(Some(before), Some(after)), Some(true));
    }

    #[test]
    fn quotes_and_parentheses_of_defaults_do_not_count() {
        check_same_default("'x'", "x");
        check_same_default("(CURRENT_TIMESTAMP)", "CURRENT_TIMESTAMP");
        check_same_default("('5')", "5");
        check_same_default("'x''y'", "x'y");
        check_same_default("''", "");
        assert_eq!(Sqlite.same_default(Some("''"), None), Some(false));
    }
}
