//! Types of the database to which the project gives a class: `dialect.ischema_names`, pgvector, GeoAlchemy2.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use dialect::DeclaredType;
use pyruntime::{Conversation, HostError};
use schema::{ColumnType, Name, Schema, TableName};
use serde_json::{Map, json};

use crate::execute::Run;
use crate::execute::raise::database_error;

impl Run<'_> {
    /// Gives the types that `words` begin with the classes that the project has for them. One that is unknown then, too,
    /// is SQLAlchemy's `NullType`.
    pub(super) fn name_types(
        &mut self,
        database: &mut Schema,
        words: &[String],
        python: &mut Conversation<'_>,
    ) -> Result<(), HostError> {
        let declared = self.declared_types(database, words)?;
        let columns = database.tables.iter().flat_map(|table| &table.columns);
        let mut texts: BTreeSet<String> = columns.filter_map(|column| text_of(&column.column_type, words)).collect();
        texts.extend(declared.values().cloned());
        let mut named: BTreeMap<String, ColumnType> = BTreeMap::new();
        if !texts.is_empty() {
            let answer =
                self.have_python(python, "named_types", Map::from_iter([("texts".to_owned(), json!(texts))]))?;
            named = serde_json::from_value(answer)
                .map_err(|error| HostError::new("NotImplementedError", format!("ischema_names: {error}")))?;
        }
        for table in &mut database.tables {
            for column in &mut table.columns {
                match declared.get(&(table.name.clone(), column.name.text.clone())).and_then(|text| named.get(text)) {
                    Some(found) => column.column_type = found.clone(),
                    None => name(&mut column.column_type, words, &named),
                }
            }
        }
        Ok(())
    }

    /// Returns the words of columns that begin with one of these, where the catalogue keeps words and not types.
    fn declared_types(
        &mut self,
        database: &Schema,
        words: &[String],
    ) -> Result<HashMap<(TableName, String), String>, HostError> {
        let mut found = HashMap::new();
        if words.is_empty() {
            return Ok(found);
        }
        let context = self.context()?;
        let (dialect, number) = (context.dialect, context.connection);
        let Some(number) = number else { return Ok(found) };
        let open = self.connections.get(number)?;
        let namespaces: BTreeSet<Option<&Name>> =
            database.tables.iter().map(|table| table.name.namespace.as_ref()).collect();
        for namespace in namespaces {
            let Some(declared) = dialect.declared_types(open.connection.as_mut(), namespace) else { return Ok(found) };
            let declared = declared.map_err(|error| database_error(&error, &open.driver, None))?;
            let is_asked = |declared: &DeclaredType| {
                let word = declared.words.split('(').next().unwrap_or_default().trim();
                words.iter().any(|known| known == word)
            };
            let asked = declared.into_iter().filter(is_asked);
            found.extend(asked.map(|declared| ((declared.table, declared.column), declared.words)));
        }
        Ok(found)
    }
}

/// Returns the server's words for a type that the project may have a class for.
fn text_of(column_type: &ColumnType, words: &[String]) -> Option<String> {
    let text = match column_type {
        ColumnType::Array { item, .. } => return text_of(item, words),
        ColumnType::Unknown { text } => text.clone(),
        ColumnType::Native(native) if native.dialect == "postgresql" && native.arguments.is_empty() => {
            native.name.to_lowercase()
        }
        _ => return None,
    };
    // An extension may live in a namespace that is not searched.
    let word = text.split('(').next().unwrap_or_default();
    let last = word.rsplit('.').next().unwrap_or_default();
    words.iter().any(|known| known == word || known == last).then_some(text)
}

fn name(column_type: &mut ColumnType, words: &[String], named: &BTreeMap<String, ColumnType>) {
    if let Some(found) = text_of(column_type, words).and_then(|text| named.get(&text)) {
        *element_mut(column_type) = found.clone();
    }
    if matches!(element_mut(column_type), ColumnType::Unknown { .. }) {
        *column_type = ColumnType::Null;
    }
}

/// Returns what an array holds; another type is its own.
fn element_mut(column_type: &mut ColumnType) -> &mut ColumnType {
    match column_type {
        ColumnType::Array { item, .. } => item,
        plain => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unknown(text: &str) -> ColumnType {
        ColumnType::Unknown { text: text.to_owned() }
    }

    fn named(column_type: ColumnType) -> ColumnType {
        let (mut column_type, words) = (column_type, ["vector".to_owned(), "ltree".to_owned()]);
        let known = BTreeMap::from([("public.vector(3)".to_owned(), ColumnType::Integer)]);
        name(&mut column_type, &words, &known);
        column_type
    }

    #[test]
    fn only_words_that_have_a_class_are_asked_for() {
        let words = ["vector".to_owned(), "tsvector".to_owned()];
        assert_eq!(text_of(&unknown("vector(3)"), &words).as_deref(), Some("vector(3)"));
        assert_eq!(text_of(&unknown("extensions.vector(3)"), &words).as_deref(), Some("extensions.vector(3)"));
        assert_eq!(text_of(&unknown("ltree"), &words), None);
        assert_eq!(text_of(&ColumnType::Text { length: None, collation: None }, &words), None);
    }

    #[test]
    fn what_stays_unknown_is_no_type() {
        assert_eq!(named(unknown("public.vector(3)")), ColumnType::Integer);
        assert_eq!(named(unknown("ltree")), ColumnType::Null);
        let array = |item| ColumnType::Array {
            item: Box::new(item),
            dimensions: None,
            as_tuple: false,
            zero_indexes: false,
            postgresql_only: true,
        };
        assert_eq!(named(array(unknown("public.vector(3)"))), array(ColumnType::Integer));
        assert_eq!(named(array(unknown("ltree"))), ColumnType::Null);
    }
}
