//! The collations of an index's keys, which the server tells in the whole statement alone.

use std::collections::HashMap;

use schema::Value;
use serde::Deserialize;

use crate::inspect::read;
use crate::{Connection, DatabaseError};

/// The statements of those indexes that may have collations of their own.
pub(super) struct IndexDefinitions(HashMap<i64, DefinitionRow>);

#[derive(Deserialize)]
struct DefinitionRow {
    oid: i64,
    /// The keys as the server writes them, without their collations.
    elements: Vec<String>,
    definition: String,
}

impl IndexDefinitions {
    /// Reads those of the indexes of these numbers.
    pub(super) fn read(connection: &mut dyn Connection, oids: &[String]) -> Result<Self, DatabaseError> {
        if oids.is_empty() {
            return Ok(Self(HashMap::new()));
        }
        let oids = vec![Value::Text(format!("{{{}}}", oids.join(",")))];
        let rows: Vec<DefinitionRow> = read(connection, include_str!("index_definitions.sql"), oids)?;
        Ok(Self(rows.into_iter().map(|row| (row.oid, row)).collect()))
    }

    /// Returns for each key of an index the collation that stands behind it, as SQL.
    pub(super) fn collations(&self, oid: i64, method: &str) -> Vec<Option<String>> {
        self.0.get(&oid).map(|row| index_collations(&row.definition, method, &row.elements)).unwrap_or_default()
    }
}

/// Returns for each key the collation that stands behind it, as SQL.
fn index_collations(definition: &str, method: &str, elements: &[String]) -> Vec<Option<String>> {
    let mut collations = Vec::new();
    let Some(first) = elements.first() else { return collations };
    let head = format!(" USING {method} (");
    let Some((start, _)) =
        definition.match_indices(&head).find(|(at, _)| definition[at + head.len()..].starts_with(first))
    else {
        return collations;
    };
    let mut rest = &definition[start + head.len() + first.len()..];
    collations.push(collation(rest));
    for element in &elements[1..] {
        let next = format!(", {element}");
        let Some(at) = rest.find(&next) else { return collations };
        rest = &rest[at + next.len()..];
        collations.push(collation(rest));
    }
    collations
}

/// Reads `COLLATE app."C"` at the beginning of a text.
fn collation(text: &str) -> Option<String> {
    let name = text.strip_prefix(" COLLATE ")?;
    let mut is_quoted = false;
    let end = name.find(|character: char| {
        is_quoted ^= character == '"';
        !is_quoted && (character.is_whitespace() || matches!(character, ',' | ')'))
    });
    Some(name[..end.unwrap_or(name.len())].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(keys: &str, elements: &[&str], expected: &[Option<&str>]) {
        let definition = format!("CREATE INDEX ix ON t USING btree ({keys}) WHERE a > 3");
        let elements: Vec<String> = elements.iter().map(|element| (*element).to_owned()).collect();
        let found = index_collations(&definition, "btree", &elements);
        assert_eq!(found.iter().map(Option::as_deref).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn each_key_has_its_own_collation() {
        let keys = r#"name, lower(a) COLLATE "C" text_pattern_ops DESC, name COLLATE app."de, 1""#;
        check(keys, &["name", "lower(a)", "name"], &[None, Some("\"C\""), Some("app.\"de, 1\"")]);
    }

    #[test]
    fn a_collation_inside_an_expression_is_not_that_of_the_key() {
        check(r#"lower(a COLLATE "C")"#, &[r#"lower(a COLLATE "C")"#], &[None]);
    }
}
