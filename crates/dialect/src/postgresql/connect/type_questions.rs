//! The statements that the driver prepares by itself, to ask what types of the user's own are.
//!
//! It keeps them for as long as the connection lives. Behind a pooler in transaction mode that is wrong twice: the next
//! transaction may be given a server's session that has none of them, and the session that has them goes to a client
//! whose driver uses the same names. So they are taken away with the end of each transaction, and prepared anew with the
//! beginning of the next one, in the same messages.

use std::collections::{BTreeMap, HashSet};

use tokio_postgres::types::{Oid, Type};
use tokio_postgres::{Column, SimpleQueryMessage};

use super::client::Client;

/// `s0`, `s1`, ...: what was prepared by a message, under the names that the driver gives.
const PREPARED: &str = "SELECT name, statement FROM pg_catalog.pg_prepared_statements \
                        WHERE NOT from_sql AND name ~ '^s[0-9]+$'";

#[derive(Default)]
pub(super) struct TypeQuestions {
    /// The types that were asked for.
    types: HashSet<Oid>,
    /// Names and texts of the statements; the driver believes that the server has them.
    statements: BTreeMap<String, String>,
    /// Whether it has.
    are_there: bool,
}

impl TypeQuestions {
    /// Notes what the driver has prepared to learn the types of these columns; a transaction is open.
    pub(super) fn note(&mut self, client: &mut Client, types: &[Type]) -> Result<(), tokio_postgres::Error> {
        let unknown = types.iter().map(Type::oid).filter(|oid| Type::from_oid(*oid).is_none());
        let before = self.types.len();
        self.types.extend(unknown);
        if self.types.len() == before {
            return Ok(());
        }
        for message in client.simple_query(PREPARED)? {
            let SimpleQueryMessage::Row(row) = message else { continue };
            if let (Some(name), Some(sql)) = (row.get(0), row.get(1)) {
                self.statements.insert(name.to_owned(), sql.to_owned());
            }
        }
        self.are_there = true;
        Ok(())
    }

    /// What is to be sent with the beginning of a transaction.
    pub(super) fn entering(&mut self) -> String {
        if std::mem::replace(&mut self.are_there, true) {
            return String::new();
        }
        self.statements.iter().map(|(name, sql)| format!("; PREPARE {name} AS {}", sql.trim_end())).collect()
    }

    /// What is to be sent before a COMMIT. It names only what is still there: a script may have said DISCARD ALL, and what
    /// fails here would take the script's work along. `None`: the transaction has failed, and only ends.
    pub(super) fn before_commit(&mut self, client: &mut Client) -> Option<String> {
        if !self.are_there || self.statements.is_empty() {
            self.are_there = false;
            return Some(String::new());
        }
        let found = client.simple_query("SELECT name FROM pg_catalog.pg_prepared_statements").ok()?;
        self.are_there = false;
        let names = found.iter().filter_map(|message| match message {
            SimpleQueryMessage::Row(row) => row.get(0).filter(|name| self.statements.contains_key(*name)),
            _ => None,
        });
        Some(names.map(|name| format!("DEALLOCATE {name}; ")).collect())
    }

    /// What is to be sent after the end of a transaction that cannot be refused. The first that is not there ends the text.
    pub(super) fn after_rollback(&mut self) -> String {
        if !std::mem::take(&mut self.are_there) {
            return String::new();
        }
        self.statements.keys().map(|name| format!("; DEALLOCATE {name}")).collect()
    }
}

/// The types of columns.
pub(super) fn types(columns: &[Column]) -> Vec<Type> {
    columns.iter().map(|column| column.type_().clone()).collect()
}
