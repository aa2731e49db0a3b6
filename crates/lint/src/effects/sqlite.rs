//! The effects of statements on SQLite: one writer for the whole file, and tables that are copied.

use operation::Operation;
use schema::TableName;

use super::Effect;
use crate::{Action, Change, Lock, Recorded, Situation, read};

/// Returns what something does. Every statement that writes takes the lock of the whole file; what is told for a table is
/// whether it is copied or read. SQLite's own statements are read with PostgreSQL's grammar, as far as they are alike.
pub(super) fn effects_of(recorded: &Recorded, situation: &Situation) -> Vec<Effect> {
    let on =
        |table: &TableName| Effect { lock: Lock::Database, ..Effect::of(table, crate::LockLevel::AccessExclusive) };
    if let Some(Operation::Batch(batch)) = &recorded.operation
        && recorded.sql.is_empty()
    {
        return vec![on(&crate::situation::plain(&batch.table)).rewriting()];
    }
    let mut effects = Vec::new();
    for (action, _) in recorded.sql.iter().flat_map(|sql| read(sql).actions) {
        match &action {
            Action::AlterTable { table, changes, .. } => {
                // DROP COLUMN rewrites every row; a CHECK or NOT NULL of an added column reads them.
                let drops = changes.iter().any(|change| matches!(change, Change::DropColumn { .. }));
                let tests = changes.iter().any(|change| match change {
                    Change::AddColumn { column, .. } => column.not_null || !column.constraints.is_empty(),
                    _ => false,
                });
                let effect = on(table);
                effects.push(match (drops, tests) {
                    (true, _) => Effect { builds_index: false, ..effect.rewriting() },
                    (false, true) => effect.scanning(),
                    (false, false) => effect,
                });
            }
            Action::CreateIndex(index) => effects.push(on(&index.table).indexing()),
            Action::DropTable { tables, .. } => effects.extend(tables.iter().map(on)),
            Action::DropIndex { indexes, .. } => {
                let table = |index: &TableName| situation.picture.table_of_index(index).unwrap_or(index).clone();
                effects.extend(indexes.iter().map(|index| on(&table(index))));
            }
            Action::Write { table, word, has_condition, .. } => {
                let scans = matches!(*word, "UPDATE" | "DELETE") && !has_condition;
                effects.push(Effect { scans, ..on(table) });
            }
            Action::Rewrite { tables, .. } => effects.extend(tables.iter().map(|table| on(table).rewriting())),
            _ => {}
        }
    }
    effects.retain(|effect| !situation.picture.is_new(&effect.relation));
    effects
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Server, effects};

    #[track_caller]
    fn check(sql: &str, expected: &[(&str, bool, bool)]) {
        let found = effects(&Recorded::sql(sql), &Situation::unknown(Server::Sqlite));
        assert!(found.iter().all(|effect| effect.lock == Lock::Database && effect.blocks_writes()));
        let found: Vec<_> =
            found.iter().map(|effect| (effect.relation.name.text.as_str(), effect.rewrites, effect.scans)).collect();
        assert_eq!(found, expected, "{sql}");
    }

    #[test]
    fn only_what_writes_every_row_is_a_rewrite() {
        check("ALTER TABLE users ADD COLUMN age INTEGER", &[("users", false, false)]);
        check("ALTER TABLE users ADD COLUMN age INTEGER CHECK (age > 0)", &[("users", false, true)]);
        check("ALTER TABLE users DROP COLUMN age", &[("users", true, true)]);
        check("ALTER TABLE users RENAME COLUMN age TO years", &[("users", false, false)]);
        check("CREATE INDEX ix ON users (age)", &[("users", false, true)]);
        check("CREATE TABLE a (id INTEGER PRIMARY KEY)", &[]);
    }
}
