//! A unique index over columns that hold data.

use super::{Found, Group, Rule, Subject};
use crate::{Action, ConstraintKind};

pub(super) const RULE: Rule = Rule {
    name: "unique-on-data",
    group: Group::Safety,
    is_on: false,
    why: "Rows that are alike make it fail in production, though it passed on test data; CONCURRENTLY then leaves an invalid index.",
    way_out: "look for rows that are alike first, and mend them in an earlier revision",
    bad: "-- in autocommit_block()\nCREATE UNIQUE INDEX CONCURRENTLY uq_email ON users (email)",
    good: "ALTER TABLE users ADD COLUMN email text;\n-- in autocommit_block()\nCREATE UNIQUE INDEX CONCURRENTLY uq_email ON users (email)",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    let picture = &subject.situation.picture;
    let holds_data = |table, columns: &[String]| {
        let is_new = |column: &String| picture.column(table, column).is_some_and(|facts| facts.is_new);
        let had_one = picture
            .table(table)
            .is_some_and(|facts| facts.indexes.values().any(|index| index.unique && index.columns == columns));
        !picture.is_new(table) && !columns.iter().any(is_new) && !had_one
    };
    if let Some(Action::CreateIndex(index)) = subject.action
        && index.unique
        && holds_data(&index.table, &index.columns)
    {
        found.on(&index.table, format!("fails if rows of `{}` are alike in `{}`", index.table, index.columns.join("`, `")));
    }
    for (table, constraint, column) in subject.added_constraints() {
        if let ConstraintKind::Unique { columns, using_index: None } = &constraint.kind
            && column.is_none()
            && holds_data(table, columns)
        {
            found.on(table, format!("fails if rows of `{table}` are alike in `{}`", columns.join("`, `")));
        }
    }
}
