//! Queries as PostgreSQL writes them.

use schema::{ColumnType, Expression, Function, Operator, Value};

use crate::Unsupported;
use crate::query::{Mode, Queries, Sides, Writer, Written, kind_of_expression};
use crate::types::TypeKind;

use super::Postgresql;

/// Functions of which PostgreSQL cannot tell what type a text in their parentheses has, when it comes as a parameter.
const TAKE_ANY_TYPE: &[&str] = &[
    "array_agg",
    "concat",
    "concat_ws",
    "count",
    "format",
    "json_agg",
    "json_build_array",
    "json_build_object",
    "jsonb_agg",
    "jsonb_build_array",
    "jsonb_build_object",
    "num_nonnulls",
    "num_nulls",
    "pg_typeof",
    "to_json",
    "to_jsonb",
];

impl Queries for Postgresql {
    fn function(&self, writer: &mut Writer<'_>, function: &Function) -> Result<Written, Unsupported> {
        let Some(name) = function.path.last() else { return Ok(Written::AsAnsi) };
        match (name.to_ascii_lowercase().as_str(), &function.arguments[..]) {
            ("pow", _) => {
                writer.push("power");
                writer.arguments(function)?;
            }
            ("substring", [text, start, rest @ ..]) => {
                writer.push("SUBSTRING(");
                writer.expression(text)?;
                writer.push(" FROM ");
                writer.expression(start)?;
                if let [length] = rest {
                    writer.push(" FOR ");
                    writer.expression(length)?;
                }
                writer.push(")");
            }
            _ => return Ok(Written::AsAnsi),
        }
        Ok(Written::Yes)
    }

    fn binary(&self, writer: &mut Writer<'_>, sides: &Sides<'_>) -> Result<Written, Unsupported> {
        match sides.operator {
            Operator::Divide => {
                writer.expression(sides.left)?;
                writer.push(" / ");
                writer.cast(sides.right, &divisor_type(writer, sides.right))?;
            }
            Operator::FloorDivide if are_integers(writer, sides) => writer.sides(sides, " / ")?,
            Operator::Ilike => writer.sides(sides, " ILIKE ")?,
            Operator::NotIlike => writer.sides(sides, " NOT ILIKE ")?,
            Operator::RegexpMatch => writer.sides(sides, " ~ ")?,
            Operator::NotRegexpMatch => writer.sides(sides, " !~ ")?,
            Operator::JsonGet if is_jsonb(sides.left) => {
                writer.expression(sides.left)?;
                writer.push("[");
                writer.expression(sides.right)?;
                writer.push("]");
            }
            Operator::JsonGet => writer.sides(sides, " -> ")?,
            Operator::JsonGetText => writer.sides(sides, " ->> ")?,
            Operator::JsonPathGet => path(writer, sides, " #> ")?,
            Operator::JsonPathGetText => path(writer, sides, " #>> ")?,
            _ => return Ok(Written::AsAnsi),
        }
        Ok(Written::Yes)
    }

    fn limit(
        &self,
        writer: &mut Writer<'_>,
        limit: Option<&Expression>,
        offset: Option<&Expression>,
    ) -> Result<(), Unsupported> {
        match limit {
            Some(limit) => {
                writer.push(" \n LIMIT ");
                writer.expression(limit)?;
            }
            None => writer.push("\n LIMIT ALL"),
        }
        if let Some(offset) = offset {
            writer.push(" OFFSET ");
            writer.expression(offset)?;
        }
        Ok(())
    }

    fn empty_values(&self, writer: &mut Writer<'_>) {
        writer.push("SELECT CAST(NULL AS INTEGER) WHERE 1!=1");
    }

    fn array(&self, writer: &mut Writer<'_>, items: &[Expression]) -> Result<(), Unsupported> {
        writer.push("ARRAY[");
        writer.list(items, ", ", Writer::expression)?;
        writer.push("]");
        Ok(())
    }

    fn takes_any_type(&self, name: &str) -> bool {
        TAKE_ANY_TYPE.contains(&name)
    }

    fn next_value(&self, writer: &mut Writer<'_>, sequence: &str) -> Result<(), Unsupported> {
        writer.push(&format!("nextval('{}')", sequence.replace('\'', "''")));
        Ok(())
    }
}

/// PostgreSQL divides integers as integers, so the divisor is made a number that is none.
fn divisor_type(writer: &Writer<'_>, divisor: &Expression) -> ColumnType {
    let of_column = match divisor {
        Expression::Column { column_type: Some(column_type), .. } => Some((**column_type).clone()),
        Expression::Bind(bind) => match (&bind.bind_type, &bind.value) {
            (Some(bind_type), _) => Some((**bind_type).clone()),
            (None, Some(schema::Value::Float(_))) => Some(double()),
            _ => None,
        },
        _ => None,
    };
    match of_column {
        Some(column_type) if kind_of_expression(writer.dialect, divisor) == TypeKind::Numeric => column_type,
        _ => ColumnType::Numeric { precision: None, scale: None, decimal_return_scale: None, asdecimal: None },
    }
}

/// Writes a step of several keys into JSON: the keys are an array of texts.
fn path(writer: &mut Writer<'_>, sides: &Sides<'_>, operator: &str) -> Result<(), Unsupported> {
    writer.expression(sides.left)?;
    writer.push(operator);
    if writer.mode != Mode::Named
        && let Expression::Bind(bind) = sides.right
        && let Value::Array(steps) = writer.value_of(bind)?
    {
        let texts = steps.iter().map(|step| match step {
            Value::Text(key) if is_plain(key) => key.clone(),
            Value::Text(key) => format!("\"{}\"", key.replace('\\', "\\\\").replace('"', "\\\"")),
            Value::Int(index) => index.to_string(),
            other => format!("{other:?}"),
        });
        return writer.value(&Value::Text(format!("{{{}}}", texts.collect::<Vec<_>>().join(", "))), None);
    }
    writer.expression(sides.right)
}

/// Whether a text needs no quotes in an array's literal.
fn is_plain(key: &str) -> bool {
    let is_word = !key.is_empty() && key.chars().all(|letter| letter.is_alphanumeric() || "_-.$".contains(letter));
    is_word && !key.eq_ignore_ascii_case("null")
}

fn double() -> ColumnType {
    ColumnType::Double { precision: None, asdecimal: None, decimal_return_scale: None }
}

fn are_integers(writer: &Writer<'_>, sides: &Sides<'_>) -> bool {
    kind_of_expression(writer.dialect, sides.left).is_integer()
        && kind_of_expression(writer.dialect, sides.right).is_integer()
}

fn is_jsonb(expression: &Expression) -> bool {
    matches!(expression, Expression::Column { column_type: Some(column_type), .. }
        if matches!(&**column_type, ColumnType::Native(native) if native.name == "JSONB"))
}
