//! ATTACH PARTITION, which reads the table unless a CHECK proves where its rows belong.

use super::{Found, Group, Rule, Subject};
use crate::{Change, ConstraintKind};

pub(super) const RULE: Rule = Rule {
    name: "attach-partition-scan",
    group: Group::Lock,
    is_on: true,
    why: "ATTACH PARTITION reads every row of the table that is attached while its reads and writes wait, unless a validated \
          CHECK says that they are all within the bounds.",
    way_out: "add a CHECK with the partition's bounds NOT VALID, VALIDATE it in an `autocommit_block()`, attach, then drop the CHECK",
    bad: "ALTER TABLE events ATTACH PARTITION old_events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')",
    good: "ALTER TABLE old_events ADD CONSTRAINT bounds CHECK (at >= '2020-01-01' AND at < '2021-01-01') NOT VALID\n\
           -- in autocommit_block()\nALTER TABLE old_events VALIDATE CONSTRAINT bounds\n\
           -- next transaction\nALTER TABLE events ATTACH PARTITION old_events FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    for (table, change) in subject.changes() {
        let Change::AttachPartition { partition, .. } = change else { continue };
        let facts = subject.situation.picture.table(partition);
        let has_check = facts.is_some_and(|facts| {
            let is_check = |kind: &ConstraintKind| matches!(kind, ConstraintKind::Check { not_null_of: None, .. });
            facts.constraints.values().any(|constraint| constraint.is_validated && is_check(&constraint.kind))
        });
        if !has_check && facts.is_none_or(|facts| !facts.is_new) {
            found.on(partition, format!("attaching `{partition}` to `{table}` reads all its rows while its reads and writes wait"));
        }
    }
}
