//! What a server knows of a domain that models need no more.

use schema::{Name, TableName};
use serde::Deserialize;

/// How it is created again, and what uses it.
#[derive(Clone, Debug, PartialEq)]
pub struct DomainInUse {
    /// `CREATE DOMAIN` with all that the server knows.
    pub creation: String,
    pub users: Vec<DomainUser>,
}

/// Something that the domain cannot be dropped before.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct DomainUser {
    /// The table that it is part of; none for what stands beside the tables, such as a function.
    pub table: Option<TableName>,
    /// The column that it goes with; none for what only the whole table takes along.
    pub column: Option<Name>,
}
