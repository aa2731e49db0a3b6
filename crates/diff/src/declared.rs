//! The CHECKs and EXCLUDEs of a table, wherever they are declared.

use dialect::ddl::type_check;
use dialect::naming::{Kind, Subject};
use schema::{Check, Column, Constraint, Exclude, Name, Table};

use crate::comparison::Comparison;

/// A CHECK with the name that a convention makes.
#[derive(Clone, Debug)]
pub(crate) struct DeclaredCheck {
    pub check: Check,
    pub of: Of,
}

impl DeclaredCheck {
    /// Returns the columns that a convention may name it after.
    pub fn columns(&self) -> Vec<Name> {
        match &self.of {
            Of::Table => Vec::new(),
            Of::Column(column) | Of::Type(column) => vec![column.clone()],
        }
    }
}

/// Who declares a CHECK.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    Table,
    /// It is written behind this column, and comes with it.
    Column(Name),
    /// The type of this column makes it: Boolean or Enum with `create_constraint=True`.
    Type(Name),
}

/// Returns the CHECKs of a table.
pub(crate) fn checks(comparison: &Comparison<'_>, table: &Table) -> Vec<DeclaredCheck> {
    let written = table.constraints.iter().filter_map(|constraint| match constraint {
        Constraint::Check(check) => Some(DeclaredCheck { check: check.clone(), of: Of::Table }),
        Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::ForeignKey(_) | Constraint::Exclude(_) => None,
    });
    let of_column = |column: &Column| {
        let checks = column.checks.iter().cloned();
        let written = checks.map(|check| DeclaredCheck { check, of: Of::Column(column.name.clone()) });
        let made = type_check(comparison.context.dialect, &column.name, &column.column_type);
        let made = made.map(|check| DeclaredCheck { check, of: Of::Type(column.name.clone()) });
        written.chain(made).collect::<Vec<_>>()
    };
    let named = |mut declared: DeclaredCheck| {
        let columns = declared.columns();
        let subject =
            Subject { kind: Kind::Check, table: &table.name, columns: columns.iter().collect(), referred: None };
        if let Ok(name) = subject.applied(&comparison.naming, &declared.check.name) {
            declared.check.name = name;
        }
        declared
    };
    written.chain(table.columns.iter().flat_map(of_column)).map(named).collect()
}

/// Returns the EXCLUDEs of a table.
pub(crate) fn excludes<'t>(table: &'t Table) -> Vec<&'t Exclude> {
    let exclude = |constraint: &'t Constraint| match constraint {
        Constraint::Exclude(exclude) => Some(exclude),
        Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::ForeignKey(_) | Constraint::Check(_) => None,
    };
    table.constraints.iter().filter_map(exclude).collect()
}
