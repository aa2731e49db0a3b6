//! DROP … CASCADE.

use super::{Found, Group, Rule, Subject};
use crate::{Action, Change};

pub(super) const RULE: Rule = Rule {
    name: "drop-cascade",
    group: Group::Safety,
    is_on: true,
    why: "CASCADE drops views, foreign keys and functions that depend on it, whichever they are in production.",
    way_out: "name what depends on it, and drop that first",
    bad: "ALTER TABLE users DROP COLUMN name CASCADE",
    good: "ALTER TABLE users ADD COLUMN name text",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    match subject.action {
        Some(Action::DropTable { tables, cascade: true, .. }) => {
            for table in tables {
                found.on(table, format!("CASCADE drops whatever depends on `{table}`"));
            }
        }
        Some(Action::DropSchema { names, cascade: true, .. }) => {
            found.here(format!("CASCADE drops whatever is in `{}`", names.join("`, `")));
        }
        _ => {
            for (table, change) in subject.changes() {
                if let Change::DropColumn { column, cascade: true, .. } = change {
                    found.on(table, format!("CASCADE drops whatever depends on `{table}.{column}`"));
                }
            }
        }
    }
}
