//! Expressions as Python's `repr` shows them: mostly the class alone.

use schema::{Expression, Operator, Value};

use super::{column_type, object, object_about};

/// Functions that SQLAlchemy has a class for.
const KNOWN_FUNCTIONS: &[&str] = &[
    "aggregate_strings",
    "array_agg",
    "char_length",
    "coalesce",
    "concat",
    "count",
    "cube",
    "cume_dist",
    "current_date",
    "current_time",
    "current_timestamp",
    "current_user",
    "dense_rank",
    "grouping_sets",
    "localtime",
    "localtimestamp",
    "max",
    "min",
    "mode",
    "now",
    "percent_rank",
    "percentile_cont",
    "percentile_disc",
    "random",
    "rank",
    "rollup",
    "session_user",
    "sum",
    "sysdate",
    "user",
];

pub(crate) fn shown(expression: &Expression) -> String {
    use Expression as E;
    let element = |class: &str| object(&format!("sqlalchemy.sql.elements.{class}"));
    let element_about = |class: &str, about: &str| object_about(&format!("sqlalchemy.sql.elements.{class}"), about);
    match expression {
        E::Text(_) => element("TextClause"),
        E::Raw { sql } => element_about("ColumnClause", sql),
        E::Column { name, .. } | E::Excluded { name } => element_about("ColumnClause", &name.text),
        E::Star { .. } => element_about("ColumnClause", "*"),
        E::Bind(bind) => {
            let key = bind.name.clone().unwrap_or_else(|| "%(139637976727552 param)s".to_owned());
            let value = bind.value.as_ref().map_or_else(|| pysource::none().to_owned(), value);
            let bind_type = bind.bind_type.as_deref().map_or_else(|| "NullType()".to_owned(), column_type);
            format!("BindParameter({}, {value}, type_={bind_type})", pysource::text(&key))
        }
        E::Null => element("Null"),
        E::True => element("True_"),
        E::False => element("False_"),
        E::Function(function) => {
            let name = function.path.last().map_or("", String::as_str);
            let class = if KNOWN_FUNCTIONS.contains(&name) { name } else { "Function" };
            object_about(&format!("sqlalchemy.sql.functions.{class}"), name)
        }
        E::NextValue { .. } => object_about("sqlalchemy.sql.functions.next_value", "next_value"),
        E::Binary { .. }
        | E::IsNull { .. }
        | E::In { .. }
        | E::Between { .. }
        | E::Collate { .. }
        | E::Index { .. } => element("BinaryExpression"),
        E::Junction { operator: Operator::And | Operator::Or, .. } => element("BooleanClauseList"),
        E::Junction { .. } => element("ExpressionClauseList"),
        E::Not { .. } | E::Negative { .. } | E::Ordered { .. } | E::Distinct { .. } => element("UnaryExpression"),
        E::Cast { .. } => element("Cast"),
        E::Case(_) => element("Case"),
        E::Label { name, .. } => element_about("Label", &name.text),
        E::Extract { .. } => element("Extract"),
        E::Exists { .. } => object("sqlalchemy.sql.selectable.Exists"),
        E::Subquery { .. } => object("sqlalchemy.sql.selectable.ScalarSelect"),
        E::Tuple { .. } => element("Tuple"),
        E::Array { .. } => object("sqlalchemy.dialects.postgresql.array.array"),
        E::Grouping { .. } => element("Grouping"),
        E::Over(_) => element("Over"),
    }
}

fn value(value: &Value) -> String {
    match value {
        Value::Text(text) => pysource::text(text),
        Value::Bool(value) => super::boolean(*value).to_owned(),
        Value::Null => pysource::none().to_owned(),
        other => serde_json::to_string(other).unwrap_or_default(),
    }
}
