//! Operators: their text, their precedence, and where parentheses are needed.

use schema::{Expression, Operator, Value};

use crate::Dialect;
use crate::types::{TypeKind, kind_of};

/// What stands around an operand, as far as parentheses depend on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Around {
    /// An operator, or something of its precedence that is not the operator itself.
    Operator(Operator),
    Precedence(i8),
}

/// Precedences of SQLAlchemy's operators; a custom operator has the lowest.
pub(crate) const NEGATIVE: i8 = 8;
pub(crate) const COMPARISON: i8 = 5;
pub(crate) const COLLATE: i8 = 4;
pub(crate) const ORDER: i8 = 3;
pub(crate) const GET_ITEM: i8 = 15;
pub(crate) const ALONE: i8 = i8::MAX;

/// Returns the precedence of an operator.
pub(crate) fn precedence(operator: &Operator) -> i8 {
    use Operator as O;
    match operator {
        O::JsonGet | O::JsonGetText | O::JsonPathGet | O::JsonPathGetText => GET_ITEM,
        O::Multiply | O::Divide | O::FloorDivide | O::Modulo => NEGATIVE,
        O::Add | O::Subtract => 7,
        O::Equal
        | O::NotEqual
        | O::Less
        | O::LessOrEqual
        | O::Greater
        | O::GreaterOrEqual
        | O::Is
        | O::IsNot
        | O::IsDistinctFrom
        | O::IsNotDistinctFrom
        | O::Concat
        | O::Like
        | O::NotLike
        | O::Ilike
        | O::NotIlike
        | O::RegexpMatch
        | O::NotRegexpMatch => COMPARISON,
        O::And => 3,
        O::Or => 2,
        O::Custom(_) => 0,
    }
}

/// Whether `(a op b) op c` is written without parentheses.
fn chains_with_itself(operator: &Operator) -> bool {
    use Operator as O;
    matches!(operator, O::Add | O::And | O::Or | O::Concat | O::Multiply | O::JsonGet | O::JsonGetText)
}

/// Returns the text of an operator with its spaces; `None` for those that are written in other ways.
pub(crate) fn operator_text(operator: &Operator) -> Option<String> {
    use Operator as O;
    Some(
        match operator {
            O::Equal => " = ",
            O::NotEqual => " != ",
            O::Less => " < ",
            O::LessOrEqual => " <= ",
            O::Greater => " > ",
            O::GreaterOrEqual => " >= ",
            O::Is => " IS ",
            O::IsNot => " IS NOT ",
            O::IsDistinctFrom => " IS DISTINCT FROM ",
            O::IsNotDistinctFrom => " IS NOT DISTINCT FROM ",
            O::And => " AND ",
            O::Or => " OR ",
            O::Add => " + ",
            O::Subtract => " - ",
            O::Multiply => " * ",
            O::Divide => " / ",
            O::Modulo => " % ",
            O::Concat => " || ",
            O::Like => " LIKE ",
            O::NotLike => " NOT LIKE ",
            O::Custom(text) => return Some(format!(" {text} ")),
            O::Ilike
            | O::NotIlike
            | O::FloorDivide
            | O::RegexpMatch
            | O::NotRegexpMatch
            | O::JsonGet
            | O::JsonGetText
            | O::JsonPathGet
            | O::JsonPathGetText => return None,
        }
        .to_owned(),
    )
}

/// Returns the operator that says the opposite.
pub(crate) fn opposite(operator: &Operator) -> Option<Operator> {
    use Operator as O;
    Some(match operator {
        O::Equal => O::NotEqual,
        O::NotEqual => O::Equal,
        O::Less => O::GreaterOrEqual,
        O::GreaterOrEqual => O::Less,
        O::Greater => O::LessOrEqual,
        O::LessOrEqual => O::Greater,
        O::Is => O::IsNot,
        O::IsNot => O::Is,
        O::IsDistinctFrom => O::IsNotDistinctFrom,
        O::IsNotDistinctFrom => O::IsDistinctFrom,
        O::Like => O::NotLike,
        O::NotLike => O::Like,
        O::Ilike => O::NotIlike,
        O::NotIlike => O::Ilike,
        O::RegexpMatch => O::NotRegexpMatch,
        O::NotRegexpMatch => O::RegexpMatch,
        O::And
        | O::Or
        | O::Add
        | O::Subtract
        | O::Multiply
        | O::Divide
        | O::FloorDivide
        | O::Modulo
        | O::Concat
        | O::JsonGet
        | O::JsonGetText
        | O::JsonPathGet
        | O::JsonPathGetText
        | O::Custom(_) => return None,
    })
}

/// Returns whether an operand needs parentheses.
pub(crate) fn needs_parentheses(operand: &Expression, around: &Around) -> bool {
    let limit = match around {
        Around::Operator(operator) => precedence(operator),
        Around::Precedence(precedence) => *precedence,
    };
    match operand {
        Expression::Binary { operator, .. } | Expression::Junction { operator, .. } => {
            let is_same = matches!(around, Around::Operator(other) if other == operator);
            !(is_same && chains_with_itself(operator)) && precedence(operator) <= limit
        }
        Expression::IsNull { .. } | Expression::In { .. } | Expression::Between { .. } => COMPARISON <= limit,
        Expression::Not { .. } => COMPARISON <= limit && limit != ALONE,
        Expression::Negative { .. } => NEGATIVE <= limit,
        Expression::Collate { .. } => COLLATE <= limit,
        Expression::Label { of, .. } => needs_parentheses(of, around),
        // `json["key"].as_integer()` is an operator whose text is a CAST.
        Expression::Cast { of, .. } => limit == ALONE && is_text_of_json(of),
        _ => false,
    }
}

/// Returns whether it is a value of JSON as text.
pub(crate) fn is_text_of_json(expression: &Expression) -> bool {
    matches!(expression, Expression::Binary { operator: Operator::JsonGetText | Operator::JsonPathGetText, .. })
}

/// Returns whether an expression is an operator with its operands: what an index puts into parentheses.
pub(crate) fn is_operator(expression: &Expression) -> bool {
    needs_parentheses(expression, &Around::Precedence(ALONE))
}

/// Returns what kind of value an expression has, where that can be seen.
pub(crate) fn kind_of_expression(dialect: &dyn Dialect, expression: &Expression) -> TypeKind {
    match expression {
        Expression::Column { column_type: Some(column_type), .. } => kind_of(dialect, column_type),
        Expression::Cast { to, .. } => kind_of(dialect, to),
        Expression::Bind(bind) => match (&bind.bind_type, &bind.value) {
            (Some(bind_type), _) => kind_of(dialect, bind_type),
            (None, Some(Value::Int(_) | Value::BigInt(_))) => TypeKind::Integer,
            (None, Some(Value::Float(_) | Value::Decimal(_))) => TypeKind::Numeric,
            (None, Some(Value::Text(_))) => TypeKind::Text,
            (None, Some(Value::Bool(_))) => TypeKind::Boolean,
            (None, _) => TypeKind::Other,
        },
        Expression::Label { of, .. } | Expression::Grouping { of } | Expression::Negative { of } => {
            kind_of_expression(dialect, of)
        }
        Expression::Binary { operator, left, right, .. } => match operator {
            Operator::Divide => TypeKind::Numeric,
            Operator::Concat => TypeKind::Text,
            Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Modulo | Operator::FloorDivide => {
                match (kind_of_expression(dialect, left), kind_of_expression(dialect, right)) {
                    (left, right) if left.is_integer() && right.is_integer() => TypeKind::Integer,
                    (TypeKind::Numeric, _) | (_, TypeKind::Numeric) => TypeKind::Numeric,
                    (left, _) => left,
                }
            }
            _ => TypeKind::Boolean,
        },
        _ => TypeKind::Other,
    }
}
