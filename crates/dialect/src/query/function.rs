//! SQL functions: `func.count()`, `func.now()`, …

use schema::{Expression, Function, Value};

use crate::Unsupported;
use crate::query::expression::function_name;
use crate::query::{Mode, Writer, Written};

/// Functions of the SQL standard that are written in upper case, and without parentheses if they have no arguments.
const ANSI: &[&str] = &[
    "current_date",
    "current_time",
    "current_timestamp",
    "current_user",
    "localtime",
    "localtimestamp",
    "session_user",
    "user",
];

/// Functions that SQLAlchemy knows: however they are written in Python, SQL has them in lower case.
const KNOWN: &[&str] = &[
    "array_agg",
    "char_length",
    "coalesce",
    "concat",
    "count",
    "cume_dist",
    "dense_rank",
    "max",
    "min",
    "mode",
    "now",
    "percent_rank",
    "percentile_cont",
    "percentile_disc",
    "random",
    "rank",
    "sum",
    "sysdate",
];

/// Sets of groupings, by SQLAlchemy's name for them: SQL words, not functions.
const GROUPINGS: &[(&str, &str)] = &[("cube", "CUBE"), ("grouping_sets", "GROUPING SETS"), ("rollup", "ROLLUP")];

impl Writer<'_> {
    /// Writes a function call with its FILTER.
    pub(crate) fn function(&mut self, function: &Function) -> Result<(), Unsupported> {
        if self.dialect.queries().function(self, function)? == Written::AsAnsi {
            self.plain_function(function)?;
        }
        if !function.within_group.is_empty() {
            self.push(" WITHIN GROUP (ORDER BY ");
            self.list(&function.within_group, ", ", Self::expression)?;
            self.push(")");
        }
        if let Some(filter) = &function.filter {
            self.push(" FILTER (WHERE ");
            self.condition(filter)?;
            self.push(")");
        }
        Ok(())
    }

    fn plain_function(&mut self, function: &Function) -> Result<(), Unsupported> {
        let [packages @ .., name] = &function.path[..] else { return Ok(()) };
        let lower = name.to_ascii_lowercase();
        if packages.is_empty() && ANSI.contains(&lower.as_str()) {
            self.push(&lower.to_ascii_uppercase());
            if function.arguments.is_empty() {
                return Ok(());
            }
        } else if let ([], Some((_, words))) = (packages, GROUPINGS.iter().find(|(known, _)| *known == lower)) {
            self.push(words);
        } else if packages.is_empty() && KNOWN.contains(&lower.as_str()) {
            self.push(&lower);
        } else {
            let path: Vec<String> = function.path.iter().map(|part| function_name(self.dialect, part)).collect();
            self.push(&path.join("."));
        }
        let counts_all = lower == "count" && function.arguments.is_empty();
        if counts_all {
            self.push("(*)");
            return Ok(());
        }
        self.arguments(function)
    }

    /// Writes the arguments in parentheses.
    pub(crate) fn arguments(&mut self, function: &Function) -> Result<(), Unsupported> {
        let name = function.path.last().map_or_else(String::new, |name| name.to_ascii_lowercase());
        let must_say = self.mode == Mode::Bound && self.dialect.queries().takes_any_type(&name);
        self.push("(");
        self.list(&function.arguments, ", ", |writer, argument| {
            writer.expression(argument)?;
            if must_say && is_text(argument) {
                writer.push("::text");
            }
            Ok(())
        })?;
        if !function.order_by.is_empty() {
            self.push(" ORDER BY ");
            self.list(&function.order_by, ", ", Self::expression)?;
        }
        self.push(")");
        Ok(())
    }
}

fn is_text(argument: &Expression) -> bool {
    matches!(argument, Expression::Bind(bind) if matches!(bind.value, Some(Value::Text(_))))
}
