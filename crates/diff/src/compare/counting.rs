//! A column that another thing fills from now on, where the server does not change one into the other: SERIAL and
//! identities, identities and defaults.

use dialect::Dialect;
use dialect::ddl::{continue_counting, create_owned_sequence, drop_sequence, next_value};
use dialect::types::type_text;
use operation::{AlterColumn, Execute, Operation};
use schema::{ColumnType, Expression, Fill, Identity, Query, Sequence, Text};

use super::conversion::Step;
use crate::comparison::Comparison;
use crate::draft::{Columns, Draft};

/// What comes before the other changes of a column, and what comes behind them.
#[derive(Default)]
pub(super) struct Steps {
    pub first: Vec<Step>,
    pub last: Vec<Step>,
}

/// Takes the change of what fills the column out of the alteration, if it needs steps of its own. An identity is bound to
/// the type of its column, and stands beside the one that it has with it.
pub(super) fn steps(comparison: &Comparison<'_>, columns: Columns<'_>, alter: &mut AlterColumn) -> Steps {
    let Some(after) = &alter.server_default else { return Steps::default() };
    let before = &columns.pair.before.fill;
    let counting =
        |column_type, nullable| Counting { dialect: comparison.context.dialect, columns, column_type, nullable };
    let of_before = counting(&columns.pair.before.column_type, alter.existing_nullable);
    let of_after = counting(&columns.pair.after.column_type, alter.nullable.or(alter.existing_nullable));
    let steps = match (before, columns.serial, after) {
        // SMALLSERIAL is read with its default, as Alembic reads it.
        (Fill::Nothing | Fill::Default { .. }, Some(sequence), Fill::Identity(identity)) => {
            let sequence = sized(comparison, sequence, &columns.pair.before.column_type);
            Steps { last: of_after.identity_for_serial(&sequence, identity), first: Vec::new() }
        }
        (Fill::Identity(identity), _, Fill::Nothing) => match made_sequence(comparison, columns) {
            Some(sequence) => {
                let sequence = sized(comparison, &sequence, &columns.pair.after.column_type);
                Steps { first: backwards(of_before.identity_for_serial(&sequence, identity)), last: Vec::new() }
            }
            None if alter.nullable.is_some() => {
                Steps { first: vec![of_before.fill(before.clone(), Fill::Nothing)], last: Vec::new() }
            }
            None => return Steps::default(),
        },
        (Fill::Default { .. }, _, Fill::Identity(_)) | (Fill::Identity(_), _, Fill::Default { .. }) => Steps {
            first: vec![Step { is_found: false, ..of_before.fill(before.clone(), Fill::Nothing) }],
            last: vec![of_after.fill(Fill::Nothing, after.clone())],
        },
        (Fill::Nothing, None, Fill::Identity(_)) if alter.nullable.is_some() => {
            Steps { last: vec![of_after.fill(Fill::Nothing, after.clone())], first: Vec::new() }
        }
        (Fill::Identity(existing), _, Fill::Identity(identity)) if starts_outside(existing, identity) => {
            Steps { last: of_after.identity_for_another(existing, identity), first: Vec::new() }
        }
        _ => return Steps::default(),
    };
    alter.server_default = None;
    alter.existing_server_default = None;
    steps
}

/// Returns whether a sequence that has not counted yet would stand outside of the bounds.
pub(super) fn starts_outside(existing: &Identity, identity: &Identity) -> bool {
    let start = existing.start.unwrap_or(1);
    identity.minvalue.is_some_and(|minimum| start < minimum) || identity.maxvalue.is_some_and(|maximum| start > maximum)
}

/// Returns the sequence that SERIAL would make for the models' column, if it is one.
fn made_sequence(comparison: &Comparison<'_>, columns: Columns<'_>) -> Option<Sequence> {
    let (table, column) = (columns.table.name(), columns.pair.after);
    let counts = columns.table.counting.as_ref().is_some_and(|name| name.text == column.name.text);
    let name = comparison.rules.serial_sequence(table, &column.name).filter(|_| counts)?;
    let namespace = table.namespace.clone();
    Some(Sequence { namespace, name: name.into(), ..Sequence::default() })
}

/// Returns the sequence as SERIAL makes it for a column: it counts to the end of `bigint` if nothing is said.
fn sized(comparison: &Comparison<'_>, sequence: &Sequence, column_type: &ColumnType) -> Sequence {
    let data_type = of_numbers(comparison, column_type).filter(|data_type| *data_type != ColumnType::BigInteger);
    Sequence { data_type, ..sequence.clone() }
}

/// Returns the type of the sequence that SERIAL makes for a column.
pub(super) fn of_numbers(comparison: &Comparison<'_>, column_type: &ColumnType) -> Option<ColumnType> {
    match type_text(comparison.context.dialect, column_type).as_deref() {
        Ok("INTEGER") => Some(ColumnType::Integer),
        Ok("SMALLINT") => Some(ColumnType::SmallInteger),
        Ok("BIGINT") => Some(ColumnType::BigInteger),
        _ => None,
    }
}

fn backwards(steps: Vec<Step>) -> Vec<Step> {
    let swap = |Step { operation, reverse, is_found }| step(reverse, operation, is_found);
    steps.into_iter().rev().map(swap).collect()
}

struct Counting<'t> {
    dialect: &'t dyn Dialect,
    columns: Columns<'t>,
    /// What the column has when the steps are taken.
    column_type: &'t ColumnType,
    nullable: Option<bool>,
}

impl Counting<'_> {
    /// The values go on where they are. What undoes it is four steps as well, of which the last one is beside the first:
    ///
    /// ```text
    /// drop the default   |  go on behind the values
    /// drop the sequence  |  the default draws from it
    /// an identity        |  create the sequence
    /// go on behind them  |  no identity
    /// ```
    fn identity_for_serial(&self, sequence: &Sequence, identity: &Identity) -> Vec<Step> {
        let sql = next_value(self.dialect, sequence);
        let draws = Expression::Text(Text { sql, ..Text::default() }).into();
        let default = self.fill(draws, Fill::Nothing);
        let identity_step = self.fill(Fill::Nothing, Fill::Identity(Box::new(identity.clone())));
        let (table, column) = (self.columns.table.name(), &self.columns.pair.after.name);
        let create = create_owned_sequence(self.dialect, sequence, table, column).map(|statement| statement.sql);
        let drop = drop_sequence(self.dialect, sequence, dialect::ddl::IfExists::No).sql;
        vec![
            step(default.operation, self.go_on(&Identity::default()), false),
            step(execute(drop), default.reverse, false),
            step(identity_step.operation, execute(create.unwrap_or_default()), true),
            step(self.go_on(identity), identity_step.reverse, false),
        ]
    }

    /// One goes and another comes; what undoes it stands as above.
    fn identity_for_another(&self, before: &Identity, after: &Identity) -> Vec<Step> {
        let away = self.fill(Fill::Identity(Box::new(before.clone())), Fill::Nothing);
        let comes = self.fill(Fill::Nothing, Fill::Identity(Box::new(after.clone())));
        vec![
            step(away.operation, self.go_on(before), false),
            step(comes.operation, away.reverse, true),
            step(self.go_on(after), comes.reverse, false),
        ]
    }

    fn go_on(&self, counts: &Identity) -> Operation {
        let (table, column) = (self.columns.table.name(), &self.columns.pair.after.name);
        execute(continue_counting(self.dialect, table, column, counts))
    }

    fn fill(&self, before: Fill, after: Fill) -> Step {
        let alter = |before: Fill, after: Fill| {
            let mut alter = Draft::of(self.columns.table.name(), &self.columns.pair.after.name).alter;
            alter.existing_type = Some(self.column_type.clone());
            alter.existing_nullable = self.nullable;
            alter.existing_server_default = Some(before).filter(|fill| *fill != Fill::Nothing);
            alter.server_default = Some(after);
            Operation::AlterColumn(alter)
        };
        Step { operation: alter(before.clone(), after.clone()), reverse: alter(after, before), is_found: true }
    }
}

fn step(operation: Operation, reverse: Operation, is_found: bool) -> Step {
    Step { operation, reverse, is_found }
}

/// Returns an SQL text as an operation.
pub(crate) fn execute(sql: String) -> Operation {
    let text = Text { sql, is_verbatim: true, ..Text::default() };
    Operation::Execute(Execute { statement: Query::Text(text) })
}
