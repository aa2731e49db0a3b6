//! Statements outside of a transaction that fail when they run again.

use super::{Found, Group, Rule, Subject};
use crate::{Action, Change, Fix, FixedStatement};

pub(super) const RULE: Rule = Rule {
    name: "not-repeatable",
    group: Group::Clarity,
    is_on: false,
    why: "What runs outside of a transaction stays when a later statement fails. When the step runs again it must not stumble over \
          it. (Limbeck's journal knows what is done; other tools do not.)",
    way_out: "write IF NOT EXISTS or IF EXISTS",
    bad: "-- in autocommit_block()\nCREATE INDEX CONCURRENTLY ix_users_name ON users (name)",
    good: "-- in autocommit_block()\nCREATE INDEX CONCURRENTLY IF NOT EXISTS ix_users_name ON users (name)",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    if subject.recorded.in_transaction || !subject.is_postgresql() {
        return;
    }
    let (behind, words) = match subject.action {
        Some(Action::CreateIndex(index)) if !index.if_not_exists && index.name.is_some() => {
            (if index.concurrently { "CONCURRENTLY" } else { "INDEX" }, "IF NOT EXISTS")
        }
        Some(Action::DropIndex { if_exists: false, concurrently, .. }) => {
            (if *concurrently { "CONCURRENTLY" } else { "INDEX" }, "IF EXISTS")
        }
        Some(Action::CreateTable(table)) if !table.if_not_exists => ("TABLE", "IF NOT EXISTS"),
        Some(Action::DropTable { if_exists: false, .. }) => ("TABLE", "IF EXISTS"),
        Some(Action::AddEnumValue { if_not_exists: false, .. }) => ("VALUE", "IF NOT EXISTS"),
        Some(Action::DropType { if_exists: false, .. }) => ("TYPE", "IF EXISTS"),
        Some(Action::CreateSchema { if_not_exists: false, .. }) => ("SCHEMA", "IF NOT EXISTS"),
        Some(Action::DropSchema { if_exists: false, .. }) => ("SCHEMA", "IF EXISTS"),
        Some(Action::CreateExtension { if_not_exists: false, .. }) => ("EXTENSION", "IF NOT EXISTS"),
        Some(Action::CreateSequence { if_not_exists: false, .. }) => ("SEQUENCE", "IF NOT EXISTS"),
        Some(Action::DropSequence { if_exists: false, .. }) => ("SEQUENCE", "IF EXISTS"),
        _ => match subject.all_changes().next() {
            Some((_, Change::AddColumn { if_not_exists: false, .. })) if subject.is_alone() => {
                (if subject.sql.to_ascii_uppercase().contains("ADD COLUMN") { "ADD COLUMN" } else { "ADD" }, "IF NOT EXISTS")
            }
            Some((_, Change::DropColumn { if_exists: false, .. })) if subject.is_alone() => {
                (if subject.sql.to_ascii_uppercase().contains("DROP COLUMN") { "DROP COLUMN" } else { "DROP" }, "IF EXISTS")
            }
            Some((_, Change::DropConstraint { if_exists: false, .. })) if subject.is_alone() => ("CONSTRAINT", "IF EXISTS"),
            _ => return,
        },
    };
    let keyword = if words == "IF EXISTS" { "if_exists=True" } else { "if_not_exists=True" };
    let has_keyword = matches!(subject.action, Some(Action::CreateIndex(_) | Action::DropIndex { .. } | Action::CreateTable(_) | Action::DropTable { .. }));
    let fix = subject
        .with_words_behind(behind, words)
        .map(|sql| Fix::only(FixedStatement::autocommit(sql), has_keyword.then_some(keyword)));
    found.here_fixable(format!("fails when it runs again: there is no {words}"), fix);
}
