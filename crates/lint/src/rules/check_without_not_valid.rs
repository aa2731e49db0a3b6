//! A CHECK that is tested on every row while the table is locked.

use super::{Found, Group, Rule, Subject};
use crate::ConstraintKind;

pub(super) const RULE: Rule = Rule {
    name: "check-without-not-valid",
    group: Group::Lock,
    is_on: true,
    why: "Adding a CHECK blocks reads and writes while every row is tested. NOT VALID adds it at once for new rows; VALIDATE \
          CONSTRAINT then tests the old ones under a lock that blocks nobody.",
    way_out: "add it NOT VALID (`postgresql_not_valid=True`), then VALIDATE CONSTRAINT in an `autocommit_block()`",
    bad: "ALTER TABLE users ADD CONSTRAINT ck_age CHECK (age > 0)",
    good: "ALTER TABLE users ADD CONSTRAINT ck_age CHECK (age > 0) NOT VALID\n\
           -- in autocommit_block()\nALTER TABLE users VALIDATE CONSTRAINT ck_age",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    if !subject.is_postgresql() {
        return;
    }
    for (table, constraint, column) in subject.added_constraints() {
        let is_check = matches!(constraint.kind, ConstraintKind::Check { .. });
        if !is_check || constraint.not_valid {
            continue;
        }
        let fix = subject.validated_later(table, constraint).filter(|_| column.is_none());
        found.fixable(table, format!("adding a CHECK blocks reads and writes of `{table}` while every row is tested"), fix);
    }
}
