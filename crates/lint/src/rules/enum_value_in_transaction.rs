//! ALTER TYPE … ADD VALUE in a transaction that uses the value, or before PostgreSQL 12.

use super::{Found, Group, Rule, Subject};
use crate::{Action, Fix, FixedStatement};

pub(super) const RULE: Rule = Rule {
    name: "enum-value-in-transaction",
    group: Group::Safety,
    is_on: true,
    why: "A value that ADD VALUE has made cannot be used before its transaction is over: INSERTs, UPDATEs and defaults of the same \
          run fail, in other revisions too where the whole run is one transaction. Before PostgreSQL 12 ADD VALUE itself fails.",
    way_out: "ADD VALUE in an `autocommit_block()`",
    bad: "ALTER TYPE mood ADD VALUE 'blue'",
    good: "-- in autocommit_block()\nALTER TYPE mood ADD VALUE 'blue'",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    let Some(Action::AddEnumValue { name, .. }) = subject.action else { return };
    let is_new = subject.situation.picture.new_types.contains(name);
    if subject.recorded.in_transaction && !is_new {
        let what = match subject.situation.server.is_postgresql_from(12) {
            true => format!("the new value of `{name}` cannot be used in the same transaction"),
            false => format!("a value cannot be added to `{name}` in a transaction before PostgreSQL 12"),
        };
        let fix = Fix::only(FixedStatement::autocommit(subject.sql), Some(""));
        found.here_fixable(what, Some(fix));
    }
}
