//! The type of a column by the words with which the server describes it, as SQLAlchemy reads them.

use schema::{ColumnType, NativeType};
use serde_json::{Value as Json, json};

use crate::types::native;

/// Types that are of PostgreSQL alone, by the server's word, with the name of their class.
const OWN: &[(&str, &str)] = &[
    ("bytea", "BYTEA"),
    ("cidr", "CIDR"),
    ("citext", "CITEXT"),
    ("datemultirange", "DATEMULTIRANGE"),
    ("daterange", "DATERANGE"),
    ("hstore", "HSTORE"),
    ("inet", "INET"),
    ("int4multirange", "INT4MULTIRANGE"),
    ("int4range", "INT4RANGE"),
    ("int8multirange", "INT8MULTIRANGE"),
    ("int8range", "INT8RANGE"),
    ("json", "JSON"),
    ("jsonb", "JSONB"),
    ("macaddr", "MACADDR"),
    ("macaddr8", "MACADDR8"),
    ("money", "MONEY"),
    ("nummultirange", "NUMMULTIRANGE"),
    ("numrange", "NUMRANGE"),
    ("oid", "OID"),
    ("regclass", "REGCLASS"),
    ("regconfig", "REGCONFIG"),
    ("tsmultirange", "TSMULTIRANGE"),
    ("tsquery", "TSQUERY"),
    ("tsrange", "TSRANGE"),
    ("tstzmultirange", "TSTZMULTIRANGE"),
    ("tstzrange", "TSTZRANGE"),
    ("tsvector", "TSVECTOR"),
];

/// A type as the catalogue describes it.
#[derive(Clone, Copy)]
pub(super) struct Described<'a> {
    pub oid: i64,
    /// What an array holds.
    pub element_oid: i64,
    /// `format_type()` of it.
    pub text: &'a str,
    /// Name and, if it has to be said, namespace of a collation that is not the type's usual one.
    pub collation: Option<(&'a str, Option<&'a str>)>,
}

impl Described<'_> {
    /// Returns the type. `named` knows the users' own by number.
    pub(super) fn column_type(&self, named: impl Fn(i64) -> Option<ColumnType>) -> ColumnType {
        if let Some(named) = named(self.oid) {
            return named;
        }
        let element = self.text.trim_end_matches("[]");
        if element.len() == self.text.len() {
            return of_text(self.text, self.collation);
        }
        let item = named(self.element_oid).unwrap_or_else(|| of_text(element, self.collation));
        // The server keeps neither the number of dimensions nor their size.
        ColumnType::Array {
            item: Box::new(item),
            dimensions: None,
            as_tuple: false,
            zero_indexes: false,
            postgresql_only: true,
        }
    }
}

/// Returns the type of a text such as `timestamp(3) without time zone`.
pub(super) fn of_text(text: &str, collation: Option<(&str, Option<&str>)>) -> ColumnType {
    if matches!(text, "name" | "\"char\"") {
        return ColumnType::String { length: None, collation: collation.map(|(name, _)| name.to_owned()) };
    }
    let (words, numbers) = without_arguments(text);
    let number = numbers.first().copied();
    let found = match words.as_str() {
        "integer" => native("INTEGER", []),
        "bigint" => native("BIGINT", []),
        "smallint" => native("SMALLINT", []),
        "boolean" => native("BOOLEAN", []),
        "text" => native("TEXT", []),
        "real" => native("REAL", []),
        "date" => native("DATE", []),
        "uuid" => native("UUID", []),
        "double precision" => native("DOUBLE_PRECISION", [("precision", json!(53))]),
        "character varying" => native("VARCHAR", [("length", json!(number))]),
        "character" => native("CHAR", [("length", json!(number))]),
        "numeric" => native("NUMERIC", [("precision", json!(number)), ("scale", json!(numbers.get(1)))]),
        "timestamp with time zone" => moment("TIMESTAMP", json!(true), number),
        "timestamp without time zone" => moment("TIMESTAMP", Json::Null, number),
        "time with time zone" => moment("TIME", json!(true), number),
        "time without time zone" => moment("TIME", Json::Null, number),
        "bit" => own("BIT", [("length", json!(number.unwrap_or(1)))]),
        "bit varying" => own("BIT", [("length", json!(number)), ("varying", json!(true))]),
        "interval" => own("INTERVAL", [("precision", json!(number))]),
        words => match (words.strip_prefix("interval "), own_name(words)) {
            (Some(fields), _) => own("INTERVAL", [("precision", json!(number)), ("fields", json!(fields))]),
            (None, Some(name)) => own(name, []),
            (None, None) => return ColumnType::Unknown { text: text.to_owned() },
        },
    };
    ColumnType::Native(collated(found, collation))
}

/// Returns the class of a type of PostgreSQL's own. An extension may live in a namespace that is not searched.
fn own_name(words: &str) -> Option<&'static str> {
    let (namespace, word) = words.rsplit_once('.').map_or(("", words), |(namespace, word)| (namespace, word));
    let is_qualified = !namespace.is_empty() && !matches!(word, "citext" | "hstore");
    let index = OWN.binary_search_by_key(&word, |(word, _)| word).ok().filter(|_| !is_qualified)?;
    Some(OWN[index].1)
}

fn moment(name: &str, timezone: Json, precision: Option<i64>) -> NativeType {
    own(name, [("timezone", timezone), ("precision", json!(precision))])
}

fn own<const COUNT: usize>(name: &str, arguments: [(&str, Json); COUNT]) -> NativeType {
    NativeType { dialect: "postgresql".to_owned(), ..native(name, arguments) }
}

fn collated(mut found: NativeType, collation: Option<(&str, Option<&str>)>) -> NativeType {
    if let Some((name, namespace)) = collation {
        found.arguments.insert("collation".to_owned(), json!(name));
        if let Some(namespace) = namespace {
            found.arguments.insert("collation_schema".to_owned(), json!(namespace));
        }
    }
    found
}

/// Takes `(10,2)` out of the text.
fn without_arguments(text: &str) -> (String, Vec<i64>) {
    let Some((before, rest)) = text.split_once('(') else { return (text.to_owned(), Vec::new()) };
    let Some((inside, after)) = rest.split_once(')') else { return (text.to_owned(), Vec::new()) };
    let numbers = inside.split(',').filter_map(|number| number.trim().parse().ok()).collect();
    (format!("{before}{after}"), numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_types_are_sorted() {
        assert!(OWN.is_sorted_by_key(|(word, _)| *word));
    }

    #[test]
    fn a_type_of_an_extension_is_known_in_its_namespace() {
        assert_eq!(own_name("extensions.citext"), Some("CITEXT"));
        assert_eq!(own_name("extensions.money"), None);
    }
}
