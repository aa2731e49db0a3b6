//! How PostgreSQL is compared.

use std::sync::LazyLock;

use dialect::Dialect;
use regex::Regex;
use schema::{Column, ColumnType, Expression, Fill, Index, IndexPart, Name, Options, Pair, TableName};

use super::casts::{self, Cast};
use super::chosen_name::Parts;
use super::{Likeness, Rules, part_text, pattern, unique_difference};
use crate::found::{Found, logger};

pub(super) struct Postgresql;

/// `character varying(10)`, `app.mood`, `timestamp(3) with time zone`, `text[]`.
const TYPE_NAME: &str = r#"(?:"[^"]+"|\w+)(?:\.(?:"[^"]+"|\w+))?(?:\s+(?:varying|precision))?(?:\s*\(\s*\d+(?:\s*,\s*\d+)?\s*\))?(?:\s+with(?:out)?\s+time\s+zone)?(?:\s*\[\s*\d*\s*\])*"#;

static CAST: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"(?i)::\s*{TYPE_NAME}")));
static CAST_FUNCTION: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"(?i)\bcast\s*\((.*?)\s+as\s+{TYPE_NAME}\s*\)")));
static FLOAT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^FLOAT\((\d+)\)"));
static LITERAL: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^'((?:[^'\\\\]|'')*)'::{TYPE_NAME}$")));
static NEXTVAL: LazyLock<Regex> = LazyLock::new(|| pattern(r"^nextval\('(.+?)'::regclass\)"));

impl Rules for Postgresql {
    fn type_synonyms(&self) -> &'static [&'static [&'static str]] {
        &[&["numeric", "decimal"], &["float", "double precision"]]
    }

    /// FLOAT with its precision is another name for one of two types.
    fn server_type(&self, text: String) -> String {
        let name = |captures: &regex::Captures<'_>| {
            let is_short = captures[1].parse::<u32>().is_ok_and(|precision| precision <= 24);
            if is_short { "REAL" } else { "DOUBLE PRECISION" }
        };
        FLOAT.replace(&text, name).into_owned()
    }

    fn type_is_required(&self, column_type: &ColumnType) -> bool {
        domain(column_type, "not_null").and_then(serde_json::Value::as_bool) == Some(true)
    }

    fn type_default<'t>(&self, column_type: &'t ColumnType) -> Option<&'t str> {
        domain(column_type, "default")?.as_str()
    }

    fn requires_keys(&self) -> bool {
        true
    }

    fn respells_expressions(&self) -> bool {
        true
    }

    fn has_sequences(&self) -> bool {
        true
    }

    fn serial_sequence(&self, table: &TableName, column: &Name) -> Option<String> {
        Some(Parts::of_serial(&table.name.text, &column.text).name(|_| false))
    }

    /// An integer that draws from a sequence of its own is SERIAL, and models do not say its default.
    fn adjust_column(&self, table: &TableName, column: &mut Column, found: &mut Found) {
        let is_integer = matches!(&column.column_type, ColumnType::Native(native) if matches!(native.name.as_str(), "INTEGER" | "BIGINT"));
        let draws = matches!(column.fill.server_default(), Some(Expression::Text(text)) if NEXTVAL.is_match(&text.sql));
        let Some(sequence) = column.sequence.as_ref().filter(|_| is_integer && draws) else { return };
        found.info(
            logger::POSTGRESQL,
            format!(
                "Detected sequence named '{}' as owned by integer column '{}({})', assuming SERIAL and omitting",
                sequence.name, table.name, column.name
            ),
        );
        column.fill = Fill::Nothing;
    }

    fn adjust_options(&self, options: &mut Options) {
        let is_empty = |value: &serde_json::Value| value.as_array().is_some_and(Vec::is_empty);
        if options.get("postgresql_include").is_some_and(is_empty) {
            options.shift_remove("postgresql_include");
        }
    }

    fn same_default(&self, before: Option<&str>, after: Option<&str>) -> Option<bool> {
        let (Some(before), Some(after)) = (before, after) else { return Some(before == after) };
        let is_same = match NEXTVAL.is_match(before) {
            true => before.replace("::regclass", "") == after,
            false => before == after,
        };
        is_same.then_some(true)
    }

    /// The server keeps no default of NULL, but for a type with a length.
    fn is_no_default(&self, text: &str) -> bool {
        let text = CAST_FUNCTION.replace_all(text, "$1");
        let text = CAST.replace_all(&text, "");
        without_parentheses(text.trim()).trim().eq_ignore_ascii_case("null")
    }

    fn is_literal_of(&self, before: &str, text: &str) -> bool {
        LITERAL.captures(before).is_some_and(|literal| literal[1].replace("''", "'") == text)
    }

    fn cast(&self, dialect: &dyn Dialect, types: Pair<&ColumnType>) -> Cast {
        casts::cast(dialect, types)
    }

    fn spells_alike(&self, dialect: &dyn Dialect, types: Pair<&ColumnType>) -> bool {
        casts::spells_alike(dialect, types)
    }

    fn joins(&self, dialect: &dyn Dialect, types: Pair<&ColumnType>) -> bool {
        casts::joins(dialect, types)
    }

    fn ignores_default_of_counting_columns(&self) -> bool {
        true
    }

    fn computed_columns_hold_types(&self) -> bool {
        true
    }

    /// The server shows casts that models do not write.
    fn computed_core(&self, text: &str) -> String {
        let spelling = |c: char| " ()'\"`[]\t\r\n".contains(c);
        CAST.replace_all(text, "").replace(spelling, "").to_lowercase()
    }

    fn compare_indexes(
        &self,
        dialect: &dyn Dialect,
        table: &TableName,
        before: &Index,
        after: &Index,
        found: &mut Found,
    ) -> Likeness {
        let mut differences: Vec<String> = unique_difference(before, after).into_iter().collect();
        let counts = (before.parts.len(), after.parts.len());
        if counts.0 != counts.1 {
            differences.push(format!("expression number {} to {}", counts.0, counts.1));
        }
        if !differences.is_empty() {
            return Likeness::Different(differences.join(", "));
        }
        let mut unknown = Vec::new();
        for (position, (before_part, after_part)) in before.parts.iter().zip(&after.parts).enumerate() {
            let text = |part: &IndexPart| part_text(dialect, part);
            let (before_text, after_text) = (text(before_part), text(after_part));
            if core(table, &before_text) == core(table, &after_text) {
                continue;
            }
            let position = position + 1;
            let shown = pysource::text(&after_text);
            let is_expression = after_text.contains([' ', ')']);
            if after_text.trim().ends_with("_ops") && is_expression {
                unknown.push(format!("expression #{position} {shown} detected as including operator clause."));
                found.warning(operator_class_warning(position, &shown, before));
            } else {
                differences.push(format!("expression #{position} {} to {shown}", pysource::text(&before_text)));
            }
        }
        let options = |index: &Index| pysource::tuple(self.unique_options(&index.options));
        if options(before) != options(after) {
            // Alembic adds the letters of the sentence one by one.
            let sentence = format!("options {} to {}", options(before), options(after));
            differences.extend(sentence.chars().map(String::from));
        }
        match (differences.is_empty(), unknown.is_empty()) {
            (false, _) => Likeness::Different(differences.join(", ")),
            (true, false) => Likeness::Unknown(unknown.join(", ")),
            (true, true) => Likeness::Same,
        }
    }

    fn unique_options(&self, options: &Options) -> &'static [&'static str] {
        let is_set = options.get("postgresql_nulls_not_distinct").and_then(serde_json::Value::as_bool);
        if is_set == Some(true) { &["nulls_not_distinct"] } else { &[] }
    }
}

/// Returns what a domain of the database says.
fn domain<'t>(column_type: &'t ColumnType, word: &str) -> Option<&'t serde_json::Value> {
    match column_type {
        ColumnType::Native(native) if native.name == "DOMAIN" => native.arguments.get(word),
        _ => None,
    }
}

fn operator_class_warning(position: usize, shown: &str, index: &Index) -> String {
    let name = index.name.given().map_or_else(|| pysource::none().to_owned(), |name| pysource::text(&name.text));
    format!(
        "Expression #{position} {shown} in index {name} detected to include an operator clause. Expression compare \
         cannot proceed. Please move the operator clause to the ``postgresql_ops`` dict to enable proper compare of the \
         index expressions: https://docs.sqlalchemy.org/en/latest/dialects/postgresql.html#operator-classes"
    )
}

/// Returns what is left of an index's expression when its spelling is taken off: quotes, casts, the default order.
fn core(table: &TableName, expression: &str) -> String {
    let mut core = expression.to_lowercase().replace(['"', '\''], "");
    core = core.replace(&format!("{}.", table.name.text.to_lowercase()), "");
    core = CAST.replace_all(&core, "").into_owned();
    core = without_parentheses(&core).to_owned();
    core = without_default_order(&core);
    core = without_parentheses(&core).to_owned();
    loop {
        let without_cast = CAST_FUNCTION.replace_all(&core, "$1").into_owned();
        if without_cast == core {
            return core.replace(' ', "");
        }
        core = without_cast;
    }
}

fn without_parentheses(mut text: &str) -> &str {
    while let Some(inside) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        text = inside;
    }
    text
}

/// ASC, NULLS LAST of an ascending key and NULLS FIRST of a descending one are what PostgreSQL does anyway.
fn without_default_order(text: &str) -> String {
    if let Some(rest) = text.strip_suffix(" asc nulls last") {
        return rest.to_owned();
    }
    match text.strip_suffix(" nulls last") {
        Some(rest) if !rest.ends_with(" desc") => return rest.to_owned(),
        Some(_) | None => {}
    }
    if let Some(rest) = text.strip_suffix(" asc") {
        return rest.to_owned();
    }
    if let Some(rest) = text.strip_suffix(" asc nulls first") {
        return format!("{rest} nulls first");
    }
    if let Some(rest) = text.strip_suffix(" desc nulls first") {
        return format!("{rest} desc");
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_core(expression: &str, expected: &str) {
        assert_eq!(core(&TableName::from("users"), expression), expected);
    }

    #[test]
    fn spelling_of_an_index_expression_does_not_count() {
        check_core("lower((name)::text)", "lower((name))");
        check_core("(lower(\"Users\".\"Name\"))", "lower(name)");
        check_core("CAST(name AS VARCHAR(5))", "name");
        check_core("name DESC NULLS FIRST", "namedesc");
        check_core("name ASC NULLS LAST", "name");
        check_core("name DESC NULLS LAST", "namedescnullslast");
    }

    #[test]
    fn only_null_itself_is_no_default() {
        let is_none = |text: &str| Postgresql.is_no_default(text);
        assert!(
            ["NULL", "null", "(NULL)", "NULL::character varying", "((NULL)::text)", "CAST(NULL AS TEXT)"]
                .into_iter()
                .all(is_none)
        );
        assert!(!["'NULL'::text", "'null'", "nullif(1, 1)", "0"].into_iter().any(is_none));
    }
}
