//! Enum types and domains.

use std::collections::HashMap;

use schema::{ColumnType, EnumType, Name, NativeType, Options, TableName};
use serde::Deserialize;
use serde_json::json;

use super::column_type::Described;
use super::namespaces::Namespaces;
use crate::Scope;

#[derive(Deserialize)]
pub(super) struct EnumRow {
    oid: i64,
    namespace: String,
    is_visible: bool,
    name: String,
    labels: Vec<String>,
    is_of_extension: bool,
}

#[derive(Deserialize)]
pub(super) struct DomainRow {
    oid: i64,
    namespace: String,
    is_visible: bool,
    name: String,
    base_oid: i64,
    element_oid: i64,
    base_text: String,
    is_required: bool,
    default_sql: Option<String>,
    collation: Option<String>,
    collation_namespace: Option<String>,
    check_name: Option<String>,
    check_condition: Option<String>,
}

/// The types that users have named, by their number.
pub(super) struct NamedTypes {
    enums: HashMap<i64, EnumRow>,
    domains: HashMap<i64, DomainRow>,
}

impl NamedTypes {
    pub(super) fn new(enums: Vec<EnumRow>, domains: Vec<DomainRow>) -> Self {
        Self {
            enums: enums.into_iter().map(|row| (row.oid, row)).collect(),
            domains: domains.into_iter().map(|row| (row.oid, row)).collect(),
        }
    }

    /// Returns the type of that number if it is an enum or a domain.
    pub(super) fn named(&self, oid: i64) -> Option<ColumnType> {
        let found = self.enums.get(&oid).map(|row| row.enum_type().into());
        found.or_else(|| self.domains.get(&oid).map(|row| row.domain(self)))
    }

    pub(super) fn domain(&self, oid: i64) -> Option<&DomainRow> {
        self.domains.get(&oid)
    }
}

impl EnumRow {
    /// Returns the type as the schema lists it; those of extensions and of other namespaces are not listed.
    pub(super) fn listed(&self, namespaces: &Namespaces<'_>) -> Option<EnumType> {
        let is_in_scope = self.is_visible || *namespaces.scope == Scope::EveryNamespace;
        (is_in_scope && !self.is_of_extension).then(|| self.enum_type())
    }

    fn enum_type(&self) -> EnumType {
        EnumType {
            name: Some(self.name.as_str().into()),
            namespace: (!self.is_visible).then(|| Name::from(self.namespace.as_str())),
            values: self.labels.clone(),
            native_enum: true,
            create_constraint: false,
            create_type: true,
            length: None,
            collation: None,
            postgresql_only: true,
            of_metadata: false,
        }
    }
}

impl DomainRow {
    /// Returns the name as the schema lists it; those of other namespaces are not listed.
    pub(super) fn listed(&self, namespaces: &Namespaces<'_>) -> Option<TableName> {
        let is_in_scope = self.is_visible || *namespaces.scope == Scope::EveryNamespace;
        let namespace = (!self.is_visible).then(|| Name::from(self.namespace.as_str()));
        is_in_scope.then(|| TableName { namespace, name: self.name.as_str().into() })
    }

    /// Returns whether no column of the domain holds NULL.
    pub(super) fn is_required(&self) -> bool {
        self.is_required
    }

    /// Returns the default that a column of the domain has without one of its own.
    pub(super) fn default_sql(&self) -> Option<&str> {
        self.default_sql.as_deref()
    }

    fn domain(&self, types: &NamedTypes) -> ColumnType {
        // As SQLAlchemy does, this leaves out the length in `character varying(30)`.
        let text = match self.base_text.find('(') {
            Some(at) if !self.base_text.starts_with('"') => &self.base_text[..at],
            _ => &self.base_text,
        };
        let collation = self.collation.as_deref().map(|name| (name, self.collation_namespace.as_deref()));
        let described = Described { oid: self.base_oid, element_oid: self.element_oid, text, collation };
        let data_type = described.column_type(|oid| types.named(oid));
        let mut arguments = Options::new();
        let given = [
            ("name", Some(json!(self.name))),
            ("data_type", Some(json!(data_type))),
            ("schema", (!self.is_visible).then(|| json!(self.namespace))),
            ("collation", self.collation.as_ref().map(|collation| json!(collation))),
            ("collation_schema", self.collation_namespace.as_ref().map(|namespace| json!(namespace))),
            ("default", self.default_sql.as_ref().map(|default| json!(default))),
            ("constraint_name", self.check_name.as_ref().map(|name| json!(name))),
            ("not_null", self.is_required.then(|| json!(true))),
            ("check", self.check_condition.as_ref().map(|condition| json!(condition))),
            ("create_type", Some(json!(false))),
        ];
        for (argument, value) in given {
            if let Some(value) = value {
                arguments.insert(argument.to_owned(), value);
            }
        }
        ColumnType::Native(NativeType { dialect: "postgresql".to_owned(), name: "DOMAIN".to_owned(), arguments })
    }
}
