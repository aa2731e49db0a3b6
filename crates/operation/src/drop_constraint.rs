//! `op.drop_constraint`.

use dialect::ddl::{ConstraintKind, IfExists, drop_constraint};
use dialect::naming::{Kind, Subject};
use dialect::{Context, Dialect, Statement, Unsupported};
use pysource::{boolean, text};
use schema::{ConstraintName, TableName};
use serde::{Deserialize, Serialize};

use crate::create_constraint::no_alter_of_constraints;
use crate::python::{Script, namespace_keyword};

const UNNAMED: [&str; 3] = [
    "# WARNING: constraint name is None; this directive will fail as",
    "# rendered.  Add a name, or use a naming convention; see",
    "# https://alembic.sqlalchemy.org/en/latest/naming.html",
];

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DropConstraint {
    pub table: TableName,
    pub name: ConstraintName,
    /// `type_=`: `foreignkey`, `primary`, `unique`, `check`.
    #[serde(default)]
    pub kind: Option<String>,
    #[serde(default)]
    pub if_exists: Option<bool>,
    /// Whether the table holds it without a name: a batch drops it by the one that a convention makes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_unnamed: bool,
}

impl DropConstraint {
    /// Drops a constraint by its name; `kind` is its `type_=`.
    pub fn named(table: &TableName, name: &ConstraintName, kind: Option<&str>) -> Self {
        let (table, name, kind) = (table.clone(), name.clone(), kind.map(str::to_owned));
        Self { table, name, kind, if_exists: None, is_unnamed: false }
    }

    pub(crate) fn sql(&self, dialect: &dyn Dialect, context: &Context) -> Result<Vec<Statement>, Unsupported> {
        let kind = self.kind.as_deref().map(ConstraintKind::named).transpose()?;
        if !dialect.facts().alters_constraints {
            return Err(no_alter_of_constraints());
        }
        let if_exists = IfExists::from(self.if_exists == Some(true));
        Ok(vec![drop_constraint(dialect, context, &self.table, &self.name, kind, if_exists)?])
    }

    /// The name once the naming convention is applied.
    pub(crate) fn full_name(&self, context: &Context) -> Result<ConstraintName, Unsupported> {
        let kind = match self.kind.as_deref() {
            Some("check") => Kind::Check,
            Some("unique") => Kind::Unique,
            Some("foreignkey") => Kind::ForeignKey,
            Some("primary") => Kind::PrimaryKey,
            _ => Kind::Other,
        };
        match self.name {
            ConstraintName::None => Ok(ConstraintName::None),
            _ => Subject { kind, table: &self.table, columns: Vec::new(), referred: None }.applied(context, &self.name),
        }
    }

    /// A constraint without a name cannot be dropped: the line says so, as Alembic's does.
    pub(crate) fn python(&self, script: &mut Script<'_>) {
        let mut arguments = vec![script.pen.name(&self.name)];
        if let Some(table) = script.outside_batch(text(&self.table.name.text)) {
            arguments.push(table);
            arguments.extend(namespace_keyword(&self.table));
        }
        arguments.extend(self.kind.as_ref().map(|kind| format!("type_={}", text(kind))));
        arguments.extend(self.if_exists.map(|flag| format!("if_exists={}", boolean(flag))));
        if self.name == ConstraintName::None {
            UNNAMED.iter().for_each(|line| script.line(*line));
            script.warn(format!(
                "Autogenerate rendered a drop_constraint() directive for an unnamed constraint on table {}; the \
                 migration will fail unless a constraint name is added to the directive.  Consider using a naming \
                 convention so that constraint names are known ahead of time.",
                text(&self.table.name.text)
            ));
        }
        script.call("drop_constraint", &arguments);
    }
}
