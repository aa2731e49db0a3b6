//! What raw SQL drops is lost: a run that keeps what is dropped says so, before its first step if it can.

use dialect::shown_statement;
use lint::{Action, Change};
use operation::Operation;
use pyruntime::{Conversation, HostError};
use revisions::Step;
use schema::Query;

use crate::{execute::Run, report::Event};

impl Run<'_> {
    /// Reads the scripts of the steps and says which of their statements will lose something.
    pub(super) fn tell_what_is_lost(&mut self, steps: &[Step], python: &mut Conversation<'_>) -> Result<(), HostError> {
        self.ask_naming_convention(steps, python)?;
        for step in self.recorded_steps(steps, python)? {
            for thing in step.things {
                // What these drop is kept.
                let is_kept = matches!(
                    thing.operation,
                    Some(Operation::DropTable(_) | Operation::DropColumn(_) | Operation::Batch(_))
                );
                let Some(place) = thing.place.filter(|_| !is_kept) else { continue };
                for sql in &thing.sql {
                    self.tell_lost(sql, format!("{}:{}", place.file, place.line))?;
                }
            }
        }
        Ok(())
    }

    /// A statement of the step's own is about to be sent.
    pub(in crate::execute) fn tell_lost_at_last(
        &mut self,
        number: u32,
        sql: &str,
        python: &Conversation<'_>,
    ) -> Result<(), HostError> {
        if !self.keeps_dropped(number) {
            return Ok(());
        }
        let place = match (python.asked_from(), &self.ending.revision) {
            (Some(frame), _) => {
                format!("{}:{}", self.project.shown(std::path::Path::new(&frame.file)), frame.line)
            }
            (None, revision) => revision.clone().unwrap_or_default(),
        };
        self.tell_lost(sql, place)
    }

    /// The same of a query on any connection.
    pub(in crate::execute) fn tell_lost_query(
        &mut self,
        number: u32,
        query: &Query,
        python: &Conversation<'_>,
    ) -> Result<(), HostError> {
        match query {
            Query::Text(text) => self.tell_lost_at_last(number, &text.sql, python),
            Query::Driver { sql } => self.tell_lost_at_last(number, sql, python),
            Query::Select(_) | Query::Compound { .. } | Query::Insert(_) | Query::Update(_) | Query::Delete(_) => {
                Ok(())
            }
        }
    }

    fn tell_lost(&mut self, sql: &str, place: String) -> Result<(), HostError> {
        let lost = dropped(sql);
        if lost.is_empty() || !self.context()?.trash.told.insert(format!("{place}: {sql}")) {
            return Ok(());
        }
        let text = format!(
            "trash: {place}: `{}` is raw SQL, so {} will not be kept; op.drop_table and op.drop_column \
             keep what they drop",
            shown_statement(sql),
            lost.join(", ")
        );
        self.reporter.report(Event::Note(&text));
        Ok(())
    }
}

/// What a text drops that holds data.
fn dropped(sql: &str) -> Vec<String> {
    if !sql.to_ascii_uppercase().contains("DROP") {
        return Vec::new();
    }
    let mut lost = Vec::new();
    for (action, _) in lint::read(sql).actions {
        match action {
            Action::DropTable { tables, .. } => lost.extend(tables.iter().map(|table| format!("table {table}"))),
            Action::DropSchema { names, .. } => lost.extend(names.iter().map(|name| format!("schema {name}"))),
            Action::AlterTable { table, changes, .. } => {
                let column = |change: &Change| match change {
                    Change::DropColumn { column, .. } => Some(format!("column {table}.{column}")),
                    _ => None,
                };
                lost.extend(changes.iter().filter_map(column));
            }
            _ => {}
        }
    }
    lost
}

#[cfg(test)]
mod tests {
    use super::dropped;

    #[test]
    fn what_holds_data_is_found_in_every_statement_of_a_text() {
        assert_eq!(dropped("DROP TABLE a, app.b CASCADE; DROP INDEX i"), ["table a", "table app.b"]);
        assert_eq!(dropped("ALTER TABLE a DROP COLUMN b, DROP CONSTRAINT c, ADD d integer"), ["column a.b"]);
        assert_eq!(dropped("drop schema s cascade"), ["schema s"]);
        assert!(dropped("SELECT 'DROP TABLE a'").is_empty());
    }
}
