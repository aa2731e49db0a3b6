//! What `sa.inspect(connection)` is told of a database.

use dialect::{DatabaseError, Scope, own_tables};
use pyruntime::{HostError, InspectedPart};
use schema::{Name, Schema};
use serde_json::{Value as Json, json};

use crate::execute::{Run, connections::OpenConnection, raise::database_error};

impl Run<'_> {
    /// Reads a part of a namespace, of the default one by `None`.
    pub(super) fn inspected(
        &mut self,
        number: u32,
        namespace: Option<&str>,
        part: InspectedPart,
        table: Option<&str>,
    ) -> Result<Json, HostError> {
        let open = self.connections.get(number)?;
        let default =
            open.connection.default_namespace().map_err(|error| database_error(&error, &open.driver, None))?;
        // The default namespace has no name in what is read.
        let namespace = namespace.filter(|namespace| Some(*namespace) != default.as_deref());
        let told = match part {
            InspectedPart::Names => open.dialect.names(open.connection.as_mut(), namespace).map(|names| {
                let names = names?;
                Ok(json!(names))
            }),
            InspectedPart::Table => {
                let table = table.unwrap_or_default();
                let read = open.dialect.inspect_table(open.connection.as_mut(), namespace, table);
                read.map(|read| told_of(read, namespace))
            }
            InspectedPart::Tables => {
                let scope = namespace.map_or(Scope::DefaultNamespace, |_| Scope::EveryNamespace);
                let read = open.dialect.inspect(open.connection.as_mut(), &scope);
                read.map(|read| told_of(read, namespace))
            }
        };
        let Some(told) = told else { return Err(not_read(open)) };
        told.map_err(|error| database_error(&error, &open.driver, None))
    }
}

/// What the script is told of a namespace: our own tables are none of its.
fn told_of(read: Result<Schema, DatabaseError>, namespace: Option<&str>) -> Result<Json, DatabaseError> {
    let mut schema = read?;
    keep_namespace(&mut schema, namespace);
    own_tables::leave_out(&mut schema);
    Ok(json!({"tables": schema.tables, "enums": schema.enums}))
}

fn keep_namespace(schema: &mut Schema, namespace: Option<&str>) {
    let is_in = |name: &Option<Name>| name.as_ref().map(|name| name.text.as_str()) == namespace;
    schema.tables.retain(|table| is_in(&table.name.namespace));
    schema.enums.retain(|kind| is_in(&kind.namespace));
}

fn not_read(open: &OpenConnection) -> HostError {
    HostError::new("NotImplementedError", format!("the catalogues of {} are not read yet", open.dialect.facts().name))
}
