//! `op.add_column`.

use dialect::ddl::{
    Design, IfNotExists, Inline, add_column, add_constraint, add_type_check, column_comment, index_of_column,
};
use dialect::{Comments, Context, Dialect, Statement, Unsupported};
use pysource::{boolean, text};
use schema::{Column, Constraint, ForeignKey, Name, Options, TableName, Unique};
use serde::{Deserialize, Serialize};

use crate::create_constraint::{named, no_alter_of_constraints};
use crate::python::{Script, namespace_keyword};

/// Adds a column; its foreign keys, index and unique flag become statements of their own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AddColumn {
    pub table: TableName,
    pub column: Column,
    #[serde(default)]
    pub if_not_exists: Option<bool>,
    #[serde(default)]
    pub inline_references: Option<bool>,
    #[serde(default)]
    pub inline_primary_key: Option<bool>,
    /// Where the column goes in a table that is made anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub insert_before: Option<Name>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub insert_after: Option<Name>,
}

impl AddColumn {
    pub(crate) fn sql(&self, dialect: &dyn Dialect, context: &Context) -> Result<Vec<Statement>, Unsupported> {
        let (column, options) = (&self.column, Options::new());
        let design = Design::partial(dialect, context, &self.table, vec![column], &options)?;
        let inline = Inline {
            references: self.inline_references == Some(true),
            primary_key: self.inline_primary_key == Some(true),
        };
        let if_not_exists = IfNotExists::from(self.if_not_exists == Some(true));
        let mut statements = vec![add_column(&design, column, if_not_exists, inline)?];
        for constraint in self.constraints() {
            if !dialect.facts().alters_constraints {
                return Err(no_alter_of_constraints());
            }
            statements.push(add_constraint(&design, &constraint)?);
        }
        if dialect.facts().alters_constraints {
            statements.extend(add_type_check(&design, &column.name, &column.column_type)?);
        }
        if column.index {
            let index = index_of_column(column);
            statements.push(Statement::plain(dialect.ddl().create_index(&design, &index, IfNotExists::No)?));
        }
        if let (Comments::Statement, Some(comment)) = (dialect.facts().comments, &column.comment) {
            statements.push(column_comment(dialect, &self.table, &column.name, comment));
        }
        Ok(statements)
    }

    /// The keys and the index of the column are operations of their own in a script; its CHECKs come with it.
    pub(crate) fn python(&self, script: &mut Script<'_>) -> Result<(), Unsupported> {
        script.pen.table = Some(self.table.clone());
        let mut checks = Vec::new();
        for check in self.column.checks.iter().cloned().map(Constraint::Check) {
            let name = script.constraint_name(&self.table, &check)?;
            checks.push(script.pen.table_constraint(&named(check, name)));
        }
        let column = script.pen.column_with(&self.column, &checks);
        let Some(table) = script.outside_batch(text(&self.table.name.text)) else {
            script.call("add_column", &[column]);
            return Ok(());
        };
        let mut arguments = vec![table, column];
        arguments.extend(namespace_keyword(&self.table));
        arguments.extend(self.if_not_exists.map(|flag| format!("if_not_exists={}", boolean(flag))));
        script.call("add_column", &arguments);
        Ok(())
    }

    /// The constraints that become statements of their own.
    pub(crate) fn constraints(&self) -> Vec<Constraint> {
        let is_inline = self.inline_references == Some(true) && self.column.foreign_keys.len() == 1;
        let mut constraints = constraints_of(&self.column);
        constraints.retain(|constraint| !is_inline || !matches!(constraint, Constraint::ForeignKey(_)));
        constraints
    }
}

/// Returns the constraints that a column's own words are for its table; its CHECKs stand with it.
pub(crate) fn constraints_of(column: &Column) -> Vec<Constraint> {
    let columns = || vec![column.name.clone()];
    let unique = (column.unique && !column.index).then(|| Unique { columns: columns(), ..Unique::default() });
    let keys = column.foreign_keys.iter().map(|key| ForeignKey { columns: columns(), ..key.clone() });
    unique.map(Constraint::Unique).into_iter().chain(keys.map(Constraint::ForeignKey)).collect()
}
