//! A column of its catalogue row.

use schema::{Autoincrement, Column, Fill, Name, TableName};
use serde::Deserialize;

use super::column_type::Described;
use super::named_types::NamedTypes;
use super::sequence::Sequences;
use crate::Dialect;
use crate::inspect::{bare_column, sql_text};
use crate::types::kind_of;

#[derive(Deserialize)]
pub(super) struct ColumnRow {
    pub table_oid: i64,
    pub number: i64,
    name: String,
    type_oid: i64,
    element_oid: i64,
    type_text: String,
    is_required: bool,
    default_sql: Option<String>,
    /// `s` stored, `v` virtual.
    generated: String,
    /// `a` always, `d` by default.
    identity: String,
    comment: Option<String>,
    collation: Option<String>,
    collation_namespace: Option<String>,
    pub collation_oid: i64,
}

/// Returns the column.
///
/// `autoincrement` says what SQLAlchemy says: `On` for an identity and for an integer whose default counts. Where the
/// column owns the sequence it counts with, as SERIAL makes it, `sequence` names it.
pub(super) fn column(
    dialect: &dyn Dialect,
    row: &ColumnRow,
    table: &TableName,
    types: &NamedTypes,
    sequences: &Sequences,
) -> Column {
    let collation = row.collation.as_deref().map(|name| (name, row.collation_namespace.as_deref()));
    let described = Described { oid: row.type_oid, element_oid: row.element_oid, text: &row.type_text, collation };
    let column_type = described.column_type(|oid| types.named(oid));
    let domain = types.domain(row.type_oid);
    let is_integer = kind_of(dialect, &column_type).is_integer();
    let default = row.default_sql.as_deref().or_else(|| domain.and_then(|domain| domain.default_sql()));
    let identity = match row.identity.as_str() {
        "a" | "d" => sequences.of_identity(row.table_oid, row.number).map(|found| found.identity(row.identity == "a")),
        _ => None,
    };
    let counting = default.filter(|default| is_integer && default.contains("nextval('"));
    let autoincrement = if identity.is_some() || counting.is_some() { Autoincrement::On } else { Autoincrement::Off };
    let owned = counting.and_then(|default| sequences.of_default(row.table_oid, row.number, default));
    let is_computed = matches!(row.generated.as_str(), "s" | "v");
    let fill = match (identity, default) {
        (Some(identity), _) => Fill::Identity(Box::new(identity)),
        (None, Some(sql)) if is_computed => {
            Fill::Computed { expression: Box::new(sql_text(sql)), persisted: Some(row.generated == "s") }
        }
        (None, Some(sql)) => sql_text(qualified(sql, table.namespace.as_ref())).into(),
        (None, None) => Fill::Nothing,
    };
    Column {
        nullable: !row.is_required && domain.is_none_or(|domain| !domain.is_required()),
        autoincrement,
        fill,
        sequence: owned.map(|found| Box::new(found.of_serial(table.namespace.clone()))),
        comment: row.comment.clone(),
        ..bare_column(row.name.as_str(), column_type)
    }
}

/// Names the namespace of the sequence in `nextval('ids'::regclass)` where the table's name carries one, too.
fn qualified(default: &str, namespace: Option<&Name>) -> String {
    let (Some(namespace), Some((before, rest))) = (namespace, default.split_once("nextval('")) else {
        return default.to_owned();
    };
    let is_bare = rest.split('\'').next().is_some_and(|name| !name.contains('.'));
    if is_bare { format!("{before}nextval('\"{namespace}\".{rest}") } else { default.to_owned() }
}
