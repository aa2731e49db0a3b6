//! `op.batch_alter_table`.

use dialect::ddl::type_check;
use dialect::refusal::refusal;
use dialect::{Context, Dialect, RenamedColumn, Statement, Unsupported};
use schema::{Column, Expression, Fill, Name, NamingConvention, Table, TableName};
use serde::{Deserialize, Serialize};

use crate::python::Script;
use crate::rebuild::spoken_of;
use crate::{AddColumn, AlterColumn, DropColumn, Operation};

/// Several changes to one table, collected by the `with` block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Batch {
    pub table: TableName,
    #[serde(default)]
    pub recreate: Recreate,
    pub operations: Vec<Operation>,
    #[serde(default)]
    pub naming_convention: NamingConvention,
    /// `copy_from=`: the table as the script knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy_from: Option<Box<Table>>,
    /// `reflect_args=`: columns that stand for those that are found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reflected: Option<Box<Table>>,
    /// `table_args=` and `table_kwargs=`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table_arguments: Option<Box<Table>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub partial_reordering: Vec<Vec<Name>>,
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
    ///
    /// Where it cannot, the table is made anew: of the one that `copy_from` gives, else by [`Batch::rebuilt`] of the one
    /// that is there.
    pub(crate) fn sql(&self, dialect: &dyn Dialect, context: &Context) -> Result<Vec<Statement>, Unsupported> {
        if !self.needs_new_table(dialect, None) {
            return self.in_place(dialect, context);
        }
        let mut statements = self.at_once(dialect, context)?;
        statements.extend(self.rebuilt(dialect, context, None)?);
        Ok(statements)
    }

    /// Whether it depends on the table that is there how the batch is carried out.
    pub fn depends_on_table(&self, dialect: &dyn Dialect) -> bool {
        let drops = |operation: &Operation| matches!(operation, Operation::DropColumn(_));
        self.needs_new_table(dialect, None) || self.recreate == Recreate::Auto && self.operations.iter().any(drops)
    }

    /// Whether the table has to be made anew; `table` is the one that is there, if it is known.
    pub fn needs_new_table(&self, dialect: &dyn Dialect, table: Option<&Table>) -> bool {
        match self.recreate {
            Recreate::Always => !dialect.facts().alters_constraints,
            Recreate::Never => false,
            Recreate::Auto => {
                !dialect.facts().alters_constraints
                    && self.operations.iter().any(|operation| {
                        matches!(in_place(dialect, operation), InPlace::No)
                            || table.is_some_and(|table| keeps_from_dropping(table, operation))
                    })
            }
        }
    }

    /// The statements that do not wait for the end of the block.
    pub fn at_once(&self, dialect: &dyn Dialect, context: &Context) -> Result<Vec<Statement>, Unsupported> {
        let mut statements = Vec::new();
        for operation in self.operations.iter().filter(|operation| is_at_once(operation)) {
            statements.extend(operation.sql(dialect, context)?);
        }
        Ok(statements)
    }

    /// The same without what does not wait.
    #[must_use]
    pub fn without_texts(mut self) -> Self {
        self.operations.retain(|operation| !is_at_once(operation));
        self
    }

    /// Takes out what renames a column and can be done in place: SQLite then renames it in triggers and views, too.
    /// `None`: nothing is to be renamed first.
    pub fn without_renames(&self, dialect: &dyn Dialect, table: &Table) -> Option<(Batch, Batch)> {
        let new_name = |operation: &Operation| match operation {
            Operation::AlterColumn(alter) => alter.new_column_name.clone().map(|to| (alter.column.clone(), to)),
            _ => None,
        };
        let renames: Vec<(Name, Name)> = self.operations.iter().filter_map(new_name).collect();
        let is_taken =
            |name: &Name| table.columns.iter().any(|column| column.name.text.eq_ignore_ascii_case(&name.text));
        if self.copy_from.is_some() || renames.is_empty() || renames.iter().any(|(_, to)| is_taken(to)) {
            return None;
        }
        let renaming =
            renames.iter().map(|(from, to)| Operation::AlterColumn(AlterColumn::renaming(&self.table, from, to)));
        let first = Batch { operations: renaming.collect(), ..self.clone() };
        let mut rest = self.clone();
        for (from, to) in &renames {
            let renamed = RenamedColumn { dialect, from, to };
            rest.operations.iter_mut().for_each(|operation| with_new_name(operation, &renamed));
        }
        Some((first, rest))
    }

    /// Returns the operations of a batch that needs no new table.
    pub fn in_place(&self, dialect: &dyn Dialect, context: &Context) -> Result<Vec<Statement>, Unsupported> {
        let rebuilds_alone = !dialect.facts().alters_constraints;
        let is_placed = |operation: &Operation| matches!(operation, Operation::AddColumn(add) if add.insert_before.is_some() || add.insert_after.is_some());
        if self.operations.iter().any(is_placed) {
            return Err(refusal(
                "alembic.util.CommandError",
                "Can't specify insert_before or insert_after when using ALTER; please specify recreate='always'",
            ));
        }
        let mut statements = self.at_once(dialect, context)?;
        for operation in self.operations.iter().filter(|operation| !is_at_once(operation)) {
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

    pub(crate) fn needs_database(&self, dialect: &dyn Dialect) -> Unsupported {
        refusal(
            "alembic.util.CommandError",
            format!(
                "This operation cannot proceed in --sql mode; batch mode with dialect {} requires a live database \
                 connection with which to reflect the table \"{}\". To generate a batch SQL migration script using table \
                 \"move and copy\", a complete Table object should be passed to the \"copy_from\" argument of the \
                 batch_alter_table() method so that table reflection can be skipped.",
                dialect.facts().name,
                self.table.name
            ),
        )
    }
}

fn is_at_once(operation: &Operation) -> bool {
    matches!(operation, Operation::Execute(_))
}

/// Whether SQLite refuses to drop the column in place: something of the table speaks of it.
fn keeps_from_dropping(table: &Table, operation: &Operation) -> bool {
    let Operation::DropColumn(DropColumn { column, .. }) = operation else { return false };
    let in_column = |other: &Column| matches!(&other.fill, Fill::Computed { expression, .. } if spoken_of::in_expression(expression, column));
    table.constraints.iter().any(|constraint| spoken_of::in_constraint(constraint, column))
        || table.indexes.iter().any(|index| spoken_of::in_index(index, column))
        || table.columns.iter().any(in_column)
}

/// Operations of a batch know a column by the name that it had before.
fn with_new_name(operation: &mut Operation, renamed: &RenamedColumn<'_>) {
    match operation {
        Operation::AlterColumn(alter) => {
            renamed.in_name(&mut alter.column);
            alter.new_column_name = None;
        }
        Operation::DropColumn(drop) => renamed.in_name(&mut drop.column),
        Operation::AddColumn(add) => {
            add.insert_before.iter_mut().chain(&mut add.insert_after).for_each(|name| renamed.in_name(name));
        }
        Operation::CreateConstraint(create) => renamed.in_constraint(&mut create.definition),
        Operation::CreateIndex(create) => renamed.in_index(&mut create.index),
        _ => {}
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
