//! Queries as SQLite writes them.

use schema::{ColumnType, Expression, Function, Operator, Value};

use crate::Unsupported;
use crate::query::{Columns, Negated, Queries, Sides, Writer, Written, kind_of_expression};
use crate::refusal::{compile_error, refusal};
use crate::types::type_text;

use super::Sqlite;

impl Queries for Sqlite {
    fn function(&self, writer: &mut Writer<'_>, function: &Function) -> Result<Written, Unsupported> {
        let Some(name) = function.path.last() else { return Ok(Written::AsAnsi) };
        match name.to_ascii_lowercase().as_str() {
            "now" => writer.push("CURRENT_TIMESTAMP"),
            "localtimestamp" => writer.push("DATETIME(CURRENT_TIMESTAMP, 'localtime')"),
            "char_length" => {
                writer.push("length");
                writer.arguments(function)?;
            }
            _ => return Ok(Written::AsAnsi),
        }
        Ok(Written::Yes)
    }

    fn binary(&self, writer: &mut Writer<'_>, sides: &Sides<'_>) -> Result<Written, Unsupported> {
        match sides.operator {
            Operator::Divide => {
                writer.expression(sides.left)?;
                writer.push(" / (");
                writer.expression(sides.right)?;
                writer.push(" + 0.0)");
            }
            Operator::FloorDivide if are_integers(writer, sides) => writer.sides(sides, " / ")?,
            Operator::IsDistinctFrom => writer.sides(sides, " IS NOT ")?,
            Operator::IsNotDistinctFrom => writer.sides(sides, " IS ")?,
            Operator::RegexpMatch => writer.sides(sides, " REGEXP ")?,
            Operator::NotRegexpMatch => writer.sides(sides, " NOT REGEXP ")?,
            Operator::JsonGet | Operator::JsonPathGet => {
                writer.push("JSON_QUOTE(");
                extracted(writer, sides.left, sides.right)?;
                writer.push(")");
            }
            // `astext` of PostgreSQL's types.
            Operator::JsonGetText | Operator::JsonPathGetText if is_of_postgresql(sides.left) => {
                writer.expression(sides.left)?;
                writer.push(" ->> ");
                writer.json_path(sides.right)?;
            }
            Operator::JsonGetText | Operator::JsonPathGetText => {
                extracted_as(writer, sides.left, sides.right, "VARCHAR")?;
            }
            _ => return Ok(Written::AsAnsi),
        }
        Ok(Written::Yes)
    }

    fn cast(&self, writer: &mut Writer<'_>, of: &Expression, to: &ColumnType) -> Result<Written, Unsupported> {
        let Expression::Binary { operator: Operator::JsonGetText | Operator::JsonPathGetText, left, right, .. } = of
        else {
            return Ok(Written::AsAnsi);
        };
        extracted_as(writer, left, right, &type_text(&Sqlite, to)?)?;
        Ok(Written::Yes)
    }

    fn extract(&self, writer: &mut Writer<'_>, field: &str, from: &Expression) -> Result<Written, Unsupported> {
        let format = match field {
            "month" => "%m",
            "day" => "%d",
            "year" => "%Y",
            "second" => "%S",
            "hour" => "%H",
            "doy" => "%j",
            "minute" => "%M",
            "epoch" => "%s",
            "dow" => "%w",
            "week" => "%W",
            _ => return Err(compile_error(format!("{field} is not a valid extract argument."))),
        };
        writer.push(&format!("CAST(STRFTIME('{format}', "));
        writer.expression(from)?;
        writer.push(") AS INTEGER)");
        Ok(Written::Yes)
    }

    fn limit(
        &self,
        writer: &mut Writer<'_>,
        limit: Option<&Expression>,
        offset: Option<&Expression>,
    ) -> Result<(), Unsupported> {
        writer.push("\n LIMIT ");
        match limit {
            Some(limit) => writer.expression(limit)?,
            None => writer.value(&Value::Int(-1), Some(&ColumnType::Integer))?,
        }
        writer.push(" OFFSET ");
        match offset {
            Some(offset) => writer.expression(offset),
            None => writer.value(&Value::Int(0), Some(&ColumnType::Integer)),
        }
    }

    fn for_update(&self, _: &mut Writer<'_>, _: &str) {}

    fn empty_set(&self, writer: &mut Writer<'_>, _: Negated) {
        writer.push("SELECT 1 FROM (SELECT 1) WHERE 1!=1");
    }

    fn empty_values(&self, writer: &mut Writer<'_>) {
        self.empty_set(writer, Negated::No);
    }

    fn returning(&self, writer: &mut Writer<'_>, columns: &[Expression]) -> Result<(), Unsupported> {
        writer.push(" RETURNING ");
        let qualified = std::mem::replace(&mut writer.columns, Columns::Bare);
        let result = writer.list(columns, ", ", Writer::expression);
        writer.columns = qualified;
        result
    }

    fn next_value(&self, _: &mut Writer<'_>, _: &str) -> Result<(), Unsupported> {
        Err(refusal("NotImplementedError", "Dialect 'sqlite' does not support sequence increments."))
    }
}

fn is_of_postgresql(expression: &Expression) -> bool {
    let Expression::Column { column_type: Some(column_type), .. } = expression else { return false };
    matches!(&**column_type, ColumnType::Native(native) if native.dialect == "postgresql")
}

/// A value out of JSON, as SQLite's own.
fn extracted(writer: &mut Writer<'_>, json: &Expression, path: &Expression) -> Result<(), Unsupported> {
    writer.push("JSON_EXTRACT(");
    writer.expression(json)?;
    writer.push(", ");
    writer.json_path(path)?;
    writer.push(")");
    Ok(())
}

fn extracted_as(
    writer: &mut Writer<'_>,
    json: &Expression,
    path: &Expression,
    column_type: &str,
) -> Result<(), Unsupported> {
    writer.push("CAST(");
    extracted(writer, json, path)?;
    writer.push(&format!(" AS {column_type})"));
    Ok(())
}

fn are_integers(writer: &Writer<'_>, sides: &Sides<'_>) -> bool {
    kind_of_expression(writer.dialect, sides.left).is_integer()
        && kind_of_expression(writer.dialect, sides.right).is_integer()
}
