//! Reads the views and triggers of the database file, or of the attached ones too.

use serde::Deserialize;

use super::NamespaceRow;
use crate::inspect::read;
use crate::objects::{Object, ObjectKind};
use crate::quote::quote_text;
use crate::{Connection, DatabaseError, Dialect, Scope, own_tables};

#[derive(Deserialize)]
struct ObjectRow {
    kind: ObjectKind,
    name: String,
    table_name: String,
    sql: String,
}

pub(in crate::sqlite) fn objects(
    dialect: &dyn Dialect,
    connection: &mut dyn Connection,
    scope: &Scope,
) -> Result<Vec<Object>, DatabaseError> {
    let namespaces = match scope {
        Scope::DefaultNamespace => vec![NamespaceRow { name: "main".to_owned() }],
        Scope::EveryNamespace => read(connection, include_str!("namespaces.sql"), Vec::new())?,
    };
    let mut objects = Vec::new();
    for namespace in namespaces {
        let prefix = format!("{}.", quote_text(dialect, &namespace.name));
        let query = include_str!("dependents.sql").replace("main.", &prefix);
        let rows: Vec<ObjectRow> = read(connection, &query, Vec::new())?;
        objects.extend(rows.into_iter().map(|row| Object {
            kind: row.kind,
            namespace: (namespace.name != "main").then(|| namespace.name.as_str().into()),
            name: Some(row.name),
            table: (row.kind == ObjectKind::Trigger).then_some(row.table_name),
            definition: with_single_blanks(&row.sql),
            comment: None,
        }));
    }
    objects.retain(|object| !own_tables::is_own_object(object));
    objects.sort_by(|object, next| object.place().cmp(&next.place()));
    Ok(objects)
}

/// SQLite keeps a statement as it was typed; blanks outside of quotes mean nothing.
fn with_single_blanks(sql: &str) -> String {
    let mut text = String::new();
    let mut closing = None;
    for character in sql.trim().chars() {
        if closing.is_none() && character.is_whitespace() {
            if !text.ends_with(' ') {
                text.push(' ');
            }
            continue;
        }
        match (closing, character) {
            (Some(quote), _) if quote == character => closing = None,
            (None, '\'' | '"' | '`') => closing = Some(character),
            (None, '[') => closing = Some(']'),
            _ => {}
        }
        text.push(character);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_outside_of_quotes_are_one() {
        assert_eq!(with_single_blanks(" CREATE  VIEW v\n\tAS SELECT 'a  b' "), "CREATE VIEW v AS SELECT 'a  b'");
        assert_eq!(with_single_blanks("SELECT [a  b],  'it''s  ' \"  \""), "SELECT [a  b], 'it''s  ' \"  \"");
    }
}
