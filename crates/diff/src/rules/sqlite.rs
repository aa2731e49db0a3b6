//! How SQLite is compared.

use std::sync::LazyLock;

use dialect::Dialect;
use regex::Regex;
use schema::{Column, Expression, Fill, Index, TableName};

use super::{Likeness, Rules, compare_columns, pattern};
use crate::found::Found;
use crate::index_columns::has_expressions;

pub(super) struct Sqlite;

static PARENTHESES: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\((.+)\)$"));
static QUOTES: LazyLock<Regex> = LazyLock::new(|| pattern(r#"^"?'(.+)'"?$"#));
static CONSTANT: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:[0-9.]$|'.+'$|\(.+\)$)"));

impl Rules for Sqlite {
    /// SQLite wants parentheses around a default that is more than a constant.
    fn adjust_column(&self, _: &TableName, column: &mut Column, _: &mut Found) {
        if let Fill::Default { expression: Expression::Text(text) } = &mut column.fill
            && !text.sql.is_empty()
            && !CONSTANT.is_match(&text.sql)
        {
            text.sql = format!("({})", text.sql);
        }
    }

    fn same_default(&self, before: Option<&str>, after: Option<&str>) -> Option<bool> {
        let core = |text: &str| {
            let inside = PARENTHESES.replace(text, "$1");
            QUOTES.replace(&inside, "$1").into_owned()
        };
        Some(before.map(core) == after.map(core))
    }

    fn skips(&self, index: &Index) -> bool {
        has_expressions(index)
    }

    fn compare_indexes(
        &self,
        _: &dyn Dialect,
        _: &TableName,
        before: &Index,
        after: &Index,
        _: &mut Found,
    ) -> Likeness {
        compare_columns(before, after)
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
        assert_eq!(Sqlite.same_default(Some("''"), Some("")), Some(false));
    }
}
