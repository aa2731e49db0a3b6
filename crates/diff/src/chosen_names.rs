//! Gives constraints without a name the one that the server would choose, so that the way back can name it, too.

use std::collections::{BTreeMap, HashSet};

use dialect::named_constraint;
use dialect::query::{Mode, expression_text};
use operation::{CreateConstraint, CreateTable, Operation, name_of_unnamed};
use schema::{Check, Constraint, ConstraintName, Exclude, Expression, ForeignKey, Name, PrimaryKey, Schema, TableName};

use crate::Change;
use crate::comparison::Comparison;
use crate::described::uniques_of;
use crate::names::known_name;
use crate::rules::Parts;
use crate::tables::Tables;
use crate::words::{Word, words};

/// Goes through the changes as the server would, so that a number is given where the server gives one.
///
/// Within `create_table` constraints stay without a name, as Alembic writes them.
pub(crate) fn give(comparison: &Comparison<'_>, before: &Schema, tables: &Tables, changes: &mut [Change]) {
    name_dropped(comparison, tables, changes);
    if !changes.iter().any(|change| unnamed(&change.operation).is_some()) {
        return;
    }
    let columns = columns_of(tables);
    let mut taken = Taken::of(comparison, before);
    for change in changes {
        if let Some(create) = unnamed(&change.operation) {
            let columns = columns.get(&create.table).map(Vec::as_slice).unwrap_or_default();
            if let Some(name) = taken.name_for(&create.table, &create.definition, columns) {
                set_name(&mut change.operation, &name);
                set_name(&mut change.reverse, &name);
            }
        }
        taken.follow(&change.operation);
    }
}

/// A constraint that SQLite holds without a name is dropped by the one that a batch gives it, and comes back with it.
fn name_dropped(comparison: &Comparison<'_>, tables: &Tables, changes: &mut [Change]) {
    if comparison.context.dialect.facts().alters_constraints {
        return;
    }
    for change in changes {
        let (Operation::DropConstraint(drop), Some(create)) = (&mut change.operation, unnamed(&change.reverse)) else {
            continue;
        };
        let before = tables.existing.iter().map(|pair| &pair.before.table).find(|table| table.name == create.table);
        let Some(name) = before.and_then(|before| name_of_unnamed(before, &create.definition)) else { continue };
        (drop.name, drop.is_unnamed) = (name.clone(), true);
        set_name(&mut change.reverse, &name);
    }
}

/// Returns an operation that creates a constraint without a name.
fn unnamed(operation: &Operation) -> Option<&CreateConstraint> {
    let Operation::CreateConstraint(create) = operation else { return None };
    (*create.definition.name() == ConstraintName::None).then_some(create)
}

fn set_name(operation: &mut Operation, name: &ConstraintName) {
    match operation {
        Operation::CreateConstraint(create) => create.definition.set_name(name.clone()),
        Operation::DropConstraint(drop) => drop.name = name.clone(),
        _ => {}
    }
}

fn columns_of(tables: &Tables) -> BTreeMap<&TableName, Vec<&Name>> {
    let models = tables.existing.iter().map(|pair| &pair.after).chain(&tables.added);
    let columns = models.map(|described| (described.name(), &described.table.columns));
    columns.map(|(name, columns)| (name, columns.iter().map(|column| &column.name).collect())).collect()
}

/// A namespace and a name in it.
type Place = (Option<String>, String);

/// The names that are taken while the changes go on.
struct Taken<'c> {
    comparison: &'c Comparison<'c>,
    /// Tables, sequences and indexes, among them those of keys.
    relations: HashSet<Place>,
    /// Constraints: two tables may not share a name by themselves, so the server keeps away from all of them.
    constraints: HashSet<Place>,
}

impl<'c> Taken<'c> {
    fn of(comparison: &'c Comparison<'c>, schema: &Schema) -> Self {
        let mut taken = Self { comparison, relations: HashSet::new(), constraints: HashSet::new() };
        for table in &schema.tables {
            taken.relations.insert(place(&table.name, &table.name.name));
            for constraint in &table.constraints {
                taken.add(&table.name, constraint);
            }
            for index in &table.indexes {
                taken.add_index(&table.name, &index.name);
            }
        }
        let sequences = schema.sequences.iter();
        let sequences = sequences.map(|sequence| (text(sequence.namespace.as_ref()), sequence.name.text.clone()));
        taken.relations.extend(sequences);
        taken
    }

    fn add(&mut self, table: &TableName, constraint: &Constraint) {
        let Some(name) = known_name(self.comparison.context.dialect, constraint.name()) else { return };
        self.constraints.insert(place(table, &name));
        if has_index(constraint) {
            self.relations.insert(place(table, &name));
        }
    }

    fn add_index(&mut self, table: &TableName, name: &ConstraintName) {
        if let Some(name) = known_name(self.comparison.context.dialect, name) {
            self.relations.insert(place(table, &name));
        }
    }

    /// Takes and frees the names that an operation takes and frees.
    fn follow(&mut self, operation: &Operation) {
        match operation {
            Operation::CreateTable(create) => self.follow_table(create),
            Operation::CreateConstraint(create) => self.add(&create.table, &create.definition),
            Operation::DropConstraint(drop) => {
                if let Some(name) = known_name(self.comparison.context.dialect, &drop.name) {
                    self.constraints.remove(&place(&drop.table, &name));
                    self.relations.remove(&place(&drop.table, &name));
                }
            }
            Operation::CreateIndex(create) => self.add_index(&create.table, &create.index.name),
            Operation::DropIndex(drop) => {
                let name = known_name(self.comparison.context.dialect, &drop.name);
                if let (Some(table), Some(name)) = (&drop.table, name) {
                    self.relations.remove(&place(table, &name));
                }
            }
            _ => {}
        }
    }

    fn follow_table(&mut self, create: &CreateTable) {
        let table = &create.table;
        self.relations.insert(place(&table.name, &table.name.name));
        let columns: Vec<&Name> = table.columns.iter().map(|column| &column.name).collect();
        let written_key = table.constraints.iter().any(|constraint| matches!(constraint, Constraint::PrimaryKey(_)));
        let key = (!written_key).then(|| Constraint::PrimaryKey(PrimaryKey::default()));
        let of_columns = table.columns.iter().flat_map(|column| {
            let columns = || vec![column.name.clone()];
            let keys = column.foreign_keys.iter().map(move |key| ForeignKey { columns: columns(), ..key.clone() });
            let checks = column.checks.iter().cloned().map(Constraint::Check);
            keys.map(Constraint::ForeignKey).chain(checks)
        });
        let uniques = uniques_of(self.comparison, table).into_iter().map(Constraint::Unique);
        let is_unique = |constraint: &&Constraint| matches!(constraint, Constraint::Unique(_));
        let written = table.constraints.iter().filter(|constraint| !is_unique(constraint)).cloned();
        let all: Vec<Constraint> = key.into_iter().chain(uniques).chain(written).chain(of_columns).collect();
        for mut constraint in all {
            if let Some(name) = self.name_for(&table.name, &constraint, &columns) {
                constraint.set_name(name);
            }
            self.add(&table.name, &constraint);
        }
    }

    /// Returns the name of a constraint that has none, `None` where it has one. SQLite chooses none, but a batch adds no
    /// constraint without a name, and drops none.
    fn name_for(&self, table: &TableName, constraint: &Constraint, columns: &[&Name]) -> Option<ConstraintName> {
        if *constraint.name() != ConstraintName::None {
            return None;
        }
        // A convention that cannot make the name is an error when the constraint is written.
        match named_constraint(self.comparison.context.naming_convention, table, constraint).ok()? {
            ConstraintName::None => {}
            made => return Some(made),
        }
        let subjects = self.subjects(constraint, columns);
        let relations = has_index(constraint);
        let is_taken = |name: &str| {
            let place = (text(table.namespace.as_ref()), name.to_owned());
            self.constraints.contains(&place) || (relations && self.relations.contains(&place))
        };
        let name = Parts::of(&table.name.text, constraint, &subjects).name(is_taken);
        Some(ConstraintName::Final { name: name.into() })
    }

    /// Returns the columns that a name is made of.
    fn subjects(&self, constraint: &Constraint, columns: &[&Name]) -> Vec<String> {
        let texts = |names: &[Name]| names.iter().map(|name| name.text.clone()).collect();
        match constraint {
            Constraint::PrimaryKey(key) => texts(&key.columns),
            Constraint::Unique(unique) => texts(&unique.columns),
            Constraint::ForeignKey(key) => texts(&key.columns),
            Constraint::Check(check) => self.columns_within(check, columns),
            Constraint::Exclude(exclude) => self.names_of_elements(exclude),
        }
    }

    fn columns_within(&self, check: &Check, columns: &[&Name]) -> Vec<String> {
        let condition =
            expression_text(self.comparison.context.dialect, &check.condition, Mode::Literal).unwrap_or_default();
        let mut found: Vec<String> = Vec::new();
        for word in words(&condition) {
            let Word::Name(name) = word else { continue };
            if columns.iter().any(|column| column.text == name) && !found.contains(&name) {
                found.push(name);
            }
        }
        found
    }

    /// A function lends its name, any other expression is `expr`.
    fn names_of_elements(&self, exclude: &Exclude) -> Vec<String> {
        let name = |expression: &Expression| {
            let text = expression_text(self.comparison.context.dialect, expression, Mode::Literal).unwrap_or_default();
            match &words(&text)[..] {
                [Word::Name(name)] => name.clone(),
                [Word::Name(name), Word::Sign('('), ..] => name.clone(),
                _ => "expr".to_owned(),
            }
        };
        exclude.elements.iter().map(|(expression, _)| name(expression)).collect()
    }
}

fn has_index(constraint: &Constraint) -> bool {
    matches!(constraint, Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Exclude(_))
}

fn place(table: &TableName, name: &Name) -> Place {
    (text(table.namespace.as_ref()), name.text.clone())
}

fn text(name: Option<&Name>) -> Option<String> {
    name.map(|name| name.text.clone())
}
