//! SET NOT NULL, which reads the whole table.

use super::{
    Found, Group, Rule, Subject,
    subject::{new_name, quoted, quoted_table},
};
use crate::{Change, ConstraintKind, Fix, FixedStatement};

pub(super) const RULE: Rule = Rule {
    name: "not-null-scan",
    group: Group::Lock,
    is_on: true,
    why: "SET NOT NULL reads every row while reads and writes of the table wait. Since PostgreSQL 12 a validated CHECK \
          (column IS NOT NULL) proves it without reading.",
    way_out: "CHECK (… IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT in an `autocommit_block()`, SET NOT NULL, then drop the CHECK",
    bad: "ALTER TABLE users ALTER COLUMN email SET NOT NULL",
    good: "ALTER TABLE users ADD CONSTRAINT email_set CHECK (email IS NOT NULL) NOT VALID\n\
           -- in autocommit_block()\nALTER TABLE users VALIDATE CONSTRAINT email_set\n\
           -- next transaction\nALTER TABLE users ALTER COLUMN email SET NOT NULL;\nALTER TABLE users DROP CONSTRAINT email_set",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    if !subject.is_postgresql() {
        return;
    }
    for (table, change) in subject.changes() {
        let column = match change {
            Change::SetNotNull { column } => column,
            Change::AddConstraint(constraint) if !constraint.not_valid => match &constraint.kind {
                ConstraintKind::NotNull { column } => column,
                _ => continue,
            },
            _ => continue,
        };
        if !subject.effects.iter().any(|effect| effect.scans && effect.relation == *table) {
            continue;
        }
        let can_prove = subject.situation.server.is_postgresql_from(12) && subject.is_alone();
        let fix = can_prove.then(|| {
            let check = quoted(&new_name(&[&table.name.text, column, "not_null"]));
            let alter = format!("ALTER TABLE {}", quoted_table(table));
            Fix {
                before: vec![
                    FixedStatement::in_transaction(format!(
                        "{alter} ADD CONSTRAINT {check} CHECK ({} IS NOT NULL) NOT VALID",
                        quoted(column)
                    )),
                    FixedStatement::autocommit(format!("{alter} VALIDATE CONSTRAINT {check}")),
                ],
                main: Some(FixedStatement::in_transaction(subject.sql)),
                keyword: Some(""),
                after: vec![FixedStatement::in_transaction(format!("{alter} DROP CONSTRAINT {check}"))],
            }
        });
        let message = format!("SET NOT NULL of `{column}` reads every row of `{table}` while reads and writes wait");
        found.fixable(table, message, fix);
    }
}
