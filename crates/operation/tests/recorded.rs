//! Compares every operation with what the real Alembic wrote (`recorded/record_sql.py` records it).
//!
//! A case where we differ on purpose holds Alembic's answer under `alembic` beside ours.

use std::collections::BTreeMap;
use std::path::Path;

use dialect::{Context, DIALECTS, Delivery, Dialect};
use operation::Operation;
use schema::NamingConvention;
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    case: String,
    operations: Vec<Operation>,
    #[serde(default)]
    naming_convention: BTreeMap<String, String>,
    sqlite: Expected,
    postgresql: Expected,
    mysql: Expected,
}

#[derive(Deserialize)]
struct Expected {
    #[serde(default)]
    sql: Vec<String>,
    /// The class of the Python exception.
    error: Option<String>,
    message: Option<String>,
    contains: Option<String>,
}

impl Case {
    fn expected(&self, dialect: &str) -> &Expected {
        match dialect {
            "sqlite" => &self.sqlite,
            "postgresql" => &self.postgresql,
            _ => &self.mysql,
        }
    }

    /// Returns what is wrong, if anything.
    fn check(&self, dialect: &dyn Dialect) -> Option<String> {
        let context = Context {
            naming_convention: NamingConvention { patterns: self.naming_convention.clone() },
            delivery: Delivery::Printed,
            ..Context::default()
        };
        let expected = self.expected(dialect.facts().name);
        let mut written = Vec::new();
        let mut refused = None;
        for operation in &self.operations {
            match operation.sql(dialect, &context) {
                Ok(statements) => written.extend(statements.into_iter().map(|statement| statement.sql)),
                Err(error) => {
                    refused = Some(error);
                    break;
                }
            }
        }
        match (&expected.error, refused) {
            (None, None) if written == expected.sql => None,
            (None, None) => Some(format!("expected {:#?}\n written {written:#?}", expected.sql)),
            (None, Some(error)) => Some(format!("expected {:#?}\n refused {}: {error}", expected.sql, error.exception)),
            (Some(class), Some(error)) => {
                let message = expected.message.as_ref();
                let is_class = error.exception.rsplit('.').next() == Some(class);
                let is_message = message.is_none_or(|message| *message == error.message)
                    && expected.contains.as_ref().is_none_or(|part| error.message.contains(part));
                (!is_class || !is_message).then(|| {
                    let message = message.or(expected.contains.as_ref());
                    format!(
                        "expected {class}: {}\n refused {}: {error}",
                        message.map_or("", |text| text),
                        error.exception
                    )
                })
            }
            (Some(class), None) => {
                let message = expected.message.as_deref().unwrap_or_default();
                Some(format!("expected {class}: {message}\n written {written:#?}"))
            }
        }
    }
}

fn check_group(group: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recorded").join(format!("{group}.json"));
    let text = std::fs::read_to_string(&path).expect("the recorded cases lie beside the test");
    let cases: Vec<Case> = serde_json::from_str(&text).expect("the recorded cases are operations on the wire");
    assert!(!cases.is_empty());
    let mut wrong = Vec::new();
    for case in &cases {
        for dialect in DIALECTS {
            if let Some(difference) = case.check(*dialect) {
                wrong.push(format!("{group}: {} on {}\n {difference}", case.case, dialect.facts().name));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {} differ\n{}", wrong.len(), cases.len() * DIALECTS.len(), wrong.join("\n\n"));
}

#[test]
fn types_are_written_as_sqlalchemy_writes_them() {
    check_group("types");
}

#[test]
fn tables_are_created_as_alembic_creates_them() {
    check_group("create_table");
}

#[test]
fn names_follow_the_convention() {
    check_group("naming");
}

#[test]
fn columns_are_added_dropped_and_altered_as_alembic_does() {
    check_group("columns");
}

#[test]
fn constraints_are_added_and_dropped_as_alembic_does() {
    check_group("constraints");
}

#[test]
fn indexes_are_created_and_dropped_as_alembic_does() {
    check_group("indexes");
}

#[test]
fn tables_sequences_and_namespaces_are_treated_as_alembic_does() {
    check_group("tables");
}

#[test]
fn batches_are_altered_in_place() {
    check_group("batch");
}

#[test]
fn queries_are_written_as_sqlalchemy_writes_them() {
    check_group("queries");
}

#[test]
fn rows_are_inserted_as_alembic_inserts_them() {
    check_group("bulk_insert");
}
