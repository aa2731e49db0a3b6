//! The columns of an index, also those inside its expressions.

use std::collections::VecDeque;

use schema::{Expression, Index, IndexPart, Name};

/// Returns the columns that SQLAlchemy counts to an index: of an expression the first one that it holds.
pub(crate) fn columns(index: &Index) -> Vec<&Name> {
    let mut columns: Vec<&Name> = Vec::new();
    let found = index.parts.iter().filter_map(|part| match part {
        IndexPart::Column(name) => Some(name),
        IndexPart::Expression(expression) => first_column(expression),
    });
    for name in found {
        if !columns.iter().any(|known| known.text == name.text) {
            columns.push(name);
        }
    }
    columns
}

/// Returns whether an index is made of more than columns and their order.
pub(crate) fn has_expressions(index: &Index) -> bool {
    index.parts.iter().any(|part| match part {
        IndexPart::Column(_) => false,
        IndexPart::Expression(expression) => !is_column(expression),
    })
}

fn is_column(expression: &Expression) -> bool {
    match expression {
        Expression::Ordered { of, .. }
        | Expression::Not { of }
        | Expression::Negative { of }
        | Expression::Distinct { of } => is_column(of),
        expression => matches!(expression, Expression::Column { .. }),
    }
}

/// Looks level by level, as SQLAlchemy does.
fn first_column(expression: &Expression) -> Option<&Name> {
    let mut next = VecDeque::from([expression]);
    while let Some(expression) = next.pop_front() {
        if let Expression::Column { name, .. } = expression {
            return Some(name);
        }
        next.extend(parts(expression));
    }
    None
}

fn parts(expression: &Expression) -> Vec<&Expression> {
    use Expression as E;
    match expression {
        E::Function(function) => function.arguments.iter().chain(function.filter.as_deref()).collect(),
        E::Binary { left, right, .. } => vec![left, right],
        E::Junction { parts, .. } => parts.iter().collect(),
        E::Not { of }
        | E::Negative { of }
        | E::IsNull { of, .. }
        | E::Cast { of, .. }
        | E::Label { of, .. }
        | E::Ordered { of, .. }
        | E::Collate { of, .. }
        | E::Extract { from: of, .. }
        | E::Grouping { of }
        | E::Distinct { of } => vec![of],
        E::In { of, within, .. } => std::iter::once(&**of).chain(within).collect(),
        E::Between { of, low, high, .. } => vec![of, low, high],
        E::Case(case) => {
            let branches = case.branches.iter().flat_map(|(when, then)| [when, then]);
            case.of.as_deref().into_iter().chain(branches).chain(case.otherwise.as_deref()).collect()
        }
        E::Tuple { items } | E::Array { items } => items.iter().collect(),
        E::Index { of, index } => vec![of, index],
        E::Over(over) => std::iter::once(&*over.of).chain(&over.partition_by).chain(&over.order_by).collect(),
        E::Text(_)
        | E::Raw { .. }
        | E::Column { .. }
        | E::Bind(_)
        | E::Null
        | E::True
        | E::False
        | E::Exists { .. }
        | E::Subquery { .. }
        | E::Star { .. }
        | E::NextValue { .. }
        | E::Excluded { .. } => Vec::new(),
    }
}
