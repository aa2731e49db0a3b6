//! Queries as MySQL writes them.

use schema::{ColumnType, Expression, Function, Operator};

use crate::Unsupported;
use crate::query::{AllTables, Queries, Sides, Writer, Written, is_text_of_json};

use super::Mysql;

impl Queries for Mysql {
    fn function(&self, writer: &mut Writer<'_>, function: &Function) -> Result<Written, Unsupported> {
        let Some(name) = function.path.last() else { return Ok(Written::AsAnsi) };
        match name.to_ascii_lowercase().as_str() {
            "random" => {
                writer.push("rand");
                writer.arguments(function)?;
            }
            "sysdate" => writer.push("SYSDATE()"),
            _ => return Ok(Written::AsAnsi),
        }
        Ok(Written::Yes)
    }

    fn binary(&self, writer: &mut Writer<'_>, sides: &Sides<'_>) -> Result<Written, Unsupported> {
        match sides.operator {
            Operator::Concat => {
                writer.push("concat(");
                let mut operands = chain(sides.left);
                operands.push(sides.right);
                writer.list(operands, ", ", Writer::expression)?;
                writer.push(")");
            }
            Operator::IsDistinctFrom => {
                writer.push("NOT (");
                writer.sides(sides, " <=> ")?;
                writer.push(")");
            }
            Operator::IsNotDistinctFrom => writer.sides(sides, " <=> ")?,
            Operator::RegexpMatch => writer.sides(sides, " REGEXP ")?,
            Operator::NotRegexpMatch => writer.sides(sides, " NOT REGEXP ")?,
            Operator::JsonGet | Operator::JsonPathGet => json_extract(writer, sides)?,
            Operator::JsonGetText | Operator::JsonPathGetText => {
                writer.expression(sides.left)?;
                writer.push(" ->> ");
                writer.json_path(sides.right)?;
            }
            _ => return Ok(Written::AsAnsi),
        }
        Ok(Written::Yes)
    }

    fn cast(&self, writer: &mut Writer<'_>, of: &Expression, to: &ColumnType) -> Result<Written, Unsupported> {
        if !is_text_of_json(of) || !matches!(to, ColumnType::String { .. }) {
            return Ok(Written::AsAnsi);
        }
        writer.expression(of)?;
        Ok(Written::Yes)
    }

    fn limit(
        &self,
        writer: &mut Writer<'_>,
        limit: Option<&Expression>,
        offset: Option<&Expression>,
    ) -> Result<(), Unsupported> {
        writer.push(" \n LIMIT ");
        if let Some(offset) = offset {
            writer.expression(offset)?;
            writer.push(", ");
        }
        match limit {
            Some(limit) => writer.expression(limit),
            // The manual's own number for "all rows".
            None => {
                writer.push("18446744073709551615");
                Ok(())
            }
        }
    }

    fn empty_values(&self, writer: &mut Writer<'_>) {
        writer.push("SELECT _in_0 FROM (SELECT 1 AS _in_0) as _empty_set WHERE 1!=1");
    }

    fn update_lists_all_tables(&self) -> AllTables {
        AllTables::BeforeSet
    }

    fn excluded(&self, writer: &mut Writer<'_>, column: &str) {
        writer.push(&format!("VALUES({column})"));
    }

    fn inner_join(&self) -> &'static str {
        " INNER JOIN "
    }

    /// MariaDB has sequences.
    fn next_value(&self, writer: &mut Writer<'_>, sequence: &str) -> Result<(), Unsupported> {
        writer.push(&format!("nextval({sequence})"));
        Ok(())
    }
}

/// Returns the operands of `a || b || c`, which is one call of `concat`.
fn chain(expression: &Expression) -> Vec<&Expression> {
    match expression {
        Expression::Binary { operator: Operator::Concat, left, right, .. } => {
            let mut operands = chain(left);
            operands.push(right);
            operands
        }
        Expression::Junction { operator: Operator::Concat, parts } => parts.iter().collect(),
        expression => vec![expression],
    }
}

fn json_extract(writer: &mut Writer<'_>, sides: &Sides<'_>) -> Result<(), Unsupported> {
    writer.push("JSON_EXTRACT(");
    writer.expression(sides.left)?;
    writer.push(", ");
    writer.json_path(sides.right)?;
    writer.push(")");
    Ok(())
}
