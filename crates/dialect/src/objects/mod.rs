//! What a database holds beside its tables: views, functions, triggers and the like, as the server spells them.

mod named;

use std::fmt;

use schema::{Name, TableName};
use serde::Deserialize;

pub use named::{Named, named_in};

/// What an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub enum ObjectKind {
    Schema,
    Extension,
    Enum,
    Domain,
    /// A composite or a range type.
    Type,
    Sequence,
    Function,
    Procedure,
    Aggregate,
    View,
    MaterializedView,
    /// Of a materialized view: those of tables are compared with the table.
    Index,
    Trigger,
    Rule,
    Policy,
    RowSecurity,
    Statistics,
}

/// One of them. Names are without the namespace that goes without saying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    pub kind: ObjectKind,
    pub namespace: Option<Name>,
    /// With the types of its arguments, if it has any: `total(integer, text)`. Row security has no name.
    pub name: Option<String>,
    /// The table or view that it belongs to.
    pub table: Option<String>,
    /// As the server spells it.
    pub definition: String,
    pub comment: Option<String>,
}

impl ObjectKind {
    const ALL: [Self; 17] = [
        Self::Schema,
        Self::Extension,
        Self::Enum,
        Self::Domain,
        Self::Type,
        Self::Sequence,
        Self::Function,
        Self::Procedure,
        Self::Aggregate,
        Self::View,
        Self::MaterializedView,
        Self::Index,
        Self::Trigger,
        Self::Rule,
        Self::Policy,
        Self::RowSecurity,
        Self::Statistics,
    ];

    /// Returns its name in messages: `materialized view`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Extension => "extension",
            Self::Enum => "enum",
            Self::Domain => "domain",
            Self::Type => "type",
            Self::Sequence => "sequence",
            Self::Function => "function",
            Self::Procedure => "procedure",
            Self::Aggregate => "aggregate",
            Self::View => "view",
            Self::MaterializedView => "materialized view",
            Self::Index => "index",
            Self::Trigger => "trigger",
            Self::Rule => "rule",
            Self::Policy => "policy",
            Self::RowSecurity => "row security",
            Self::Statistics => "statistics",
        }
    }
}

impl TryFrom<String> for ObjectKind {
    type Error = String;

    /// Reads it as catalogue queries name it.
    fn try_from(words: String) -> Result<Self, String> {
        Self::ALL.into_iter().find(|kind| kind.words() == words).ok_or_else(|| format!("{words} is no kind of object"))
    }
}

impl Object {
    /// Returns the table that it belongs to, in its own namespace.
    pub fn table_name(&self) -> Option<TableName> {
        let table = self.table.as_ref()?;
        Some(TableName { namespace: self.namespace.clone(), name: table.as_str().into() })
    }

    /// Returns what lists are sorted by.
    pub(crate) fn place(&self) -> impl Ord + use<'_> {
        let namespace = self.namespace.as_ref().map(|name| name.text.as_str());
        (self.kind, namespace, self.table.as_deref(), self.name.as_deref())
    }

    /// Whether two are one and the same thing, perhaps otherwise.
    pub fn is_same_as(&self, other: &Self) -> bool {
        (self.kind, &self.namespace, &self.name, &self.table)
            == (other.kind, &other.namespace, &other.name, &other.table)
    }
}

impl fmt::Display for Object {
    /// `view active_users`, `trigger t of users`, `row security of app.users`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.kind.words())?;
        let name = self.name.iter().map(|name| match (&self.namespace, &self.table) {
            (Some(namespace), None) => format!(" {}.{name}", namespace.text),
            _ => format!(" {name}"),
        });
        let table = self.table_name().into_iter().map(|table| format!(" of {table}"));
        name.chain(table).try_for_each(|words| formatter.write_str(&words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_called_as_people_call_it() {
        let shown = |kind, namespace: Option<&str>, name: Option<&str>, table: Option<&str>| {
            let [name, table] = [name, table].map(|text| text.map(str::to_owned));
            let namespace = namespace.map(Name::from);
            Object { kind, namespace, name, table, definition: String::new(), comment: None }.to_string()
        };
        assert_eq!(shown(ObjectKind::Function, None, Some("f(integer)"), None), "function f(integer)");
        assert_eq!(shown(ObjectKind::MaterializedView, Some("app"), Some("v"), None), "materialized view app.v");
        assert_eq!(shown(ObjectKind::Trigger, Some("app"), Some("t"), Some("users")), "trigger t of app.users");
        assert_eq!(shown(ObjectKind::RowSecurity, None, None, Some("users")), "row security of users");
    }
}
