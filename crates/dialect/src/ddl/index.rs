//! Indexes: what all dialects share.

use schema::{ConstraintName, Expression, Index, IndexPart, Name, Options, TableName};

use crate::convention::subject_of_index;
use crate::ddl::Design;
use crate::naming::{Kind, Subject};
use crate::quote::quote_name;
use crate::refusal::compile_error;
use crate::{Context, Dialect, Unsupported};

/// `IF NOT EXISTS`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfNotExists {
    Yes,
    No,
}

/// `IF EXISTS`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfExists {
    Yes,
    No,
}

impl IfNotExists {
    /// Returns the words with a space behind them.
    pub fn words(self) -> &'static str {
        if self == Self::Yes { "IF NOT EXISTS " } else { "" }
    }
}

impl From<bool> for IfNotExists {
    fn from(wanted: bool) -> Self {
        if wanted { Self::Yes } else { Self::No }
    }
}

impl IfExists {
    /// Returns the words with a space behind them.
    pub fn words(self) -> &'static str {
        if self == Self::Yes { "IF EXISTS " } else { "" }
    }
}

impl From<bool> for IfExists {
    fn from(wanted: bool) -> Self {
        if wanted { Self::Yes } else { Self::No }
    }
}

/// An index that is to go.
pub struct DroppedIndex<'a> {
    pub name: &'a ConstraintName,
    /// `None`: the script did not name it.
    pub table: Option<&'a TableName>,
    pub namespace: Option<&'a Name>,
    pub if_exists: IfExists,
    pub options: &'a Options,
}

impl DroppedIndex<'_> {
    /// Returns the table, or the name that Alembic puts in its place.
    pub(crate) fn table_or_placeholder(&self) -> TableName {
        self.table.cloned().unwrap_or_else(|| TableName { namespace: self.namespace.cloned(), name: "no_table".into() })
    }

    /// Returns the quoted name.
    pub(crate) fn quoted_name(&self, dialect: &dyn Dialect, context: &Context) -> Result<String, Unsupported> {
        let table = self.table_or_placeholder();
        // Alembic gives the index a column of that name, as SQLAlchemy wants one.
        let column = Name::from("x");
        let subject = Subject { kind: Kind::Index, table: &table, columns: vec![&column], referred: None };
        subject
            .quoted_name(dialect, context, self.name)?
            .ok_or_else(|| compile_error("DROP INDEX requires that the index have a name"))
    }

    /// Returns `namespace.` of the index.
    pub(crate) fn namespace_prefix(&self, dialect: &dyn Dialect) -> String {
        let namespace = self.namespace.or(self.table.and_then(|table| table.namespace.as_ref()));
        namespace.map(|namespace| format!("{}.", quote_name(dialect, namespace))).unwrap_or_default()
    }
}

/// Returns the quoted name of an index.
pub(crate) fn index_name(design: &Design<'_>, index: &Index) -> Result<String, Unsupported> {
    subject_of_index(design.table, index)
        .quoted_name(design.dialect, design.context, &index.name)?
        .ok_or_else(|| compile_error("CREATE INDEX requires that the index have a name"))
}

/// Returns the keys of an index.
pub(crate) fn index_parts(design: &Design<'_>, index: &Index) -> Result<Vec<String>, Unsupported> {
    index
        .parts
        .iter()
        .map(|part| match part {
            IndexPart::Column(name) => Ok(quote_name(design.dialect, name)),
            IndexPart::Expression(part) => design.dialect.ddl().index_key(design.dialect, part),
        })
        .collect()
}

/// Returns the key by which `postgresql_ops` and `mysql_length` name a part.
pub(crate) fn part_key(part: &IndexPart) -> Option<&str> {
    match part {
        IndexPart::Column(name) => Some(&name.text),
        IndexPart::Expression(Expression::Text(text)) => Some(&text.sql),
        IndexPart::Expression(Expression::Column { name, .. } | Expression::Label { name, .. }) => Some(&name.text),
        IndexPart::Expression(Expression::Raw { sql }) => Some(sql),
        IndexPart::Expression(_) => None,
    }
}
