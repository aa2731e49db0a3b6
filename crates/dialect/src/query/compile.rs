//! From a query and its parameters to statements.

use schema::{Assignment, Bind, Expression, Insert, InsertSource, Name, Query, Value};

use crate::query::driver::{Paramstyle, driver_statement};
use crate::query::select::Place;
use crate::query::writer::Repeated;
use crate::query::{Columns, Writer};
use crate::refusal::refusal;
use crate::{Dialect, Statement, Unsupported};

/// How values stand in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// As marks, with the values beside the text.
    Bound,
    /// As literals: `--sql`, DDL, `literal_binds`.
    Literal,
    /// As `:name`: what `str(query)` shows.
    Named,
}

/// What comes with an execution: several sets are several executions (`executemany`).
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Parameters {
    #[default]
    None,
    Named(Vec<Vec<(String, Value)>>),
    /// For `exec_driver_sql` only.
    Positional(Vec<Vec<Value>>),
}

/// Returns the statements of a query: one for each set of parameters, all of one text where only values differ. Where a
/// dialect's INSERT takes many rows, one statement has many sets. `paramstyle` is how the driver that the script
/// believes to use marks its parameters; only `exec_driver_sql` depends on it.
pub fn compile(
    dialect: &dyn Dialect,
    query: &Query,
    parameters: &Parameters,
    mode: Mode,
    paramstyle: Paramstyle,
) -> Result<Vec<Statement>, Unsupported> {
    if let (Query::Driver { sql }, Mode::Bound) = (query, mode) {
        return driver_statement(dialect, sql, parameters, paramstyle);
    }
    match parameters {
        Parameters::None => Ok(vec![one(dialect, query, &[], mode)?]),
        Parameters::Named(sets) if sets.is_empty() => Ok(vec![one(dialect, query, &[], mode)?]),
        Parameters::Named(sets) => many(dialect, query, sets, mode),
        Parameters::Positional(_) => {
            Err(refusal("sqlalchemy.exc.ArgumentError", "List argument must consist only of dictionaries"))
        }
    }
}

fn many(
    dialect: &dyn Dialect,
    query: &Query,
    sets: &[Vec<(String, Value)>],
    mode: Mode,
) -> Result<Vec<Statement>, Unsupported> {
    let asked = binds_of(query);
    let are_alike = || {
        sets.iter()
            .all(|set| set.len() == sets[0].len() && set.iter().zip(&sets[0]).all(|(one, first)| one.0 == first.0))
    };
    let rows_at_once = dialect.facts().rows_per_insert.filter(|_| mode == Mode::Bound && sets.len() > 1 && are_alike());
    if let (Some(rows_at_once), Query::Insert(insert)) = (rows_at_once, query)
        && let Some(template) = RowTemplate::of(insert, &sets[0], &asked)
    {
        return template.statements(dialect, sets, rows_at_once);
    }
    let each = |set: &Vec<(String, Value)>| {
        one(dialect, with_parameters(query, set, &asked).as_ref().unwrap_or(query), set, mode)
    };
    if mode == Mode::Bound
        && let [first, others @ ..] = sets
        && !others.is_empty()
        && are_alike()
        && let Some(repeated) = repeated(dialect, query, first, &asked)?
    {
        return Ok(sets.iter().map(|set| repeated.with(set)).collect());
    }
    sets.iter().map(each).collect()
}

/// The statement of the first set, whose text the others share; `None`: each set has a text of its own.
fn repeated(
    dialect: &dyn Dialect,
    query: &Query,
    first: &[(String, Value)],
    asked: &[String],
) -> Result<Option<Repeated>, Unsupported> {
    let mut writer = Writer::new(dialect, Mode::Bound, first);
    writer.query_at(with_parameters(query, first, asked).as_ref().unwrap_or(query), Place::Outermost)?;
    Ok(writer.finish_repeated())
}

/// Returns an expression by itself: what `str(expression)` shows, or a default's text.
pub fn expression_text(dialect: &dyn Dialect, expression: &Expression, mode: Mode) -> Result<String, Unsupported> {
    let mut writer = Writer::new(dialect, mode, &[]);
    writer.expression(expression)?;
    Ok(writer.into_text())
}

/// Returns an expression of DDL: literals, and columns without their table.
pub fn ddl_expression(dialect: &dyn Dialect, expression: &Expression) -> Result<String, Unsupported> {
    let mut writer = Writer::for_ddl(dialect);
    writer.expression(expression)?;
    Ok(writer.into_text())
}

/// Returns an expression of DDL; an operator gets parentheses.
pub(crate) fn grouped_ddl_expression(dialect: &dyn Dialect, expression: &Expression) -> Result<String, Unsupported> {
    let mut writer = Writer::for_ddl(dialect);
    writer.grouped(expression)?;
    Ok(writer.into_text())
}

fn one(
    dialect: &dyn Dialect,
    query: &Query,
    parameters: &[(String, Value)],
    mode: Mode,
) -> Result<Statement, Unsupported> {
    let mut writer = Writer::new(dialect, mode, parameters);
    writer.columns = Columns::Qualified;
    writer.query_at(query, Place::Outermost)?;
    Ok(writer.finish())
}

/// Parameters of an INSERT or UPDATE that no bind of its own asks for are columns.
fn with_parameters(query: &Query, parameters: &[(String, Value)], asked: &[String]) -> Option<Query> {
    if parameters.is_empty() {
        return None;
    }
    let is_column = |name: &str| !asked.iter().any(|bind| bind == name);
    let bind = |name: &str, value: &Value| {
        Expression::Bind(Bind {
            name: Some(name.to_owned()),
            value: Some(value.clone()),
            bind_type: None,
            expanding: false,
        })
    };
    let mut query = query.clone();
    match &mut query {
        Query::Insert(insert) => {
            let (mut columns, mut row) = match &insert.source {
                InsertSource::Defaults => (Vec::new(), Vec::new()),
                InsertSource::Values { columns, rows } if rows.len() <= 1 => {
                    (columns.clone(), rows.first().cloned().unwrap_or_default())
                }
                InsertSource::Values { .. } | InsertSource::Select { .. } => return None,
            };
            for (name, value) in parameters.iter().filter(|(name, _)| is_column(name)) {
                match columns.iter().position(|column| column.text == *name) {
                    Some(index) => row[index] = retyped(&row[index], bind(name, value)),
                    None => {
                        columns.push(Name::from(name.as_str()));
                        row.push(bind(name, value));
                    }
                }
            }
            insert.source = InsertSource::Values { columns, rows: vec![row] };
        }
        Query::Update(update) => {
            for (name, value) in parameters.iter().filter(|(name, _)| is_column(name)) {
                let value = bind(name, value);
                match update.set.iter_mut().find(|assignment| assignment.column.text == *name) {
                    Some(assignment) => assignment.value = retyped(&assignment.value, value),
                    None => update.set.push(Assignment { column: Name::from(name.as_str()), value }),
                }
            }
        }
        Query::Text(_) | Query::Driver { .. } | Query::Select(_) | Query::Compound { .. } | Query::Delete(_) => {
            return None;
        }
    }
    Some(query)
}

/// Keeps the type that the column's bind had.
fn retyped(before: &Expression, after: Expression) -> Expression {
    match (before, after) {
        (Expression::Bind(before), Expression::Bind(after)) => {
            Expression::Bind(Bind { bind_type: before.bind_type.clone(), ..after })
        }
        (_, after) => after,
    }
}

/// Returns the names of the binds without a value in a query: those wait for a parameter.
fn binds_of(query: &Query) -> Vec<String> {
    let Ok(json) = serde_json::to_value(query) else { return Vec::new() };
    let mut names = Vec::new();
    collect_binds(&json, &mut names);
    names
}

/// Whether a bind inside waits for a parameter.
fn waits(expression: &Expression) -> bool {
    fn any(json: &serde_json::Value) -> bool {
        match json {
            serde_json::Value::Array(items) => items.iter().any(any),
            serde_json::Value::Object(fields) => {
                let is_bind = fields.get("expr").and_then(|tag| tag.as_str()) == Some("bind");
                is_bind && !fields.contains_key("value") || fields.values().any(any)
            }
            _ => false,
        }
    }
    serde_json::to_value(expression).map_or(true, |json| any(&json))
}

fn collect_binds(json: &serde_json::Value, names: &mut Vec<String>) {
    match json {
        serde_json::Value::Array(items) => items.iter().for_each(|item| collect_binds(item, names)),
        serde_json::Value::Object(fields) => {
            let is_bind = fields.get("expr").and_then(|tag| tag.as_str()) == Some("bind");
            if let (true, Some(name)) = (is_bind, fields.get("name").and_then(|name| name.as_str())) {
                names.push(name.to_owned());
            }
            fields.values().for_each(|value| collect_binds(value, names));
        }
        _ => {}
    }
}

/// An INSERT of many rows: what one row is made of.
struct RowTemplate {
    insert: Insert,
    row: Vec<Filled>,
}

/// One value of such a row.
enum Filled {
    /// The same in each row.
    Alike(Expression),
    /// The value of that place in a set of parameters.
    FromSet(usize, Bind),
}

/// The protocol counts the values of a statement in 16 bits.
const MOST_BINDS: usize = 32_700;

impl RowTemplate {
    /// `None`: the rows have to be inserted one by one. So SQLAlchemy does it with an upsert, too, since one statement
    /// may not change a row twice.
    fn of(insert: &Insert, first: &[(String, Value)], asked: &[String]) -> Option<Self> {
        if insert.on_conflict.is_some() || !insert.ctes.is_empty() {
            return None;
        }
        let Some(Query::Insert(insert)) = with_parameters(&Query::Insert(Box::new(insert.clone())), first, asked)
        else {
            return None;
        };
        let mut insert = *insert;
        let InsertSource::Values { rows, .. } = &mut insert.source else { return None };
        let filled = |value: Expression| match value {
            Expression::Bind(bind) if !bind.expanding => {
                let place = bind.name.as_ref().and_then(|name| first.iter().position(|(of, _)| of == name));
                match (place, &bind.value) {
                    (Some(place), _) => Some(Filled::FromSet(place, bind)),
                    (None, Some(_)) => Some(Filled::Alike(Expression::Bind(bind))),
                    (None, None) => None,
                }
            }
            value => (!waits(&value)).then_some(Filled::Alike(value)),
        };
        let row: Vec<Filled> = std::mem::take(rows).pop()?.into_iter().map(filled).collect::<Option<_>>()?;
        (!row.is_empty()).then_some(Self { insert, row })
    }

    fn statements(
        mut self,
        dialect: &dyn Dialect,
        sets: &[Vec<(String, Value)>],
        rows_at_once: usize,
    ) -> Result<Vec<Statement>, Unsupported> {
        let rows_at_once = rows_at_once.min((MOST_BINDS / self.row.len()).max(1));
        let statement = |sets: &[Vec<(String, Value)>]| {
            let filled = sets.iter().map(|set| self.row.iter().map(|value| value.of(set)).collect()).collect();
            if let InsertSource::Values { rows, .. } = &mut self.insert.source {
                *rows = filled;
            }
            let mut writer = Writer::new(dialect, Mode::Bound, &[]);
            writer.columns = Columns::Qualified;
            writer.insert(&self.insert)?;
            Ok(writer.finish())
        };
        sets.chunks(rows_at_once).map(statement).collect()
    }
}

impl Filled {
    fn of(&self, set: &[(String, Value)]) -> Expression {
        match self {
            Self::Alike(expression) => expression.clone(),
            Self::FromSet(place, bind) => {
                let value = set.get(*place).map(|(_, value)| value.clone());
                Expression::Bind(Bind { value, bind_type: bind.bind_type.clone(), name: None, expanding: false })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::by_name;
    use serde_json::{Value as Json, json};

    #[track_caller]
    fn check_bound(dialect: &str, query: Json, parameters: &Parameters, sql: &str, binds: &[Value]) {
        let query: Query = serde_json::from_value(query).unwrap();
        let dialect = by_name(dialect).unwrap();
        let statements =
            compile(dialect, &query, parameters, Mode::Bound, Paramstyle::of_driver(dialect, "psycopg2")).unwrap();
        assert_eq!((statements[0].sql.as_str(), &statements[0].binds[..]), (sql, binds));
    }

    fn named(pairs: &[(&str, Value)]) -> Parameters {
        Parameters::Named(vec![pairs.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect()])
    }

    #[test]
    fn text_is_bound_by_the_marks_of_the_dialect() {
        let text = json!({"query": "text", "sql": "UPDATE t SET a = :a, b = :b WHERE c = :a AND d = '1'::text"});
        let parameters = named(&[("a", Value::Int(1)), ("b", Value::from("x"))]);
        let binds = [Value::Int(1), Value::from("x"), Value::Int(1)];
        let postgresql = "UPDATE t SET a = $1, b = $2 WHERE c = $3 AND d = '1'::text";
        check_bound("postgresql", text.clone(), &parameters, postgresql, &binds);
        check_bound("sqlite", text, &parameters, "UPDATE t SET a = ?, b = ? WHERE c = ? AND d = '1'::text", &binds);
    }

    #[test]
    fn missing_value_is_named() {
        let text: Query = serde_json::from_value(json!({"query": "text", "sql": "SELECT :x"})).unwrap();
        let dialect = by_name("sqlite").unwrap();
        let error = compile(dialect, &text, &Parameters::None, Mode::Bound, Paramstyle::Question).unwrap_err();
        assert!(error.message.ends_with("A value is required for bind parameter 'x'"), "{error}");
    }

    #[test]
    fn expanding_bind_has_a_mark_for_each_value() {
        let text = json!({
            "query": "text", "sql": "SELECT a FROM t WHERE a IN :ids",
            "binds": [{"name": "ids", "expanding": true}]
        });
        let parameters = named(&[("ids", Value::Array(vec![Value::Int(1), Value::Int(2)]))]);
        check_bound(
            "postgresql",
            text.clone(),
            &parameters,
            "SELECT a FROM t WHERE a IN ($1, $2)",
            &[Value::Int(1), Value::Int(2)],
        );
        let nothing = named(&[("ids", Value::Array(Vec::new()))]);
        let empty = "SELECT a FROM t WHERE a IN (SELECT 1 FROM (SELECT 1) WHERE 1!=1)";
        check_bound("sqlite", text, &nothing, empty, &[]);
    }

    #[test]
    fn parameters_of_an_insert_are_its_columns() {
        let insert = json!({"query": "insert", "table": {"name": "t"}, "source": {"source": "defaults"}});
        let sets = vec![
            vec![("a".to_owned(), Value::Int(1)), ("b".to_owned(), Value::Null)],
            vec![("a".to_owned(), Value::Int(2)), ("b".to_owned(), Value::from("y"))],
        ];
        let query: Query = serde_json::from_value(insert).unwrap();
        let dialect = by_name("sqlite").unwrap();
        let statements = compile(dialect, &query, &Parameters::Named(sets), Mode::Bound, Paramstyle::Question).unwrap();
        assert_eq!(statements.len(), 2);
        assert_eq!(statements[1].sql, "INSERT INTO t (a, b) VALUES (?, ?)");
        assert_eq!(statements[1].binds, [Value::Int(2), Value::from("y")]);
    }

    #[test]
    fn sets_of_an_executemany_are_bound_as_each_would_be_alone() {
        let update = json!({
            "query": "update", "table": {"name": "t"}, "set": [
                {"column": "j", "value": {"expr": "bind", "name": "j", "type": {"type": "JSON"}}},
                {"column": "k", "value": {"expr": "bind", "value": 7}}
            ],
            "where": {
                "expr": "binary", "operator": "equal",
                "left": {"expr": "column", "table": "t", "name": "id"}, "right": {"expr": "bind", "name": "key"}
            }
        });
        let one_of = json!({
            "query": "text", "sql": "DELETE FROM t WHERE a IN :ids AND b = :key",
            "binds": [{"name": "ids", "expanding": true}]
        });
        let set = |key: i64, j: Value, ids: &[i64]| {
            let ids = Value::Array(ids.iter().copied().map(Value::Int).collect());
            vec![("key".to_owned(), Value::Int(key)), ("j".to_owned(), j), ("ids".to_owned(), ids)]
        };
        let sets = [
            set(1, Value::from("x"), &[1, 2]),
            set(2, Value::Null, &[3]),
            set(3, Value::Array(vec![Value::Int(4)]), &[]),
        ];
        for (query, asks) in [(update, ["key", "j"]), (one_of, ["key", "ids"])] {
            let query: Query = serde_json::from_value(query).unwrap();
            for dialect in ["sqlite", "postgresql"].map(|name| by_name(name).unwrap()) {
                let compiled = |sets: &[Vec<(String, Value)>]| {
                    let asked = |set: &Vec<(String, Value)>| {
                        set.iter().filter(|(name, _)| asks.contains(&name.as_str())).cloned().collect()
                    };
                    let sets = Parameters::Named(sets.iter().map(asked).collect());
                    compile(dialect, &query, &sets, Mode::Bound, Paramstyle::Question).unwrap()
                };
                let alone: Vec<Statement> = sets.iter().flat_map(|set| compiled(std::slice::from_ref(set))).collect();
                assert_eq!(compiled(&sets), alone);
            }
        }
    }

    #[test]
    fn rows_of_an_executemany_share_a_statement_on_postgresql() {
        let insert = json!({
            "query": "insert", "table": {"name": "t"},
            "source": {
                "source": "values", "columns": ["a", "b"],
                "rows": [[{"expr": "bind", "name": "a"}, {"expr": "bind", "value": "x"}]]
            }
        });
        let query: Query = serde_json::from_value(insert).unwrap();
        let dialect = by_name("postgresql").unwrap();
        let sets = |count: i64| (0..count).map(|number| vec![("a".to_owned(), Value::Int(number))]).collect();
        let compiled = |query: &Query, count| {
            compile(dialect, query, &Parameters::Named(sets(count)), Mode::Bound, Paramstyle::Percent).unwrap()
        };
        let two = compiled(&query, 2);
        assert_eq!(two.len(), 1);
        assert_eq!(two[0].sql, "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4)");
        assert_eq!(two[0].binds, [Value::Int(0), Value::from("x"), Value::Int(1), Value::from("x")]);
        let many = compiled(&query, 2500);
        assert_eq!(many.iter().map(|statement| statement.binds.len()).collect::<Vec<_>>(), [2000, 2000, 1000]);
        // One statement may not change a row twice.
        let Query::Insert(mut upsert) = query else { panic!("an INSERT") };
        upsert.on_conflict = Some(serde_json::from_value(json!({})).unwrap());
        assert_eq!(compiled(&Query::Insert(upsert), 2).len(), 2);
    }

    #[test]
    fn parameter_that_a_condition_asks_for_is_no_column() {
        let update = json!({
            "query": "update", "table": {"name": "t"}, "set": [],
            "where": {
                "expr": "binary", "operator": "equal",
                "left": {"expr": "column", "table": "t", "name": "id"}, "right": {"expr": "bind", "name": "key"}
            }
        });
        let parameters = named(&[("key", Value::Int(5)), ("name", Value::from("x"))]);
        let binds = [Value::from("x"), Value::Int(5)];
        check_bound("postgresql", update, &parameters, "UPDATE t SET name=$1 WHERE t.id = $2", &binds);
    }

    #[test]
    fn json_column_stores_json() {
        let insert = json!({
            "query": "insert", "table": {"name": "t"},
            "source": {
                "source": "values", "columns": ["j", "k"],
                "rows": [[
                    {"expr": "bind", "value": "x", "type": {"type": "JSON"}},
                    {"expr": "bind", "value": null, "type": {"type": "JSON"}}
                ]]
            }
        });
        let binds = [Value::Json(json!("x")), Value::Null];
        check_bound("sqlite", insert, &Parameters::None, "INSERT INTO t (j, k) VALUES (?, ?)", &binds);
    }

    #[test]
    fn driver_sql_keeps_its_own_marks() {
        let percent = json!({"query": "driver", "sql": "SELECT '100%%', %(a)s, %(b)s, %(a)s"});
        let parameters = named(&[("a", Value::Int(1)), ("b", Value::Int(2))]);
        let binds = [Value::Int(1), Value::Int(2), Value::Int(1)];
        check_bound("postgresql", percent, &parameters, "SELECT '100%', $1, $2, $3", &binds);
        let question = json!({"query": "driver", "sql": "SELECT '100%', ?"});
        let one = Parameters::Positional(vec![vec![Value::Int(1)]]);
        check_bound("sqlite", question, &one, "SELECT '100%', ?", &[Value::Int(1)]);
        let named_marks = json!({"query": "driver", "sql": "SELECT ':x', :a"});
        check_bound("sqlite", named_marks, &parameters, "SELECT ':x', ?", &[Value::Int(1)]);
    }

    #[test]
    fn names_stay_where_nothing_is_bound() {
        let query: Query = serde_json::from_value(json!({"query": "text", "sql": "SELECT :x, '\\:y'"})).unwrap();
        let dialect = by_name("postgresql").unwrap();
        let statements = compile(dialect, &query, &Parameters::None, Mode::Named, Paramstyle::Percent).unwrap();
        assert_eq!(statements[0].sql, "SELECT :x, ':y'");
    }
}
