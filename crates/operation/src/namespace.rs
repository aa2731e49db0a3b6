//! `CreateSchema` and `DropSchema`.

use dialect::ddl::{IfExists, IfNotExists, create_namespace, drop_namespace};
use dialect::{Dialect, Statement};
use schema::Name;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CreateNamespace {
    pub name: Name,
    #[serde(default)]
    pub if_not_exists: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DropNamespace {
    pub name: Name,
    #[serde(default)]
    pub if_exists: bool,
    #[serde(default)]
    pub cascade: bool,
}

impl CreateNamespace {
    pub(crate) fn sql(&self, dialect: &dyn Dialect) -> Vec<Statement> {
        vec![create_namespace(dialect, &self.name, IfNotExists::from(self.if_not_exists))]
    }
}

impl DropNamespace {
    pub(crate) fn sql(&self, dialect: &dyn Dialect) -> Vec<Statement> {
        let behaviour = if self.cascade { "CASCADE" } else { "" };
        vec![drop_namespace(dialect, &self.name, IfExists::from(self.if_exists), behaviour)]
    }
}
