//! `stamp head`: whether the database is what the stamp says.

use dialect::Statement;
use pyruntime::{Conversation, HostError};
use revisions::Heads;

use crate::{
    execute::{Compares, Run, autogenerate::Compared},
    report::Event,
};

/// More differences than this are counted only.
const MOST_TOLD: usize = 20;

/// Raised by whoever wants the program to end.
const ENDINGS: [&str; 2] = ["KeyboardInterrupt", "SystemExit"];

impl Run<'_> {
    /// Tells what the models and the stamped database differ in. Nothing that goes wrong here fails the stamp.
    pub(in crate::execute) fn tell_differences(
        &mut self,
        heads: &Heads,
        python: &mut Conversation<'_>,
    ) -> Result<(), HostError> {
        let has_models = self.context()?.settings.has_metadata;
        if self.settings.compares != Compares::Warning || !has_models || self.require_heads(heads).is_err() {
            return Ok(());
        }
        // What the server refuses must not end the transaction of the stamp.
        let guarded = self.savepoint("SAVEPOINT limbeck_stamp");
        let compared = self.compare_models(python);
        if guarded {
            self.savepoint("ROLLBACK TO SAVEPOINT limbeck_stamp");
            self.savepoint("RELEASE SAVEPOINT limbeck_stamp");
        }
        match compared {
            Ok(compared) => self.tell(&compared),
            Err(error) if ENDINGS.contains(&error.exception.as_str()) => return Err(error),
            Err(error) => {
                let text = format!("stamped; the database could not be compared with the models: {}", error.message);
                self.reporter.report(Event::Note(&text));
            }
        }
        Ok(())
    }

    fn tell(&mut self, compared: &Compared) {
        let differences = &compared.differences;
        if differences.changes.is_empty() {
            return;
        }
        let is_difference = |logger: &str| logger.starts_with("alembic.autogenerate.compare");
        let told: Vec<&str> = differences
            .messages
            .iter()
            .filter(|message| is_difference(message.logger))
            .map(|message| message.text.as_str())
            .collect();
        self.reporter.report(Event::Note(
            "stamped, but the database is not what the models say, and `stamp` changes no table (`check` shows more):",
        ));
        for text in told.iter().take(MOST_TOLD) {
            self.reporter.report(Event::Note(text));
        }
        if let Some(more @ 1..) = told.len().checked_sub(MOST_TOLD) {
            self.reporter.report(Event::Note(&format!("and {more} more")));
        }
    }

    fn savepoint(&mut self, sql: &str) -> bool {
        let Some(number) = self.context.as_ref().and_then(|context| context.connection) else { return false };
        let Ok(open) = self.connections.get(number) else { return false };
        open.in_transaction && open.connection.execute(&Statement::plain(sql)).is_ok()
    }
}
