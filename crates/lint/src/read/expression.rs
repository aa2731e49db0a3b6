//! Expressions: whether every row may get another value, and whether a CHECK says no more than NOT NULL.

use squawk_syntax::{
    SyntaxNode,
    ast::{self, AstNode},
};

use super::name::name_of;

/// Functions of PostgreSQL that are not volatile, and do not become so by their arguments.
///
/// `pg_proc.provolatile` is `i` or `s`; `now()` and the like are the same for a whole transaction, so that a column is
/// filled with one value. Sorted.
const STEADY: &[&str] = &[
    "abs",
    "age",
    "array_fill",
    "ascii",
    "btrim",
    "ceil",
    "ceiling",
    "char_length",
    "chr",
    "coalesce",
    "concat",
    "concat_ws",
    "convert_from",
    "convert_to",
    "current_database",
    "current_query",
    "current_schema",
    "current_setting",
    "current_user",
    "date_part",
    "date_trunc",
    "decode",
    "encode",
    "floor",
    "format",
    "greatest",
    "hstore",
    "inet",
    "initcap",
    "int4range",
    "int8range",
    "json_build_array",
    "json_build_object",
    "jsonb_build_array",
    "jsonb_build_object",
    "least",
    "left",
    "length",
    "localtimestamp",
    "lower",
    "lpad",
    "ltrim",
    "make_date",
    "make_interval",
    "make_time",
    "make_timestamp",
    "make_timestamptz",
    "md5",
    "mod",
    "now",
    "nullif",
    "numrange",
    "octet_length",
    "pg_backend_pid",
    "point",
    "power",
    "quote_literal",
    "repeat",
    "replace",
    "reverse",
    "right",
    "round",
    "row_to_json",
    "rpad",
    "rtrim",
    "session_user",
    "sha256",
    "sign",
    "split_part",
    "sqrt",
    "statement_timestamp",
    "string_to_array",
    "strpos",
    "substr",
    "substring",
    "to_char",
    "to_date",
    "to_json",
    "to_jsonb",
    "to_number",
    "to_timestamp",
    "to_tsquery",
    "to_tsvector",
    "transaction_timestamp",
    "translate",
    "trim",
    "trunc",
    "tsrange",
    "tstzrange",
    "upper",
];

/// Returns whether an expression may give every row another value. A function that is not known may.
pub(super) fn is_volatile(expression: &SyntaxNode) -> bool {
    expression.descendants().filter_map(ast::CallExpr::cast).any(|call| {
        let Some(called) = call.expr() else { return false };
        let name = name_of(&called);
        STEADY.binary_search(&name.as_str()).is_err()
    })
}

/// Returns the column of `column IS NOT NULL`, where the condition says nothing else.
pub(crate) fn not_null_of(condition: &str) -> Option<String> {
    let mut inner = condition.trim();
    while let Some(stripped) = inner.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        inner = stripped.trim();
    }
    let lower = inner.to_ascii_lowercase();
    let column = inner[..lower.strip_suffix("is not null")?.len()].trim();
    let is_name = |text: &str| text.chars().all(|char| char.is_alphanumeric() || char == '_' || char == '$');
    match column.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(quoted) if !quoted.contains('"') => Some(quoted.to_owned()),
        Some(_) => None,
        None if !column.is_empty() && is_name(column) => Some(column.to_ascii_lowercase()),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_volatile_text(sql: &str) -> bool {
        is_volatile(&squawk_syntax::SourceFile::parse(&format!("SELECT {sql}")).syntax_node())
    }

    #[test]
    fn steady_functions_are_sorted() {
        assert!(STEADY.is_sorted());
    }

    #[test]
    fn what_may_differ_from_row_to_row_is_volatile() {
        for steady in ["1", "'x'", "now()", "current_timestamp", "'{}'::jsonb", "now() - interval '1 day'", "ARRAY[1]"]
        {
            assert!(!is_volatile_text(steady), "{steady}");
        }
        for volatile in ["random()", "gen_random_uuid()", "clock_timestamp()", "my_function()", "lower(my_function())"]
        {
            assert!(is_volatile_text(volatile), "{volatile}");
        }
    }

    #[test]
    fn a_check_that_says_more_than_not_null_is_none() {
        assert_eq!(not_null_of("((a IS NOT NULL))").as_deref(), Some("a"));
        assert_eq!(not_null_of("\"A b\" is not null").as_deref(), Some("A b"));
        assert_eq!(not_null_of("a IS NOT NULL AND b IS NOT NULL"), None);
        assert_eq!(not_null_of("a > 0"), None);
    }
}
