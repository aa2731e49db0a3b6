//! NOT VALID and VALIDATE in one transaction.

use super::{Found, Group, Rule, Subject};
use crate::{Change, Fix, FixedStatement};

pub(super) const RULE: Rule = Rule {
    name: "validate-in-same-transaction",
    group: Group::Lock,
    is_on: true,
    why: "The lock of ADD CONSTRAINT … NOT VALID is held to the end of the transaction. A VALIDATE CONSTRAINT before that end \
          reads every row under it, as if NOT VALID had not been said.",
    way_out: "validate in an `autocommit_block()`, or in a later revision",
    bad: "ALTER TABLE users ADD CONSTRAINT ck_age CHECK (age > 0) NOT VALID;\nALTER TABLE users VALIDATE CONSTRAINT ck_age",
    good: "ALTER TABLE users ADD CONSTRAINT ck_age CHECK (age > 0) NOT VALID\n\
           -- in autocommit_block()\nALTER TABLE users VALIDATE CONSTRAINT ck_age",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (table, change) in subject.changes() {
        let Change::ValidateConstraint { name } = change else { continue };
        let facts = subject.situation.picture.table(table).and_then(|facts| facts.constraints.get(name));
        let added_in = facts.and_then(|facts| facts.added_in);
        if added_in == Some(subject.recorded.transaction) {
            let fix = Fix::only(FixedStatement::autocommit(subject.sql), Some(""));
            let message = format!("`{name}` is validated under the lock that adding it has taken: `{table}` is blocked meanwhile");
            found.fixable(table, message, subject.is_alone().then_some(fix));
        }
    }
}
