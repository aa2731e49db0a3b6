//! The sequence of a SERIAL whose column gets another type of numbers: the server leaves it as it is, and it would end
//! where the old type ends.

use dialect::ddl::alter_sequence;
use operation::AlterColumn;
use schema::{ColumnType, Pair, Sequence};

use super::conversion::Step;
use super::counting::{execute, of_numbers};
use crate::comparison::Comparison;
use crate::draft::Columns;

/// Returns what gives the sequence the type that its column gets.
pub(super) fn step(comparison: &Comparison<'_>, columns: Columns<'_>, alter: &AlterColumn) -> Option<Step> {
    let sequence = columns.serial?;
    let types = Pair { before: &columns.pair.before.column_type, after: alter.column_type.as_ref()? };
    let numbers = types.map(|column_type| of_numbers(comparison, column_type));
    let (before, after) = (numbers.before?, numbers.after?);
    let is_replaced = alter.server_default.is_some();
    let has_its_own = sequence.data_type.as_ref().is_some_and(|data_type| *data_type != before);
    if before == after || is_replaced || has_its_own {
        return None;
    }
    let change = |data_type: ColumnType| {
        let Sequence { namespace, name, .. } = sequence.clone();
        let sequence = Sequence { namespace, name, data_type: Some(data_type), ..Sequence::default() };
        alter_sequence(comparison.context.dialect, &sequence).ok().map(|statement| execute(statement.sql))
    };
    Some(Step { operation: change(after)?, reverse: change(before)?, is_found: false })
}
