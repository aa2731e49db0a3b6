//! Collects what is found.

use operation::Operation;
use schema::TableName;

use crate::{Change, Differences, Level, Message};

/// Alembic's loggers.
pub(crate) mod logger {
    pub const TABLES: &str = "alembic.autogenerate.compare.tables";
    pub const CONSTRAINTS: &str = "alembic.autogenerate.compare.constraints";
    pub const TYPES: &str = "alembic.autogenerate.compare.types";
    pub const SERVER_DEFAULTS: &str = "alembic.autogenerate.compare.server_defaults";
    pub const COMMENTS: &str = "alembic.autogenerate.compare.comments";
    pub const POSTGRESQL: &str = "alembic.ddl.postgresql";
}

#[derive(Default)]
pub(crate) struct Found {
    differences: Differences,
}

impl Found {
    pub fn info(&mut self, logger: &'static str, text: String) {
        self.differences.messages.push(Message { logger, level: Level::Info, text });
    }

    pub fn warning(&mut self, text: String) {
        self.differences.messages.push(Message { logger: "", level: Level::Warning, text });
    }

    /// Takes over what was said elsewhere.
    pub fn all(&mut self, messages: &[Message]) {
        self.differences.messages.extend_from_slice(messages);
    }

    /// Notes a table that comes or goes.
    pub fn table(&mut self, operation: Operation, reverse: Operation, tuple: String) {
        self.beside(operation, reverse, vec![tuple]);
    }

    /// Notes a change of something that stands beside the tables.
    pub fn beside(&mut self, operation: Operation, reverse: Operation, tuples: Vec<String>) {
        self.differences.changes.push(Change::beside(operation, reverse, tuples));
    }

    /// Returns what has been found so far.
    pub fn changes(&mut self) -> &mut Vec<Change> {
        &mut self.differences.changes
    }

    /// Notes a change of a table.
    pub fn within(&mut self, table: &TableName, operation: Operation, reverse: Operation, tuples: Vec<String>) {
        self.differences.changes.push(Change::within(table, operation, reverse, tuples));
    }

    /// Returns the changes that are noted so far.
    pub fn changes_mut(&mut self) -> &mut [Change] {
        &mut self.differences.changes
    }

    pub fn into_differences(self) -> Differences {
        self.differences
    }
}
