//! A table made anew in the place of the old one, where ALTER TABLE cannot change it: SQLite's move and copy.

use schema::{ColumnType, Expression, Name, Table, TableName};

use crate::ddl::{CheckFirst, Design, IfExists, IfNotExists, boolean_option, create_table, drop_table, rename_table};
use crate::query::ddl_expression;
use crate::quote::{quote_name, quote_table, text_literal};
use crate::types::{TypeKind, kind_of, type_text};
use crate::{Context, Dialect, Statement, Unsupported};

/// The values of one column on their way to the new table.
#[derive(Clone, Debug)]
pub struct Transfer {
    pub from: Name,
    pub to: Name,
    /// The new type, where SQLAlchemy would convert the values to it.
    pub cast: Option<ColumnType>,
}

/// What takes the place of a table.
#[derive(Clone, Debug)]
pub struct Recreation {
    /// The new table under its own name.
    pub table: Table,
    pub transfers: Vec<Transfer>,
    /// Statements that create the triggers that went with the old table.
    pub triggers: Vec<String>,
    /// Whether the counter of AUTOINCREMENT goes on where it was.
    pub keeps_counter: bool,
}

impl Recreation {
    /// Returns the statements: create, copy, drop, rename, and what stands on the table.
    pub fn sql(&self, dialect: &dyn Dialect, context: &Context) -> Result<Vec<Statement>, Unsupported> {
        let name = &self.table.name;
        let temporary = TableName { namespace: name.namespace.clone(), name: temporary_name(&name.name) };
        let made = Table { name: temporary.clone(), indexes: Vec::new(), ..self.table.clone() };
        let mut statements = create_table(dialect, context, &made, IfNotExists::No, CheckFirst::No)?;
        statements.extend(self.copy(dialect, &temporary)?);
        if self.keeps_counter {
            statements.extend(copy_counter(dialect, name, &temporary));
        }
        statements.push(drop_table(dialect, name, IfExists::No));
        statements.push(rename_table(dialect, &temporary, &name.name));
        let design = Design::of(dialect, context, &self.table)?;
        for index in &self.table.indexes {
            statements.push(Statement::plain(dialect.ddl().create_index(&design, index, IfNotExists::No)?));
        }
        statements.extend(self.triggers.iter().map(|trigger| Statement::plain(trigger.clone())));
        Ok(statements)
    }

    fn copy(&self, dialect: &dyn Dialect, temporary: &TableName) -> Result<Option<Statement>, Unsupported> {
        if self.transfers.is_empty() {
            return Ok(None);
        }
        let source = quote_table(dialect, &self.table.name);
        let mut targets = Vec::new();
        let mut values = Vec::new();
        for Transfer { from, to, cast } in &self.transfers {
            let value = format!("{source}.{}", quote_name(dialect, from));
            targets.push(quote_name(dialect, to));
            values.push(match cast {
                Some(kind) => {
                    format!("CAST({value} AS {}) AS {}", type_text(dialect, kind)?, quote_name(dialect, from))
                }
                None => value,
            });
        }
        Ok(Some(Statement::plain(format!(
            "INSERT INTO {} ({}) SELECT {} \nFROM {source}",
            quote_table(dialect, temporary),
            targets.join(", "),
            values.join(", ")
        ))))
    }
}

/// Alembic's name of the new table until the old one is gone.
pub fn temporary_name(table: &Name) -> Name {
    const LONGEST: usize = 50;
    format!("_alembic_tmp_{}", table.text).chars().take(LONGEST).collect::<String>().into()
}

/// Whether SQLAlchemy converts values of one type to the other: types of one affinity are left alone, and JSON is text.
pub fn is_cast(dialect: &dyn Dialect, from: &ColumnType, to: &ColumnType) -> bool {
    let affinity = |kind: TypeKind| match kind {
        TypeKind::SmallInteger | TypeKind::BigInteger => TypeKind::Integer,
        TypeKind::Enum => TypeKind::Text,
        kind => kind,
    };
    let (from, to) = (affinity(kind_of(dialect, from)), affinity(kind_of(dialect, to)));
    from != to && to != TypeKind::Json
}

/// Whether two conditions of CHECKs are written alike, but for spaces, quotes and letters.
pub fn is_same_condition(dialect: &dyn Dialect, one: &Expression, other: &Expression) -> bool {
    let letters = |expression: &Expression| {
        let text = ddl_expression(dialect, expression).ok()?;
        Some(text.replace([' ', '"', '`', '\n'], "").to_ascii_lowercase())
    };
    letters(one).is_some_and(|one| letters(other) == Some(one))
}

/// Whether a table's only key counts up and never takes a number twice.
pub fn counts_for_ever(table: &Table) -> bool {
    boolean_option(&table.options, "sqlite_autoincrement") == Some(true)
}

/// DROP TABLE forgets the counter; the renamed table brings its own.
fn copy_counter(dialect: &dyn Dialect, from: &TableName, to: &TableName) -> [Statement; 2] {
    let namespace = from.namespace.as_ref().map(|name| format!("{}.", quote_name(dialect, name))).unwrap_or_default();
    let [old, new] = [from, to].map(|table| text_literal(dialect, &table.name.text));
    [
        Statement::plain(format!("DELETE FROM {namespace}sqlite_sequence WHERE name = {new}")),
        Statement::plain(format!(
            "INSERT INTO {namespace}sqlite_sequence (name, seq) SELECT {new}, seq FROM {namespace}sqlite_sequence WHERE \
             name = {old}"
        )),
    ]
}
