//! `op.batch_alter_table`.

use dialect::ddl::type_check;
use dialect::refusal::{refusal, refusal_with_hint};
use dialect::{Context, Dialect, Statement, Unsupported};
use schema::{Expression, Fill, NamingConvention, TableName};
use serde::{Deserialize, Serialize};

use crate::python::Script;
use crate::{AddColumn, AlterColumn, Operation};

/// Several changes to one table, collected by the `with` block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Batch {
    pub table: TableName,
    #[serde(default)]
    pub recreate: Recreate,
    pub operations: Vec<Operation>,
    #[serde(default)]
    pub naming_convention: NamingConvention,
    /// Which of `copy_from`, `table_args`, `table_kwargs`, `reflect_args`, `reflect_kwargs`, `partial_reordering`,
    /// `insert_before`, `insert_after` the script used: they matter only where the table is rebuilt.
    #[serde(default)]
    pub rebuild_arguments: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recreate {
    #[default]
    Auto,
    Always,
    Never,
}

impl Batch {
    /// Where the server can alter in place, a batch is its operations one after the other. `execute` does not wait for
    /// the end of the block.
    pub(crate) fn sql(&self, dialect: &dyn Dialect, context: &Context) -> Result<Vec<Statement>, Unsupported> {
        let rebuilds_alone = !dialect.facts().alters_constraints;
        match self.recreate {
            Recreate::Always => return Err(self.needs_rebuild(dialect, "recreate=\"always\"")),
            Recreate::Auto if rebuilds_alone => {
                for operation in &self.operations {
                    if let InPlace::No = in_place(dialect, operation) {
                        return Err(self.needs_rebuild(dialect, operation.directive()));
                    }
                }
            }
            Recreate::Auto | Recreate::Never => {}
        }
        if self.rebuild_arguments.iter().any(|argument| argument == "insert_before" || argument == "insert_after") {
            return Err(refusal(
                "alembic.util.CommandError",
                "Can't specify insert_before or insert_after when using ALTER; please specify recreate='always'",
            ));
        }
        let (at_once, at_end): (Vec<&Operation>, Vec<&Operation>) =
            self.operations.iter().partition(|operation| matches!(operation, Operation::Execute(_)));
        let mut statements = Vec::new();
        for operation in at_once.into_iter().chain(at_end) {
            let leaves_no_trace = rebuilds_alone
                && self.recreate == Recreate::Auto
                && matches!(in_place(dialect, operation), InPlace::LeavesNoTrace);
            match operation {
                Operation::CreateTable(_) => {
                    return Err(refusal("NotImplementedError", "Can't create table in batch mode"));
                }
                Operation::DropTable(_) => {
                    return Err(refusal("NotImplementedError", "Can't drop table in batch mode"));
                }
                _ if leaves_no_trace => {}
                Operation::AlterColumn(alter) if rebuilds_alone && self.recreate == Recreate::Auto => {
                    let uncommented = AlterColumn { comment: None, ..alter.clone() };
                    statements.extend(uncommented.sql(dialect, context)?);
                }
                operation => statements.extend(operation.sql(dialect, context)?),
            }
        }
        Ok(statements)
    }

    pub(crate) fn python(&self, script: &mut Script<'_>) -> Result<(), Unsupported> {
        let recreate = match self.recreate {
            Recreate::Auto => None,
            Recreate::Always => Some("recreate='always'".to_owned()),
            Recreate::Never => Some("recreate='never'".to_owned()),
        };
        script.batch(&self.table, recreate.as_slice(), &self.operations)
    }

    fn needs_rebuild(&self, dialect: &dyn Dialect, what: &str) -> Unsupported {
        refusal_with_hint(
            "NotImplementedError",
            format!(
                "batch move-and-copy on {} comes with a later version: `{what}` on table '{}' needs the table to be \
                 rebuilt",
                dialect.facts().name,
                self.table
            ),
            "in place SQLite adds, renames and drops columns, and creates and drops indexes; for the rest write the \
             steps with `op.create_table`, `op.execute(\"INSERT INTO … SELECT …\")`, `op.drop_table`, `op.rename_table`",
        )
    }
}

/// What SQLite does with an operation of a batch.
enum InPlace {
    Yes,
    No,
    /// Comments: SQLite keeps none, so a rebuilt table would be the same.
    LeavesNoTrace,
}

fn in_place(dialect: &dyn Dialect, operation: &Operation) -> InPlace {
    let fits = match operation {
        Operation::AddColumn(add) => is_added_in_place(dialect, add),
        Operation::AlterColumn(alter) => return altered_in_place(alter),
        Operation::SetTableComment(_) => return InPlace::LeavesNoTrace,
        Operation::CreateConstraint(_) | Operation::DropConstraint(_) => false,
        Operation::CreateIndex(_)
        | Operation::DropIndex(_)
        | Operation::DropColumn(_)
        | Operation::RenameTable(_)
        | Operation::Execute(_)
        | Operation::CreateTable(_)
        | Operation::DropTable(_)
        | Operation::CreateEnum(_)
        | Operation::DropEnum(_)
        | Operation::AlterEnum(_)
        | Operation::CreateSequence(_)
        | Operation::DropSequence(_)
        | Operation::CreateNamespace(_)
        | Operation::DropNamespace(_)
        | Operation::BulkInsert(_)
        | Operation::Batch(_) => true,
    };
    if fits { InPlace::Yes } else { InPlace::No }
}

/// SQLite adds a column whose default is a constant and which brings no constraint.
fn is_added_in_place(dialect: &dyn Dialect, add: &AddColumn) -> bool {
    let column = &add.column;
    let has_constant_default = match &column.fill {
        Fill::Nothing | Fill::Fetched | Fill::Identity(_) => true,
        Fill::Default { expression } => is_constant(expression),
        Fill::Computed { persisted, .. } => *persisted != Some(true),
    };
    has_constant_default
        && add.constraints().is_empty()
        && type_check(dialect, &column.name, &column.column_type).is_none()
}

fn is_constant(expression: &Expression) -> bool {
    match expression {
        Expression::Bind(bind) => bind.value.is_some(),
        Expression::Null | Expression::True | Expression::False => true,
        Expression::Text(text) => is_constant_text(text.sql.trim()),
        Expression::Raw { sql } => is_constant_text(sql.trim()),
        _ => false,
    }
}

/// Numbers, strings, NULL, TRUE and FALSE.
fn is_constant_text(sql: &str) -> bool {
    let is_string = |quote: char| {
        sql.len() >= 2
            && sql.starts_with(quote)
            && sql.ends_with(quote)
            && !sql[1..sql.len() - 1].replace(&format!("{quote}{quote}"), "").contains(quote)
    };
    let is_word = ["null", "true", "false"].contains(&sql.to_ascii_lowercase().as_str());
    is_word || sql.parse::<f64>().is_ok() && !sql.contains(char::is_alphabetic) || is_string('\'') || is_string('"')
}

fn altered_in_place(alter: &AlterColumn) -> InPlace {
    let changes_definition = alter.nullable.is_some()
        || alter.server_default.is_some()
        || alter.column_type.is_some()
        || alter.autoincrement.is_some();
    match (changes_definition, &alter.new_column_name) {
        (true, _) => InPlace::No,
        (false, Some(_)) => InPlace::Yes,
        (false, None) => InPlace::LeavesNoTrace,
    }
}
