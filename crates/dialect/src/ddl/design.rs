//! What a table's parts amount to together: its primary key and the column that counts up by itself.

use schema::{Autoincrement, Column, ColumnType, Constraint, Fill, Name, Options, PrimaryKey, Table, TableName};

use crate::refusal::argument_error;
use crate::types::{TypeKind, kind_of};
use crate::{Context, Dialect, Unsupported};

/// A table as DDL sees it.
pub struct Design<'a> {
    pub dialect: &'a dyn Dialect,
    pub context: &'a Context,
    pub table: &'a TableName,
    pub columns: Vec<&'a Column>,
    pub options: &'a Options,
    pub comment: Option<&'a str>,
    pub key: Key<'a>,
    /// SERIAL, AUTO_INCREMENT.
    pub counting: Option<&'a Name>,
    /// Columns of the written foreign keys.
    referring: Vec<&'a Name>,
}

/// A table's primary key.
pub enum Key<'a> {
    None,
    /// Made of the columns that say `primary_key=True`.
    OfColumns(Vec<&'a Name>),
    Written(&'a PrimaryKey, Vec<&'a Name>),
}

impl<'a> Key<'a> {
    /// Returns the columns, in order.
    pub fn columns(&self) -> &[&'a Name] {
        match self {
            Self::None => &[],
            Self::OfColumns(columns) | Self::Written(_, columns) => columns,
        }
    }

    /// Returns whether a column belongs to the key.
    pub fn holds(&self, column: &Name) -> bool {
        self.columns().iter().any(|name| name.text == column.text)
    }
}

impl<'a> Design<'a> {
    /// Works out a table.
    pub fn of(dialect: &'a dyn Dialect, context: &'a Context, table: &'a Table) -> Result<Self, Unsupported> {
        let columns: Vec<&Column> = table.columns.iter().collect();
        let key = key_of(&columns, &table.constraints);
        let referring: Vec<&Name> = table
            .constraints
            .iter()
            .filter_map(|constraint| match constraint {
                Constraint::ForeignKey(key) => Some(&key.columns),
                _ => None,
            })
            .flatten()
            .collect();
        let counting = counting_column(dialect, &table.name, &columns, &key, &referring)?;
        let comment = table.comment.as_deref();
        Ok(Self {
            dialect,
            context,
            table: &table.name,
            columns,
            options: &table.options,
            comment,
            key,
            counting,
            referring,
        })
    }

    /// Works out a table of which only the columns that a statement needs are known.
    pub fn partial(
        dialect: &'a dyn Dialect,
        context: &'a Context,
        table: &'a TableName,
        columns: Vec<&'a Column>,
        options: &'a Options,
    ) -> Result<Self, Unsupported> {
        let key = key_of(&columns, &[]);
        let counting = counting_column(dialect, table, &columns, &key, &[])?;
        Ok(Self { dialect, context, table, columns, options, comment: None, key, counting, referring: Vec::new() })
    }

    /// Returns a column by its name.
    pub fn column(&self, name: &Name) -> Option<&'a Column> {
        self.columns.iter().copied().find(|column| column.name.text == name.text)
    }

    /// Returns whether a column is NOT NULL. A member of the key that says `nullable=True` is not.
    pub fn is_required(&self, column: &Column) -> bool {
        !column.nullable
    }

    /// Returns whether a column is part of a foreign key.
    pub fn refers(&self, column: &Column) -> bool {
        refers(column, &self.referring)
    }

    /// Returns whether a column counts up by itself.
    pub fn counts(&self, column: &Column) -> bool {
        self.counting.is_some_and(|name| *name == column.name)
    }
}

fn key_of<'a>(columns: &[&'a Column], constraints: &'a [Constraint]) -> Key<'a> {
    let of_columns =
        || -> Vec<&'a Name> { columns.iter().filter(|column| column.primary_key).map(|column| &column.name).collect() };
    let written = constraints.iter().rev().find_map(|constraint| match constraint {
        Constraint::PrimaryKey(key) => Some(key),
        _ => None,
    });
    match written {
        Some(key) if key.columns.is_empty() => Key::Written(key, of_columns()),
        Some(key) => Key::Written(key, key.columns.iter().collect()),
        None => match of_columns() {
            names if names.is_empty() => Key::None,
            names => Key::OfColumns(names),
        },
    }
}

/// Returns the column that counts up by itself: the only one of the key, if it is an integer that nothing else fills.
fn counting_column<'a>(
    dialect: &dyn Dialect,
    table: &TableName,
    columns: &[&'a Column],
    key: &Key<'a>,
    referring: &[&Name],
) -> Result<Option<&'a Name>, Unsupported> {
    let members: Vec<&'a Column> = key
        .columns()
        .iter()
        .filter_map(|name| columns.iter().copied().find(|column| column.name.text == name.text))
        .collect();
    if let [column] = members[..] {
        return Ok(match column.autoincrement {
            Autoincrement::On => {
                check_counts(dialect, table, column)?;
                Some(&column.name)
            }
            Autoincrement::Auto | Autoincrement::IgnoreFk => {
                counts_by_nature(dialect, column, referring).then_some(&column.name)
            }
            Autoincrement::Off => None,
        });
    }
    let mut counting: Option<&Name> = None;
    for column in members.into_iter().filter(|column| column.autoincrement == Autoincrement::On) {
        check_counts(dialect, table, column)?;
        if let Some(other) = counting.replace(&column.name) {
            return Err(argument_error(format!(
                "Only one Column may be marked autoincrement=True, found both {} and {other}.",
                column.name
            )));
        }
    }
    Ok(counting)
}

fn refers(column: &Column, referring: &[&Name]) -> bool {
    !column.foreign_keys.is_empty() || referring.iter().any(|name| name.text == column.name.text)
}

fn counts_by_nature(dialect: &dyn Dialect, column: &Column, referring: &[&Name]) -> bool {
    let is_filled_otherwise =
        column.client_default || matches!(column.fill, Fill::Default { .. } | Fill::Fetched | Fill::Computed { .. });
    let is_reference = refers(column, referring) && column.autoincrement != Autoincrement::IgnoreFk;
    kind_of(dialect, base_type(&column.column_type)).is_integer() && !is_filled_otherwise && !is_reference
}

fn check_counts(dialect: &dyn Dialect, table: &TableName, column: &Column) -> Result<(), Unsupported> {
    let kind = kind_of(dialect, base_type(&column.column_type));
    let has_no_scale = matches!(&column.column_type, ColumnType::Numeric { scale: Some(0), .. })
        || matches!(&column.column_type, ColumnType::Native(native) if native.integer("scale") == Some(0));
    if kind.is_integer() || (kind == TypeKind::Numeric && has_no_scale) {
        return Ok(());
    }
    let type_text = crate::types::type_text(dialect, &column.column_type)?;
    Err(argument_error(format!(
        "Column type {type_text} on column '{table}.{}' is not compatible with autoincrement=True",
        column.name
    )))
}

/// SQLAlchemy looks at the type itself, not at its variants.
fn base_type(column_type: &ColumnType) -> &ColumnType {
    match column_type {
        ColumnType::Variant { base, .. } => base_type(base),
        plain => plain,
    }
}
