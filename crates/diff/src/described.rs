//! A table with what its flags, its foreign keys and its naming convention amount to.

use dialect::ddl::{Design, index_of_column};
use dialect::naming;
use operation::{CreateTable, DropTable};
use schema::{
    Column, Constraint, ConstraintName, ForeignKey, Index, IndexPart, Name, PrimaryKey, Sequence, Table, TableName,
    Unique,
};

use crate::comparison::Comparison;

/// A table of one side.
pub(crate) struct Described {
    /// As it is created: without its indexes, which are created by themselves.
    pub table: Table,
    /// The columns of the primary key.
    pub key: Vec<Name>,
    /// The column that counts up by itself.
    pub counting: Option<Name>,
    pub uniques: Vec<Unique>,
    pub indexes: Vec<Index>,
    /// Those of the table and those of its columns.
    pub foreign_keys: Vec<ForeignKey>,
    /// The sequences that columns of the database own and draw from.
    pub serials: Vec<(Name, Sequence)>,
}

impl Described {
    pub fn of(comparison: &Comparison<'_>, mut table: Table) -> Self {
        let (key, counting) = match Design::of(comparison.context.dialect, &comparison.naming, &table) {
            Ok(design) => (design.key.columns().iter().copied().cloned().collect(), design.counting.cloned()),
            Err(_) => (Vec::new(), None),
        };
        let uniques = uniques_of(comparison, &table);
        let foreign_keys = foreign_keys_of(comparison, &table);
        let indexes = take_indexes(comparison, &mut table);
        Self { table, key, counting, uniques, indexes, foreign_keys, serials: Vec::new() }
    }

    pub fn name(&self) -> &TableName {
        &self.table.name
    }

    pub fn column(&self, name: &Name) -> Option<&Column> {
        self.table.columns.iter().find(|column| column.name.text == name.text)
    }

    /// Returns the sequence that a column of the database owns and draws from.
    pub fn serial(&self, column: &Name) -> Option<&Sequence> {
        self.serials.iter().find(|(name, _)| name.text == column.text).map(|(_, sequence)| sequence)
    }

    /// Returns what creates the table, without the keys that are created later. Alembic leaves sequences alone: a key
    /// that draws from one becomes SERIAL.
    pub fn creation(&self, is_later: impl Fn(&ForeignKey) -> bool) -> CreateTable {
        let mut table = self.table.clone();
        for column in &mut table.columns {
            column.sequence = None;
        }
        take_keys(&mut table, is_later);
        CreateTable { table, if_not_exists: false, types_checkfirst: false }
    }

    /// Returns what drops the table.
    pub fn removal(&self) -> DropTable {
        let (table, options) = (self.table.name.clone(), self.table.options.clone());
        DropTable { table, if_exists: false, options, types: Vec::new() }
    }

    /// Returns the primary key with all its columns.
    pub fn primary_key(&self) -> Option<PrimaryKey> {
        if self.key.is_empty() {
            return None;
        }
        let written = self.table.constraints.iter().rev().find_map(|constraint| match constraint {
            Constraint::PrimaryKey(key) => Some(key.clone()),
            Constraint::Unique(_) | Constraint::ForeignKey(_) | Constraint::Check(_) | Constraint::Exclude(_) => None,
        });
        Some(PrimaryKey { columns: self.key.clone(), ..written.unwrap_or_default() })
    }

    /// Returns whether a column belongs to the primary key.
    pub fn holds_in_key(&self, column: &Column) -> bool {
        self.key.iter().any(|name| name.text == column.name.text)
    }
}

/// Takes foreign keys off a table.
pub(crate) fn take_keys(table: &mut Table, is_taken: impl Fn(&ForeignKey) -> bool) {
    for column in &mut table.columns {
        column.foreign_keys.retain(|key| !is_taken(key));
    }
    table.constraints.retain(|constraint| !matches!(constraint, Constraint::ForeignKey(key) if is_taken(key)));
}

/// Returns the name after the naming convention; a name that the convention cannot make is none.
fn applied(comparison: &Comparison<'_>, subject: &naming::Subject<'_>, name: &ConstraintName) -> ConstraintName {
    subject.applied(&comparison.naming, name).unwrap_or_else(|_| name.clone())
}

pub(crate) fn uniques_of(comparison: &Comparison<'_>, table: &Table) -> Vec<Unique> {
    let flagged = table.columns.iter().filter(|column| column.unique && !column.index);
    let of_columns = flagged.map(|column| Unique { columns: vec![column.name.clone()], ..Unique::default() });
    let written = table.constraints.iter().filter_map(|constraint| match constraint {
        Constraint::Unique(unique) => Some(unique.clone()),
        Constraint::PrimaryKey(_) | Constraint::ForeignKey(_) | Constraint::Check(_) | Constraint::Exclude(_) => None,
    });
    let named = |unique: Unique| {
        let columns = unique.columns.iter().collect();
        let subject = naming::Subject { kind: naming::Kind::Unique, table: &table.name, columns, referred: None };
        Unique { name: applied(comparison, &subject, &unique.name), ..unique }
    };
    of_columns.chain(written).map(named).collect()
}

fn foreign_keys_of(comparison: &Comparison<'_>, table: &Table) -> Vec<ForeignKey> {
    let of_columns = table.columns.iter().flat_map(|column| {
        let columns = || vec![column.name.clone()];
        column.foreign_keys.iter().map(move |key| ForeignKey { columns: columns(), ..key.clone() })
    });
    let written = table.constraints.iter().filter_map(|constraint| match constraint {
        Constraint::ForeignKey(key) => Some(key.clone()),
        Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Check(_) | Constraint::Exclude(_) => None,
    });
    let named = |key: ForeignKey| {
        let subject = naming::Subject {
            kind: naming::Kind::ForeignKey,
            table: &table.name,
            columns: key.columns.iter().collect(),
            referred: Some((&key.referred_table, &key.referred_columns)),
        };
        ForeignKey { name: applied(comparison, &subject, &key.name), ..key }
    };
    of_columns.chain(written).map(named).collect()
}

/// Takes the indexes off the table, and the flags that stand for them.
fn take_indexes(comparison: &Comparison<'_>, table: &mut Table) -> Vec<Index> {
    let mut indexes: Vec<Index> = table.columns.iter().filter(|column| column.index).map(index_of_column).collect();
    indexes.append(&mut table.indexes);
    for column in table.columns.iter_mut().filter(|column| column.index) {
        column.index = false;
        column.unique = false;
    }
    for index in &mut indexes {
        let columns = index
            .parts
            .iter()
            .filter_map(|part| match part {
                IndexPart::Column(name) => Some(name),
                IndexPart::Expression(_) => None,
            })
            .collect();
        let subject = naming::Subject { kind: naming::Kind::Index, table: &table.name, columns, referred: None };
        index.name = applied(comparison, &subject, &index.name);
    }
    indexes
}
