//! CREATE TABLE and DROP TABLE.

use schema::{Constraint, Index, IndexPart, Table, TableName};

use crate::ddl::column::own_checks;
use crate::ddl::comment::{column_comment, table_comment};
use crate::ddl::constraint::{Implicit, Subject, constraints_of_column, is_of_column, key_text, text_of};
use crate::ddl::{CheckFirst, Design, IfExists, IfNotExists};
use crate::dialect::Comments;
use crate::quote::quote_table;
use crate::{Context, Dialect, Statement, Unsupported};

/// Returns the statements that create a table: its types, the table, its indexes, its comments.
pub fn create_table(
    dialect: &dyn Dialect,
    context: &Context,
    table: &Table,
    if_not_exists: IfNotExists,
    types: CheckFirst,
) -> Result<Vec<Statement>, Unsupported> {
    let design = Design::of(dialect, context, table)?;
    let mut statements = dialect.ddl().create_types(&design, types)?;
    statements.push(Statement::plain(table_text(&design, table, if_not_exists)?));
    for index in indexes_of(table) {
        statements.push(Statement::plain(dialect.ddl().create_index(&design, &index, IfNotExists::No)?));
    }
    if dialect.facts().comments == Comments::Statement {
        if let Some(comment) = &table.comment {
            statements.push(table_comment(dialect, &table.name, Some(comment)));
        }
        for column in &table.columns {
            if let Some(comment) = &column.comment {
                statements.push(column_comment(dialect, &table.name, &column.name, comment));
            }
        }
    }
    Ok(statements)
}

/// Returns `DROP TABLE`.
pub fn drop_table(dialect: &dyn Dialect, table: &TableName, if_exists: IfExists) -> Statement {
    Statement::plain(format!("\nDROP TABLE {}{}", if_exists.words(), quote_table(dialect, table)))
}

fn table_text(design: &Design<'_>, table: &Table, if_not_exists: IfNotExists) -> Result<String, Unsupported> {
    let dialect = design.dialect;
    let prefixes: String = table.prefixes.iter().map(|prefix| format!("{prefix} ")).collect();
    let mut text = format!("\nCREATE {prefixes}TABLE {}{} (", if_not_exists.words(), quote_table(dialect, &table.name));
    let mut parts = Vec::new();
    for column in &table.columns {
        let written = dialect.ddl().column(design, column).and_then(|text| Ok(text + &own_checks(design, column)?));
        parts.push(written.map_err(|error| located(error, table, &column.name.text))?);
    }
    let constraints = constraint_texts(design, table)?;
    if !constraints.is_empty() {
        parts.push(constraints.join(", \n\t"));
    }
    if !parts.is_empty() {
        text.push_str("\n\t");
        text.push_str(&parts.join(", \n\t"));
    }
    text.push_str(&format!("\n){}\n\n", dialect.ddl().table_options(design)?));
    Ok(text)
}

/// SQLAlchemy says where a type could not be written.
fn located(mut error: Unsupported, table: &Table, column: &str) -> Unsupported {
    if error.exception.starts_with("sqlalchemy.exc.") && error.exception.ends_with("CompileError")
        || error.exception.ends_with("UnsupportedCompilationError")
    {
        error.message = format!("(in table '{}', column '{column}'): {}", table.name.name, error.message);
        error.exception = "sqlalchemy.exc.CompileError";
    }
    error
}

/// The primary key comes first, then the written constraints, then those of the columns.
fn constraint_texts(design: &Design<'_>, table: &Table) -> Result<Vec<String>, Unsupported> {
    let dialect = design.dialect;
    let subject = Subject::of_design(design);
    let beside_columns =
        |constraint: &&Constraint| !matches!(constraint, Constraint::PrimaryKey(_)) && !is_of_column(constraint);
    let written = table.constraints.iter().filter(beside_columns);
    let of_columns = table.columns.iter().flat_map(|column| constraints_of_column(dialect, table, column));
    let mut texts: Vec<String> = key_text(design)?.into_iter().collect();
    for constraint in written.map(Implicit::Written).chain(of_columns) {
        let (constraint, checked_column) = match &constraint {
            Implicit::Written(constraint) => (*constraint, None),
            Implicit::Made(constraint) => (constraint, None),
            Implicit::OfType(constraint, column) => (constraint, Some(*column)),
        };
        let waits_for_alter = matches!(constraint, Constraint::ForeignKey(key) if key.use_alter);
        if waits_for_alter && dialect.facts().alters_constraints {
            continue;
        }
        texts.extend(text_of(&subject, constraint, checked_column)?);
    }
    Ok(texts)
}

/// Returns the indexes of a table: those of `Column(index=True)` first.
fn indexes_of(table: &Table) -> Vec<Index> {
    let of_columns = table.columns.iter().filter(|column| column.index).map(index_of_column);
    of_columns.chain(table.indexes.iter().cloned()).collect()
}

/// Returns the index that `Column(index=True)` asks for.
pub fn index_of_column(column: &schema::Column) -> Index {
    Index {
        name: schema::ConstraintName::None,
        parts: vec![IndexPart::Column(column.name.clone())],
        unique: column.unique,
        options: schema::Options::new(),
    }
}
