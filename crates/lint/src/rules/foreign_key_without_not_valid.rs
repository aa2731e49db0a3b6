//! A foreign key that is checked while both tables are locked.

use super::{Found, Group, Rule, Subject};
use crate::ConstraintKind;

pub(super) const RULE: Rule = Rule {
    name: "foreign-key-without-not-valid",
    group: Group::Lock,
    is_on: true,
    why: "Adding a foreign key blocks writes to both tables while every row is looked up. NOT VALID adds it at once for new \
          rows; VALIDATE CONSTRAINT then looks up the old ones under a lock that blocks nobody.",
    way_out: "add it NOT VALID (`postgresql_not_valid=True`), then VALIDATE CONSTRAINT in an `autocommit_block()`",
    bad: "ALTER TABLE posts ADD CONSTRAINT fk_user FOREIGN KEY (user_id) REFERENCES users (id)",
    good: "ALTER TABLE posts ADD CONSTRAINT fk_user FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID\n\
           -- in autocommit_block()\nALTER TABLE posts VALIDATE CONSTRAINT fk_user",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    if !subject.is_postgresql() {
        return;
    }
    for (table, constraint, column) in subject.added_constraints() {
        let ConstraintKind::ForeignKey { referred, .. } = &constraint.kind else { continue };
        if constraint.not_valid {
            continue;
        }
        if column.is_some_and(|column| column.default.is_none()) {
            // Every row of it is NULL: nothing is looked up, and the lock is short.
            continue;
        }
        let message = format!("adding a foreign key blocks writes to `{table}` and `{referred}` while every row is checked");
        let fix = subject.validated_later(table, constraint).filter(|_| column.is_none());
        found.fixable(table, message, fix);
    }
}
