//! Reads what a domain is made of, and what uses it.

use schema::{Name, TableName, Value};
use serde::Deserialize;

use crate::inspect::read;
use crate::{Connection, DatabaseError, DomainInUse, DomainUser};

#[derive(Deserialize)]
struct CreationRow {
    creation: String,
}

#[derive(Deserialize)]
struct UserRow {
    namespace: Option<String>,
    table: Option<String>,
    column: Option<String>,
}

impl UserRow {
    fn user(self) -> DomainUser {
        let namespace = self.namespace.as_deref().map(Name::from);
        let table = self.table.as_deref().map(|table| TableName { namespace, name: table.into() });
        DomainUser { table, column: self.column.as_deref().map(Name::from) }
    }
}

/// Returns nothing of a domain that belongs to an extension, or that one statement does not make again.
pub(in crate::postgresql) fn domain_in_use(
    connection: &mut dyn Connection,
    domain: &TableName,
) -> Result<Option<DomainInUse>, DatabaseError> {
    let namespace = domain.namespace.as_ref().map_or(Value::Null, |name| Value::Text(name.text.clone()));
    let binds = vec![Value::Text(domain.name.text.clone()), namespace];
    let creations: Vec<CreationRow> = read(connection, include_str!("domain_creation.sql"), binds.clone())?;
    let Some(CreationRow { creation }) = creations.into_iter().next() else { return Ok(None) };
    let users: Vec<UserRow> = read(connection, include_str!("domain_users.sql"), binds)?;
    Ok(Some(DomainInUse { creation, users: users.into_iter().map(UserRow::user).collect() }))
}
