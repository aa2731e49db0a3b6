//! Expressions.

use schema::{Bind, Case, Expression, Frame, FrameBound, FrameUnit, Name, Operator, Over};

use crate::Unsupported;
use crate::dialect::Dialect;
use crate::query::operator::{
    ALONE, Around, COLLATE, COMPARISON, GET_ITEM, NEGATIVE, ORDER, kind_of_expression, needs_parentheses,
    operator_text, opposite,
};
use crate::query::{Columns, Negated, Sides, Writer, Written};
use crate::quote::{quote_collation, quote_name, quote_text};
use crate::refusal::compile_error;
use crate::types::TypeKind;

impl Writer<'_> {
    /// Writes an expression.
    pub(crate) fn expression(&mut self, expression: &Expression) -> Result<(), Unsupported> {
        let facts = self.dialect.facts();
        match expression {
            Expression::Text(text) => self.text(text)?,
            Expression::Raw { sql } => self.push(sql),
            Expression::Column { namespace, table, name, .. } => {
                self.column(namespace.as_ref(), table.as_ref(), name);
            }
            Expression::Bind(bind) => self.bind(bind)?,
            Expression::Null => self.push("NULL"),
            Expression::True => self.push(facts.booleans.0),
            Expression::False => self.push(facts.booleans.1),
            Expression::Function(function) => self.function(function)?,
            Expression::Binary { operator, left, right, escape } => {
                self.binary(&Sides { operator, left, right })?;
                if let Some(escape) = escape {
                    let escape = crate::quote::text_literal(self.dialect, escape);
                    self.push(" ESCAPE ");
                    self.push(&escape);
                }
            }
            Expression::Junction { operator, parts } => self.junction(operator, parts)?,
            Expression::Not { of } => self.negation(of)?,
            Expression::Negative { of } => {
                self.push("-");
                self.operand(of, &Around::Precedence(NEGATIVE))?;
            }
            Expression::IsNull { of, negated } => {
                self.operand(of, &Around::Precedence(COMPARISON))?;
                self.push(if *negated { " IS NOT NULL" } else { " IS NULL" });
            }
            Expression::In { of, within, negated } => self.membership(of, within, sign(*negated))?,
            Expression::Between { of, low, high, negated } => {
                self.operand(of, &Around::Precedence(COMPARISON))?;
                self.push(if *negated { " NOT BETWEEN " } else { " BETWEEN " });
                self.operand(low, &Around::Operator(Operator::And))?;
                self.push(" AND ");
                self.operand(high, &Around::Operator(Operator::And))?;
            }
            Expression::Cast { of, to } => self.cast(of, to)?,
            Expression::Case(case) => self.case(case)?,
            Expression::Label { of, .. } => self.expression(of)?,
            Expression::Distinct { of } => {
                self.push("DISTINCT ");
                self.operand(of, &Around::Precedence(COMPARISON))?;
            }
            Expression::Ordered { of, modifier } => {
                self.operand(of, &Around::Precedence(ORDER))?;
                self.push(" ");
                self.push(modifier);
            }
            Expression::Collate { of, collation } => {
                self.operand(of, &Around::Precedence(COLLATE))?;
                let collation = quote_collation(self.dialect, collation, None);
                self.push(" COLLATE ");
                self.push(&collation);
            }
            Expression::Extract { field, from } => {
                if self.dialect.queries().extract(self, field, from)? == Written::AsAnsi {
                    self.push("EXTRACT(");
                    self.push(field);
                    self.push(" FROM ");
                    self.expression(from)?;
                    self.push(")");
                }
            }
            Expression::Exists { query } => {
                self.push("EXISTS (");
                self.query(query)?;
                self.push(")");
            }
            Expression::Subquery { query } => {
                self.push("(");
                self.query(query)?;
                self.push(")");
            }
            Expression::Tuple { items } => {
                self.push("(");
                self.list(items, ", ", Self::expression)?;
                self.push(")");
            }
            Expression::Array { items } => {
                self.dialect.queries().array(self, items)?;
            }
            Expression::Index { of, index } => {
                self.operand(of, &Around::Precedence(GET_ITEM))?;
                self.push("[");
                self.expression(index)?;
                self.push("]");
            }
            Expression::Grouping { of } => {
                self.push("(");
                self.expression(of)?;
                self.push(")");
            }
            Expression::Star { table } => {
                if let Some(table) = table {
                    let table = quote_name(self.dialect, table);
                    self.push(&table);
                    self.push(".");
                }
                self.push("*");
            }
            Expression::Over(over) => self.over(over)?,
            Expression::NextValue { namespace, name } => {
                let sequence = schema::TableName { namespace: namespace.clone(), name: name.clone() };
                let sequence = crate::quote::quote_table(self.dialect, &sequence);
                self.dialect.queries().next_value(self, &sequence)?;
            }
            Expression::Excluded { name } => {
                let column = quote_name(self.dialect, name);
                self.dialect.queries().excluded(self, &column);
            }
        }
        Ok(())
    }

    fn column(&mut self, namespace: Option<&Name>, table: Option<&Name>, name: &Name) {
        if let (Columns::Qualified, Some(table)) = (self.columns, table) {
            if let Some(namespace) = namespace {
                let namespace = quote_name(self.dialect, namespace);
                self.push(&namespace);
                self.push(".");
            }
            let table = quote_name(self.dialect, table);
            self.push(&table);
            self.push(".");
        }
        let name = quote_name(self.dialect, name);
        self.push(&name);
    }

    /// Writes an operand, in parentheses where the operator around it binds more tightly.
    pub(crate) fn operand(&mut self, operand: &Expression, around: &Around) -> Result<(), Unsupported> {
        if needs_parentheses(operand, around) {
            self.push("(");
            self.expression(operand)?;
            self.push(")");
            Ok(())
        } else {
            self.expression(operand)
        }
    }

    /// Writes an expression that stands for itself; an operator gets parentheses.
    pub(crate) fn grouped(&mut self, expression: &Expression) -> Result<(), Unsupported> {
        self.operand(expression, &Around::Precedence(ALONE))
    }

    /// Writes a condition: on dialects without booleans, a boolean column is compared with 1.
    pub(crate) fn condition(&mut self, condition: &Expression) -> Result<(), Unsupported> {
        match condition {
            Expression::Junction { operator: operator @ (Operator::And | Operator::Or), parts } => {
                self.junction(operator, parts)
            }
            Expression::Not { of } => self.negation(of),
            Expression::Column { .. } if self.is_compared_boolean(condition) => {
                self.expression(condition)?;
                self.push(" = 1");
                Ok(())
            }
            _ => self.expression(condition),
        }
    }

    /// Writes the condition of WHERE or HAVING, where a constant is compared with 1, too.
    pub(crate) fn criterion(&mut self, condition: &Expression) -> Result<(), Unsupported> {
        self.condition(condition)?;
        let is_constant = matches!(condition, Expression::True | Expression::False);
        if is_constant && !self.dialect.facts().native_boolean {
            self.push(" = 1");
        }
        Ok(())
    }

    fn is_compared_boolean(&self, expression: &Expression) -> bool {
        !self.dialect.facts().native_boolean
            && matches!(expression, Expression::Column { .. })
            && kind_of_expression(self.dialect, expression) == TypeKind::Boolean
    }

    fn junction(&mut self, operator: &Operator, parts: &[Expression]) -> Result<(), Unsupported> {
        let around = Around::Operator(operator.clone());
        let is_condition = matches!(operator, Operator::And | Operator::Or);
        if *operator == Operator::Concat && self.dialect.facts().concatenates_by_function {
            self.push("concat(");
            self.list(parts, ", ", Self::expression)?;
            self.push(")");
            return Ok(());
        }
        let Some(separator) = operator_text(operator) else {
            return Err(compile_error(format!("operator {operator:?} cannot join a list")));
        };
        self.list(parts, &separator, |writer, part| {
            if is_condition && !needs_parentheses(part, &around) {
                writer.condition(part)
            } else {
                writer.operand(part, &around)
            }
        })
    }

    fn negation(&mut self, of: &Expression) -> Result<(), Unsupported> {
        let flipped = match of {
            Expression::Binary { operator, left, right, escape } => opposite(operator).map(|operator| {
                Expression::Binary { operator, left: left.clone(), right: right.clone(), escape: escape.clone() }
            }),
            Expression::IsNull { of, negated } => Some(Expression::IsNull { of: of.clone(), negated: !negated }),
            Expression::In { of, within, negated } => {
                Some(Expression::In { of: of.clone(), within: within.clone(), negated: !negated })
            }
            Expression::Between { of, low, high, negated } => {
                Some(Expression::Between { of: of.clone(), low: low.clone(), high: high.clone(), negated: !negated })
            }
            Expression::True => Some(Expression::False),
            Expression::False => Some(Expression::True),
            Expression::Not { of } => return self.condition(of),
            _ => None,
        };
        if let Some(flipped) = flipped {
            return self.expression(&flipped);
        }
        if self.is_compared_boolean(of) {
            self.expression(of)?;
            self.push(" = 0");
            return Ok(());
        }
        self.push("NOT ");
        let needs_parentheses = matches!(of, Expression::Exists { .. } | Expression::Binary { .. })
            || needs_parentheses(of, &Around::Precedence(COMPARISON));
        if needs_parentheses {
            self.push("(");
            self.expression(of)?;
            self.push(")");
            Ok(())
        } else {
            self.expression(of)
        }
    }

    fn membership(&mut self, of: &Expression, within: &[Expression], negated: Negated) -> Result<(), Unsupported> {
        if negated == Negated::Yes {
            self.push("(");
        }
        self.operand(of, &Around::Precedence(COMPARISON))?;
        self.push(if negated == Negated::Yes { " NOT IN " } else { " IN " });
        match within {
            [subquery @ Expression::Subquery { .. }] => self.expression(subquery)?,
            [Expression::Bind(bind)] if bind.expanding => self.bind(bind)?,
            [] => {
                self.push("(");
                self.dialect.queries().empty_set(self, negated);
                self.push(")");
            }
            items => {
                self.push("(");
                self.list(items, ", ", Self::expression)?;
                self.push(")");
            }
        }
        if negated == Negated::Yes {
            self.push(")");
        }
        Ok(())
    }

    /// Writes `CAST(x AS type)`; a collation moves behind the parenthesis.
    pub(crate) fn cast(&mut self, of: &Expression, to: &schema::ColumnType) -> Result<(), Unsupported> {
        if self.dialect.queries().cast(self, of, to)? == Written::Yes {
            return Ok(());
        }
        let Some(target) = self.dialect.types().cast_text(self.dialect, to)? else {
            return self.grouped(of);
        };
        let (target, collation) = target.find(" COLLATE ").map_or((target.as_str(), ""), |at| target.split_at(at));
        self.push("CAST(");
        match of {
            // A value without a type of its own is written as one of the target's.
            Expression::Bind(bind) if bind.bind_type.is_none() => {
                self.bind(&Bind { bind_type: Some(Box::new(to.clone())), ..bind.clone() })?;
            }
            of => self.expression(of)?,
        }
        self.push(" AS ");
        self.push(target);
        self.push(")");
        self.push(collation);
        Ok(())
    }

    fn case(&mut self, case: &Case) -> Result<(), Unsupported> {
        self.push("CASE ");
        if let Some(of) = &case.of {
            self.expression(of)?;
            self.push(" ");
        }
        for (condition, result) in &case.branches {
            self.push("WHEN ");
            self.grouped(condition)?;
            self.push(" THEN ");
            self.expression(result)?;
            self.push(" ");
        }
        if let Some(otherwise) = &case.otherwise {
            self.push("ELSE ");
            self.expression(otherwise)?;
            self.push(" ");
        }
        self.push("END");
        Ok(())
    }

    fn over(&mut self, over: &Over) -> Result<(), Unsupported> {
        self.expression(&over.of)?;
        self.push(" OVER (");
        let clauses: Vec<(&str, &[Expression])> =
            [("PARTITION BY ", &over.partition_by[..]), ("ORDER BY ", &over.order_by)]
                .into_iter()
                .filter(|(_, expressions)| !expressions.is_empty())
                .collect();
        self.list(clauses, " ", |writer, (word, expressions)| {
            writer.push(word);
            writer.list(expressions, ", ", Self::expression)
        })?;
        if let Some(frame) = &over.frame {
            let is_first = over.partition_by.is_empty() && over.order_by.is_empty();
            self.push(if is_first { "" } else { " " });
            self.frame(frame)?;
        }
        self.push(")");
        Ok(())
    }

    fn frame(&mut self, frame: &Frame) -> Result<(), Unsupported> {
        self.push(match frame.unit {
            FrameUnit::Rows => "ROWS BETWEEN ",
            FrameUnit::Range => "RANGE BETWEEN ",
            FrameUnit::Groups => "GROUPS BETWEEN ",
        });
        self.frame_bound(&frame.start)?;
        self.push(" AND ");
        self.frame_bound(&frame.end)
    }

    fn frame_bound(&mut self, bound: &FrameBound) -> Result<(), Unsupported> {
        match bound {
            FrameBound::UnboundedPreceding => self.push("UNBOUNDED PRECEDING"),
            FrameBound::UnboundedFollowing => self.push("UNBOUNDED FOLLOWING"),
            FrameBound::CurrentRow => self.push("CURRENT ROW"),
            FrameBound::Preceding(distance) => {
                self.expression(distance)?;
                self.push(" PRECEDING");
            }
            FrameBound::Following(distance) => {
                self.expression(distance)?;
                self.push(" FOLLOWING");
            }
        }
        Ok(())
    }

    fn binary(&mut self, sides: &Sides<'_>) -> Result<(), Unsupported> {
        if self.dialect.queries().binary(self, sides)? == Written::Yes {
            return Ok(());
        }
        match sides.operator {
            Operator::Ilike => self.lowered(sides, " LIKE "),
            Operator::NotIlike => self.lowered(sides, " NOT LIKE "),
            Operator::FloorDivide => {
                self.push("FLOOR(");
                self.sides(sides, " / ")?;
                self.push(")");
                Ok(())
            }
            operator => match operator_text(operator) {
                Some(text) => self.sides(sides, &text),
                None => Err(compile_error(format!(
                    "{} dialect does not support regular expressions",
                    self.dialect.facts().name
                ))),
            },
        }
    }

    /// Writes both sides with an operator's text between them.
    pub(crate) fn sides(&mut self, sides: &Sides<'_>, text: &str) -> Result<(), Unsupported> {
        let around = Around::Operator(sides.operator.clone());
        self.operand(sides.left, &around)?;
        self.push(text);
        self.operand(sides.right, &around)
    }

    fn lowered(&mut self, sides: &Sides<'_>, text: &str) -> Result<(), Unsupported> {
        self.push("lower(");
        self.expression(sides.left)?;
        self.push(")");
        self.push(text);
        self.push("lower(");
        self.expression(sides.right)?;
        self.push(")");
        Ok(())
    }

    /// Writes a path into JSON as SQLite and MySQL know it: `'$."key"'`.
    pub(crate) fn json_path(&mut self, step: &Expression) -> Result<(), Unsupported> {
        if let Expression::Bind(bind) = step {
            match self.value_of(bind)? {
                schema::Value::Text(key) => return self.value(&schema::Value::Text(format!("$.\"{key}\"")), None),
                schema::Value::Int(index) => return self.value(&schema::Value::Text(format!("$[{index}]")), None),
                schema::Value::Array(steps) => {
                    let path: String = steps.iter().map(path_step).collect();
                    return self.value(&schema::Value::Text(format!("${path}")), None);
                }
                _ => {}
            }
        }
        self.expression(step)
    }
}

fn path_step(step: &schema::Value) -> String {
    match step {
        schema::Value::Int(index) => format!("[{index}]"),
        schema::Value::Text(key) => format!(".\"{key}\""),
        other => format!(".\"{other:?}\""),
    }
}

fn sign(negated: bool) -> Negated {
    if negated { Negated::Yes } else { Negated::No }
}

/// Returns a function's name as SQLAlchemy writes it: as it was given, quoted only for characters.
pub(crate) fn function_name(dialect: &dyn Dialect, name: &str) -> String {
    if crate::quote::has_illegal_characters(name) { quote_text(dialect, name) } else { name.to_owned() }
}
