//! `op.create_primary_key`, `create_unique_constraint`, `create_check_constraint`, `create_foreign_key`,
//! `create_exclude_constraint`.

use dialect::ddl::{Design, add_constraint};
use dialect::refusal::refusal_with_hint;
use dialect::{Context, Dialect, Statement, Unsupported};
use schema::{Constraint, Options, TableName};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CreateConstraint {
    pub table: TableName,
    pub definition: Constraint,
}

impl CreateConstraint {
    pub(crate) fn sql(&self, dialect: &dyn Dialect, context: &Context) -> Result<Vec<Statement>, Unsupported> {
        if !dialect.facts().alters_constraints {
            return Err(no_alter_of_constraints());
        }
        let options = Options::new();
        let design = Design::partial(dialect, context, &self.table, Vec::new(), &options)?;
        Ok(vec![add_constraint(&design, &self.definition)?])
    }

    pub(crate) fn directive(&self) -> &'static str {
        match self.definition {
            Constraint::PrimaryKey(_) => "create_primary_key",
            Constraint::Unique(_) => "create_unique_constraint",
            Constraint::ForeignKey(_) => "create_foreign_key",
            Constraint::Check(_) => "create_check_constraint",
            Constraint::Exclude(_) => "create_exclude_constraint",
        }
    }
}

/// Returns Alembic's error for SQLite.
pub(crate) fn no_alter_of_constraints() -> Unsupported {
    refusal_with_hint(
        "NotImplementedError",
        "No support for ALTER of constraints in SQLite dialect. Please refer to the batch mode feature which allows \
         for SQLite migrations using a copy-and-move strategy.",
        "declare the constraint in `op.create_table`, where SQLite accepts it",
    )
}
