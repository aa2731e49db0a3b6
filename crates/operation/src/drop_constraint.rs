//! `op.drop_constraint`.

use dialect::ddl::{ConstraintKind, IfExists, drop_constraint};
use dialect::{Context, Dialect, Statement, Unsupported};
use schema::{ConstraintName, TableName};
use serde::{Deserialize, Serialize};

use crate::create_constraint::no_alter_of_constraints;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DropConstraint {
    pub table: TableName,
    pub name: ConstraintName,
    /// `type_=`: `foreignkey`, `primary`, `unique`, `check`.
    #[serde(default)]
    pub kind: Option<String>,
    #[serde(default)]
    pub if_exists: Option<bool>,
}

impl DropConstraint {
    pub(crate) fn sql(&self, dialect: &dyn Dialect, context: &Context) -> Result<Vec<Statement>, Unsupported> {
        let kind = self.kind.as_deref().map(ConstraintKind::named).transpose()?;
        if !dialect.facts().alters_constraints {
            return Err(no_alter_of_constraints());
        }
        let if_exists = IfExists::from(self.if_exists == Some(true));
        Ok(vec![drop_constraint(dialect, context, &self.table, &self.name, kind, if_exists)?])
    }
}
