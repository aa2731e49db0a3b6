//! The new table while it is being worked out.

use std::collections::HashMap;

use dialect::ddl::{Transfer, index_of_column};
use dialect::quote::quote_name;
use dialect::sqlite::{mentions, renamed};
use dialect::{Context, Dialect, Original, Unsupported, named_constraint};
use schema::{
    Column, ColumnType, Constraint, ConstraintName, Expression, Fill, ForeignKey, Index, IndexPart, Name, Table,
    TableName, Text, Unique,
};
use serde_json::Value as Json;

use super::order::Order;
use crate::Batch;

/// A column of the new table, known by the name that it has in the old one, or that it was added under.
pub(super) struct Slot {
    pub key: Name,
    pub column: Column,
    /// Where its values come from; a new column has none.
    pub source: Option<Source>,
}

pub(super) struct Source {
    pub column_type: ColumnType,
    pub cast: Option<ColumnType>,
}

pub(super) struct Draft<'a> {
    pub dialect: &'a dyn Dialect,
    pub context: &'a Context,
    /// Name, options and prefixes; the rest is below.
    pub table: Table,
    pub slots: Vec<Slot>,
    pub order: Order,
    pub constraints: Vec<Constraint>,
    pub indexes: Vec<Index>,
    pub new_indexes: Vec<Index>,
    pub dropped: Vec<Name>,
}

impl<'a> Draft<'a> {
    /// Begins with the table as it is.
    pub fn of(
        batch: &Batch,
        dialect: &'a dyn Dialect,
        context: &'a Context,
        original: &Original,
    ) -> Result<Self, Unsupported> {
        let mut table = batch.copy_from.as_deref().unwrap_or(&original.table).clone();
        if let Some(given) = &batch.reflected {
            replace_columns(&mut table, given);
        }
        let mut columns = std::mem::take(&mut table.columns);
        let mut constraints = std::mem::take(&mut table.constraints);
        let mut indexes = std::mem::take(&mut table.indexes);
        for column in &mut columns {
            constraints.extend(taken_constraints(column));
            if std::mem::take(&mut column.index) {
                indexes.insert(0, index_of_column(column));
            }
        }
        name_unnamed(batch, &table.name, &mut constraints)?;
        if let Some(given) = &batch.table_arguments {
            columns.extend(given.columns.iter().cloned());
            constraints.extend(given.constraints.iter().cloned());
            indexes.extend(given.indexes.iter().cloned());
            table.options.extend(given.options.clone());
        }
        let added = batch.table_arguments.as_ref().map_or(0, |given| given.columns.len());
        let existing = columns.len() - added;
        let slots: Vec<Slot> = columns
            .into_iter()
            .enumerate()
            .map(|(place, column)| Slot::of(column, place < existing, original))
            .collect();
        let order = Order::of(slots.iter().map(|slot| slot.key.clone()), &batch.partial_reordering);
        Ok(Self {
            dialect,
            context,
            table,
            slots,
            order,
            constraints,
            indexes,
            new_indexes: Vec::new(),
            dropped: Vec::new(),
        })
    }

    /// Returns the table, the way of its rows, and its indexes.
    pub fn finish(mut self) -> Result<(Table, Vec<Transfer>, Vec<Index>), Unsupported> {
        self.leave_out_what_speaks_of_dropped_columns();
        self.sort_columns()?;
        let names: HashMap<String, Name> =
            self.slots.iter().map(|slot| (slot.key.text.clone(), slot.column.name.clone())).collect();
        let renames = Renames { names, dialect: self.dialect };
        for constraint in &mut self.constraints {
            renames.in_constraint(&self.table.name, constraint);
        }
        self.constraints.sort_by_key(|constraint| constraint.name().given().is_none());
        let mut indexes = self.indexes;
        indexes.extend(self.new_indexes);
        indexes.iter_mut().for_each(|index| renames.in_index(index));
        for slot in &mut self.slots {
            renames.in_column(&mut slot.column);
        }
        let transfers = self.slots.iter().filter_map(Slot::transfer).collect();
        let columns = self.slots.into_iter().map(|slot| slot.column).collect();
        Ok((Table { columns, constraints: self.constraints, indexes: Vec::new(), ..self.table }, transfers, indexes))
    }

    fn sort_columns(&mut self) -> Result<(), Unsupported> {
        let names: Vec<&str> = self.slots.iter().map(|slot| slot.key.text.as_str()).collect();
        let places = self.order.sorted(&names)?;
        let mut slots: Vec<Option<Slot>> = std::mem::take(&mut self.slots).into_iter().map(Some).collect();
        self.slots = places.into_iter().filter_map(|place| slots[place].take()).collect();
        Ok(())
    }

    /// As a server does that drops a column: what speaks of it goes with it.
    fn leave_out_what_speaks_of_dropped_columns(&mut self) {
        let dropped = std::mem::take(&mut self.dropped);
        let is_dropped = |name: &Name| dropped.iter().any(|dropped| dropped.text == name.text);
        let speaks_of_dropped = |expression: &Expression| {
            text_of(expression).is_some_and(|text| dropped.iter().any(|name| mentions(text, &name.text)))
        };
        for constraint in &mut self.constraints {
            if let Constraint::PrimaryKey(key) = constraint {
                key.columns.retain(|name| !is_dropped(name));
            }
        }
        self.constraints.retain(|constraint| match constraint {
            Constraint::PrimaryKey(key) => !key.columns.is_empty(),
            Constraint::Unique(unique) => !unique.columns.iter().any(is_dropped),
            Constraint::ForeignKey(key) => !key.columns.iter().any(is_dropped),
            Constraint::Check(check) => !speaks_of_dropped(&check.condition),
            Constraint::Exclude(_) => true,
        });
        self.indexes.retain(|index| {
            let filter = index.options.get("sqlite_where").and_then(expression_of);
            !filter.is_some_and(|filter| speaks_of_dropped(&filter))
                && !index.parts.iter().any(|part| match part {
                    IndexPart::Column(name) => is_dropped(name),
                    IndexPart::Expression(expression) => speaks_of_dropped(expression),
                })
        });
    }
}

impl Slot {
    fn of(column: Column, is_there: bool, original: &Original) -> Self {
        let column_type = column.column_type.clone();
        let mut slot =
            Self { key: column.name.clone(), source: is_there.then_some(Source { column_type, cast: None }), column };
        // Until the type is changed it stays as it was declared.
        if let Some(spec) = original.declared_types.get(&slot.key.text) {
            slot.column.column_type =
                ColumnType::UserDefined { spec: spec.clone(), python: String::new(), module: String::new() };
        }
        slot
    }

    /// A generated column makes its values itself.
    fn transfer(&self) -> Option<Transfer> {
        let source = self.source.as_ref()?;
        let is_generated = matches!(self.column.fill, Fill::Computed { .. });
        (!is_generated).then(|| Transfer {
            from: self.key.clone(),
            to: self.column.name.clone(),
            cast: source.cast.clone(),
        })
    }
}

/// `reflect_args`: a column that is given stands for the one that is found.
fn replace_columns(table: &mut Table, given: &Table) {
    for column in &given.columns {
        match table.columns.iter_mut().find(|known| known.name.text == column.name.text) {
            Some(known) => *known = column.clone(),
            None => table.columns.push(column.clone()),
        }
    }
    table.constraints.extend(given.constraints.iter().cloned());
}

/// Takes the constraints that a column brings along by its own words, but for CHECKs, which stand with it.
fn taken_constraints(column: &mut Column) -> Vec<Constraint> {
    let columns = || vec![column.name.clone()];
    let mut taken = Vec::new();
    if column.unique && !column.index {
        taken.push(Constraint::Unique(Unique { columns: columns(), ..Unique::default() }));
    }
    for key in &column.foreign_keys {
        taken.push(Constraint::ForeignKey(ForeignKey { columns: columns(), ..key.clone() }));
    }
    column.foreign_keys.clear();
    column.unique = column.unique && column.index;
    taken
}

/// `naming_convention=`: constraints that were found without a name can be dropped by the one it gives them.
fn name_unnamed(batch: &Batch, table: &TableName, constraints: &mut [Constraint]) -> Result<(), Unsupported> {
    if batch.naming_convention.patterns.is_empty() {
        return Ok(());
    }
    for constraint in constraints.iter_mut().filter(|constraint| constraint.name().given().is_none()) {
        if !matches!(constraint, Constraint::Check(_)) {
            let name = named_constraint(&batch.naming_convention, table, constraint)?;
            constraint.set_name(name);
        }
    }
    Ok(())
}

fn text_of(expression: &Expression) -> Option<&str> {
    match expression {
        Expression::Text(Text { sql, .. }) | Expression::Raw { sql } => Some(sql),
        Expression::Ordered { of, .. } => text_of(of),
        _ => None,
    }
}

fn expression_of(json: &Json) -> Option<Expression> {
    serde_json::from_value(json.clone()).ok()
}

/// The names that columns have in the new table.
struct Renames<'a> {
    /// By the old ones.
    names: HashMap<String, Name>,
    dialect: &'a dyn Dialect,
}

impl Renames<'_> {
    fn in_names(&self, names: &mut [Name]) {
        for name in names {
            if let Some(new) = self.names.get(&name.text) {
                *name = new.clone();
            }
        }
    }

    fn in_constraint(&self, table: &TableName, constraint: &mut Constraint) {
        match constraint {
            Constraint::PrimaryKey(key) => self.in_names(&mut key.columns),
            Constraint::Unique(unique) => self.in_names(&mut unique.columns),
            Constraint::ForeignKey(key) => {
                self.in_names(&mut key.columns);
                if key.referred_table.name.text.eq_ignore_ascii_case(&table.name.text) {
                    self.in_names(&mut key.referred_columns);
                }
            }
            Constraint::Check(check) => self.in_expression(&mut check.condition),
            Constraint::Exclude(_) => {}
        }
    }

    fn in_column(&self, column: &mut Column) {
        if let Fill::Computed { expression, .. } = &mut column.fill {
            self.in_expression(expression);
        }
        column.checks.iter_mut().for_each(|check| self.in_expression(&mut check.condition));
    }

    fn in_index(&self, index: &mut Index) {
        for part in &mut index.parts {
            match part {
                IndexPart::Column(name) => self.in_names(std::slice::from_mut(name)),
                IndexPart::Expression(expression) => self.in_expression(expression),
            }
        }
        if let Some(filter) = index.options.get_mut("sqlite_where")
            && let Some(mut expression) = expression_of(filter)
        {
            self.in_expression(&mut expression);
            *filter = serde_json::to_value(expression).unwrap_or_default();
        }
    }

    fn in_expression(&self, expression: &mut Expression) {
        match expression {
            Expression::Text(Text { sql, .. }) | Expression::Raw { sql } => {
                for (old, new) in self.names.iter().filter(|(old, new)| **old != new.text) {
                    *sql = renamed(sql, old, &quote_name(self.dialect, new));
                }
            }
            Expression::Ordered { of, .. } => self.in_expression(of),
            Expression::Column { name, table: None, .. } => self.in_names(std::slice::from_mut(name)),
            _ => {}
        }
    }
}

/// Whether two names of constraints or indexes are the same.
pub(super) fn is_same_name(one: &ConstraintName, other: &ConstraintName) -> bool {
    one.given().zip(other.given()).is_some_and(|(one, other)| one.text == other.text)
}
