//! What `sa.inspect(connection)` is told of a database.

use dialect::{Names, Scope};
use pyruntime::HostError;
use schema::{Name, Schema};
use serde_json::{Value as Json, json};

use crate::execute::{Run, connections::OpenConnection, raise::database_error};

impl Run<'_> {
    /// Reads everything in a namespace, of the default one by `None`.
    pub(super) fn inspected(&mut self, number: u32, namespace: Option<&str>) -> Result<Json, HostError> {
        let open = self.connections.get(number)?;
        let failed = |error, driver: &str| database_error(&error, driver, None);
        let default = open.connection.default_namespace().map_err(|error| failed(error, &open.driver))?;
        // The default namespace has no name in what is read.
        let namespace = namespace.filter(|namespace| Some(*namespace) != default.as_deref());
        let scope = namespace.map_or(Scope::DefaultNamespace, |_| Scope::EveryNamespace);
        let Some(schema) = open.dialect.inspect(open.connection.as_mut(), &scope) else { return Err(not_read(open)) };
        let mut schema = schema.map_err(|error| failed(error, &open.driver))?;
        keep_namespace(&mut schema, namespace);
        let names = match open.dialect.names(open.connection.as_mut(), namespace) {
            Some(names) => names.map_err(|error| failed(error, &open.driver))?,
            None => Names::default(),
        };
        let mut told = json!(names);
        told["tables"] = json!(schema.tables);
        told["enums"] = json!(schema.enums);
        Ok(told)
    }
}

fn keep_namespace(schema: &mut Schema, namespace: Option<&str>) {
    let is_in = |name: &Option<Name>| name.as_ref().map(|name| name.text.as_str()) == namespace;
    schema.tables.retain(|table| is_in(&table.name.namespace));
    schema.enums.retain(|kind| is_in(&kind.namespace));
}

fn not_read(open: &OpenConnection) -> HostError {
    HostError::new("NotImplementedError", format!("the catalogues of {} are not read yet", open.dialect.facts().name))
}
