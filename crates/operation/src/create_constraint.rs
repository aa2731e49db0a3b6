//! `op.create_primary_key`, `create_unique_constraint`, `create_check_constraint`, `create_foreign_key`,
//! `create_exclude_constraint`.

use dialect::ddl::{Design, add_constraint};
use dialect::refusal::refusal_with_hint;
use dialect::{Context, Dialect, Statement, Unsupported};
use pysource::{list, text};
use schema::{Constraint, ConstraintName, ForeignKey, Name, Options, TableName};
use serde::{Deserialize, Serialize};

use crate::python::{Script, namespace_keyword};

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

    pub(crate) fn python(&self, script: &mut Script<'_>) -> Result<(), Unsupported> {
        let name = script.constraint_name(&self.table, &self.definition)?;
        let mut arguments = vec![script.pen.name(&name)];
        arguments.extend(script.outside_batch(text(&self.table.name.text)));
        let namespace = script.outside_batch(namespace_keyword(&self.table)).flatten();
        match &self.definition {
            Constraint::PrimaryKey(key) => {
                arguments.push(columns(&key.columns));
                arguments.extend(namespace);
            }
            Constraint::Unique(unique) => {
                arguments.push(columns(&unique.columns));
                arguments.extend(deferrability(unique.deferrable, unique.initially.as_deref()));
                arguments.extend(namespace);
                arguments.extend(script.pen.options(&unique.options));
            }
            Constraint::ForeignKey(key) => {
                arguments.push(text(&key.referred_table.name.text));
                arguments.push(columns(&key.columns));
                arguments.push(columns(&key.referred_columns));
                arguments.extend(namespace.map(|keyword| format!("source_{keyword}")));
                arguments.extend(namespace_keyword(&key.referred_table).map(|keyword| format!("referent_{keyword}")));
                arguments.extend(reference_keywords(key));
                arguments.extend(script.pen.options(&key.options));
            }
            Constraint::Check(check) => {
                arguments.push(script.pen.quoted_sql(&check.condition));
                arguments.extend(namespace);
                arguments.extend(script.pen.options(&check.options));
            }
            Constraint::Exclude(exclude) => {
                arguments.extend(script.pen.exclude_arguments(exclude));
                arguments.extend(namespace);
                arguments.extend(script.pen.operator_classes(exclude));
            }
        }
        script.call(self.directive(), &arguments);
        Ok(())
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
        "put it into `with op.batch_alter_table('table') as batch_op:`, or declare it in `op.create_table`; with \
         `render_as_batch=True` in `context.configure()` of env.py autogenerate writes such blocks by itself",
    )
}

/// Returns the constraint under another name.
pub(crate) fn named(mut constraint: Constraint, name: ConstraintName) -> Constraint {
    constraint.set_name(name);
    constraint
}

fn columns(names: &[Name]) -> String {
    list(&names.iter().map(|name| &name.text).collect::<Vec<_>>())
}

fn deferrability(deferrable: Option<bool>, initially: Option<&str>) -> Vec<String> {
    let deferrable = (deferrable == Some(true)).then(|| "deferrable=True".to_owned());
    deferrable.into_iter().chain(word("initially", initially)).collect()
}

fn reference_keywords(key: &ForeignKey) -> Vec<String> {
    let flag = |keyword: &str, flag: bool| flag.then(|| format!("{keyword}=True"));
    [
        word("onupdate", key.onupdate.as_deref()),
        word("ondelete", key.ondelete.as_deref()),
        word("initially", key.initially.as_deref()),
        flag("deferrable", key.deferrable == Some(true)),
        flag("use_alter", key.use_alter),
        word("match", key.match_kind.as_deref()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn word(keyword: &str, value: Option<&str>) -> Option<String> {
    value.filter(|value| !value.is_empty()).map(|value| format!("{keyword}={}", text(value)))
}
