//! A foreign key goes, its columns stay.

use super::{Found, Group, Rule, Subject};
use crate::{Change, ConstraintKind};

pub(super) const RULE: Rule = Rule {
    name: "drop-foreign-key",
    group: Group::Safety,
    is_on: true,
    why: "Columns that stay without their foreign key fill with values that refer to nothing, and the key cannot be added again.",
    way_out: "drop the columns, too, or say why the key is not wanted",
    bad: "-- already there\nCREATE TABLE posts (user_id int CONSTRAINT fk_user REFERENCES users)\n\
          -- next transaction\nALTER TABLE posts DROP CONSTRAINT fk_user",
    good: "-- already there\nCREATE TABLE posts (user_id int CONSTRAINT fk_user REFERENCES users)\n\
           -- next transaction\nALTER TABLE posts DROP CONSTRAINT fk_user, DROP COLUMN user_id",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    let dropped: Vec<&String> = subject
        .changes()
        .filter_map(|(_, change)| match change {
            Change::DropColumn { column, .. } => Some(column),
            _ => None,
        })
        .collect();
    for (table, change) in subject.changes() {
        let Change::DropConstraint { name, .. } = change else { continue };
        let Some(facts) = subject.situation.picture.table(table) else { continue };
        if let Some(ConstraintKind::ForeignKey { columns, referred }) = facts.constraints.get(name).map(|facts| &facts.kind)
            && !columns.iter().any(|column| dropped.contains(&column))
            && !subject.replaces_constraint(name)
        {
            let columns = columns.join("`, `");
            found.on(table, format!("`{columns}` of `{table}` may refer to rows of `{referred}` that are not there any more"));
        }
    }
}
