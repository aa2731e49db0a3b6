//! A CHECK that is tested on every row while the table is locked.

use super::{
    Found, Group, Rule, Subject,
    subject::{quoted, quoted_table},
};
use crate::{ConstraintKind, Fix, FixedStatement};

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
        let fix = constraint.name.as_ref().filter(|_| subject.is_alone() && column.is_none()).map(|name| Fix {
            before: Vec::new(),
            main: Some(FixedStatement::in_transaction(subject.with_words_at_end("NOT VALID"))),
            keyword: Some("postgresql_not_valid=True"),
            after: vec![FixedStatement::autocommit(format!(
                "ALTER TABLE {} VALIDATE CONSTRAINT {}",
                quoted_table(table),
                quoted(name)
            ))],
        });
        found.fixable(table, format!("adding a CHECK blocks reads and writes of `{table}` while every row is tested"), fix);
    }
}
