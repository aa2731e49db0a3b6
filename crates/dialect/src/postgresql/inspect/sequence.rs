//! Sequences: those that count for a column, and those that stand by themselves.

use std::collections::HashMap;

use schema::{Identity, Name, Sequence};
use serde::Deserialize;

use super::column_type::of_text;
use super::namespaces::{Namespaces, Visibility};
use crate::Scope;

#[derive(Clone, Deserialize)]
pub(super) struct SequenceRow {
    namespace: String,
    is_visible: bool,
    pub name: String,
    data_type: String,
    start: i64,
    increment: i64,
    minvalue: i64,
    maxvalue: i64,
    cache: i64,
    cycle: bool,
    owner_table: Option<i64>,
    owner_column: Option<i64>,
    is_of_extension: bool,
}

/// The sequences that columns own, by table and number of the column.
pub(super) struct Sequences {
    owned: HashMap<(i64, i64), Vec<SequenceRow>>,
}

impl Sequences {
    /// Tells the owned ones from the free ones, which are made into what the schema lists.
    pub(super) fn new(rows: Vec<SequenceRow>, namespaces: &Namespaces<'_>) -> (Self, Vec<Sequence>) {
        let mut owned: HashMap<(i64, i64), Vec<SequenceRow>> = HashMap::new();
        let mut free = Vec::new();
        for row in rows {
            match (row.owner_table, row.owner_column) {
                (Some(table), Some(column)) => owned.entry((table, column)).or_default().push(row),
                _ if row.is_of_extension => {}
                _ if *namespaces.scope == Scope::DefaultNamespace && !row.is_visible => {}
                _ => free.push(row.sequence(namespaces)),
            }
        }
        (Self { owned }, free)
    }

    /// Returns the sequence behind an identity column.
    pub(super) fn of_identity(&self, table: i64, column: i64) -> Option<&SequenceRow> {
        self.owned.get(&(table, column))?.first()
    }

    /// Returns the column's own sequence that its default counts with.
    pub(super) fn of_default(&self, table: i64, column: i64, default: &str) -> Option<&SequenceRow> {
        let counted = counted_name(default)?;
        self.owned.get(&(table, column))?.iter().find(|row| row.name == counted)
    }
}

impl SequenceRow {
    /// Returns the options of an identity that counts with the sequence.
    pub(super) fn identity(&self, always: bool) -> Identity {
        Identity {
            always,
            start: Some(self.start),
            increment: Some(self.increment),
            minvalue: Some(self.minvalue),
            maxvalue: Some(self.maxvalue),
            cycle: Some(self.cycle),
            cache: Some(self.cache),
            ..Identity::default()
        }
    }

    /// Returns the sequence as a column names it that owns it; SERIAL makes it, so it is optional.
    pub(super) fn of_serial(&self, namespace: Option<Name>) -> Sequence {
        let bare = Sequence {
            data_type: None,
            start: None,
            increment: None,
            minvalue: None,
            maxvalue: None,
            cycle: None,
            cache: None,
            ..self.named(namespace)
        };
        Sequence { optional: true, ..bare }
    }

    fn sequence(&self, namespaces: &Namespaces<'_>) -> Sequence {
        self.named(namespaces.needed(&self.namespace, Visibility::from(self.is_visible)))
    }

    fn named(&self, namespace: Option<Name>) -> Sequence {
        Sequence {
            namespace,
            name: self.name.as_str().into(),
            optional: false,
            data_type: Some(of_text(&self.data_type, None)),
            start: Some(self.start),
            increment: Some(self.increment),
            minvalue: Some(self.minvalue),
            maxvalue: Some(self.maxvalue),
            nominvalue: false,
            nomaxvalue: false,
            cycle: Some(self.cycle),
            cache: Some(self.cache),
            order: None,
        }
    }
}

/// Returns the name in `nextval('namespace."Name"'::regclass)` without its namespace.
fn counted_name(default: &str) -> Option<String> {
    let quoted = default.strip_prefix("nextval('")?.strip_suffix("'::regclass)")?;
    let quoted = quoted.replace("''", "'");
    let Some(inner) = quoted.strip_suffix('"') else {
        return Some(quoted.rsplit('.').next().unwrap_or(&quoted).to_owned());
    };
    // The opening quote is the last one that is not doubled.
    let start = inner.match_indices('"').map(|(at, _)| at).rfind(|at| {
        let before = inner[..*at].bytes().rev().take_while(|byte| *byte == b'"').count();
        let behind = inner[at + 1..].bytes().take_while(|byte| *byte == b'"').count();
        before == 0 && behind % 2 == 0
    })?;
    Some(inner[start + 1..].replace("\"\"", "\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counting_sequence_is_read_from_a_default() {
        let name = |default| counted_name(default).unwrap_or_default();
        assert_eq!(name("nextval('a_id_seq'::regclass)"), "a_id_seq");
        assert_eq!(name("nextval('other.a_id_seq'::regclass)"), "a_id_seq");
        assert_eq!(name("nextval('\"Big.Name_id_seq\"'::regclass)"), "Big.Name_id_seq");
        assert_eq!(name("nextval('other.\"Big\"'::regclass)"), "Big");
        assert_eq!(name("nextval('\"a\"\"b\"'::regclass)"), "a\"b");
        assert_eq!(counted_name("(nextval('x'::regclass) + 1)"), None);
    }
}
