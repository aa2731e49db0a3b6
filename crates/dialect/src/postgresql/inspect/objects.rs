//! Reads what stands beside tables: one query for each kind of catalogue, whatever the number of objects.

use schema::Value;
use serde::Deserialize;

use super::namespaces::{Namespaces, Visibility};
use crate::inspect::read;
use crate::objects::{Object, ObjectKind};
use crate::{Connection, DatabaseError, Scope, own_tables};

const QUERIES: &[&str] = &[
    include_str!("objects/of_database.sql"),
    include_str!("objects/types.sql"),
    include_str!("objects/sequences.sql"),
    include_str!("objects/functions.sql"),
    include_str!("objects/views.sql"),
    include_str!("objects/of_tables.sql"),
];

#[derive(Deserialize)]
struct ObjectRow {
    kind: ObjectKind,
    namespace: Option<String>,
    name: Option<String>,
    of_table: Option<String>,
    /// None: it was dropped meanwhile.
    definition: Option<String>,
    comment: Option<String>,
}

/// Reads them in an order in which what refers to something comes behind it, by name within a kind.
pub(in crate::postgresql) fn objects(
    connection: &mut dyn Connection,
    scope: &Scope,
) -> Result<Vec<Object>, DatabaseError> {
    let default = connection.default_namespace()?;
    let namespaces = Namespaces { scope, default: default.as_deref() };
    let every = Value::Bool(*scope == Scope::EveryNamespace);
    let mut objects = Vec::new();
    for query in QUERIES {
        let rows: Vec<ObjectRow> = read(connection, query, vec![every.clone()])?;
        objects.extend(rows.into_iter().filter_map(|row| row.object(&namespaces)));
    }
    objects.retain(|object| !own_tables::is_own_object(object));
    objects.sort_by(|object, next| object.place().cmp(&next.place()));
    Ok(objects)
}

impl ObjectRow {
    fn object(self, namespaces: &Namespaces<'_>) -> Option<Object> {
        let namespace = self.namespace.and_then(|name| namespaces.needed(&name, Visibility::OnSearchPath));
        Some(Object {
            kind: self.kind,
            namespace,
            name: self.name,
            table: self.of_table,
            definition: self.definition?.trim().to_owned(),
            comment: self.comment,
        })
    }
}
