//! What each operation of a batch makes of the new table.

use dialect::ddl::{index_of_column, is_cast, is_same_condition, type_check};
use dialect::refusal::refusal;
use dialect::{Unsupported, named_constraint, named_index};
use schema::{Check, Constraint, ConstraintName, Index, Name};

use super::draft::{Draft, Slot};
use crate::apply::is_named;
use crate::{AddColumn, AlterColumn, DropColumn, DropConstraint, DropIndex, Operation};

impl Draft<'_> {
    /// Applies one operation.
    pub fn change(&mut self, operation: &Operation) -> Result<(), Unsupported> {
        match operation {
            Operation::AddColumn(operation) => self.add_column(operation),
            Operation::AlterColumn(operation) => self.alter_column(operation),
            Operation::DropColumn(operation) => self.drop_column(operation),
            Operation::CreateConstraint(operation) => self.add_constraint(operation.definition.clone()),
            Operation::DropConstraint(operation) => self.drop_constraint(operation),
            Operation::CreateIndex(operation) => self.create_index(operation.index.clone()),
            Operation::DropIndex(operation) => self.drop_index(operation),
            // SQLite keeps no comments, and texts are executed before the table is looked at.
            Operation::SetTableComment(_) | Operation::Execute(_) => Ok(()),
            other => Err(refusal("NotImplementedError", format!("Can't {} in batch mode", other.directive()))),
        }
    }

    fn slot(&mut self, name: &Name) -> Result<&mut Slot, Unsupported> {
        let table = self.table.name.to_string();
        let found = self.slots.iter_mut().find(|slot| slot.column.name.text == name.text);
        found.ok_or_else(|| refusal("KeyError", format!("there is no column '{name}' in table '{table}'")))
    }

    fn add_column(&mut self, operation: &AddColumn) -> Result<(), Unsupported> {
        let mut column = operation.column.clone();
        let constraints = operation.constraints();
        let check = type_check(self.dialect, &column.name, &column.column_type);
        self.order.add(&column.name, operation.insert_before.as_ref(), operation.insert_after.as_ref());
        if column.index {
            let index = index_of_column(&column);
            self.create_index(index)?;
        }
        (column.unique, column.index) = (false, false);
        if operation.inline_references != Some(true) {
            column.foreign_keys.clear();
        }
        if check.is_some() {
            column.column_type = column.column_type.without_check();
        }
        self.slots.push(Slot { column, source: None });
        for constraint in constraints {
            self.add_constraint(constraint)?;
        }
        check.map_or(Ok(()), |check| self.add_check_of_type(Constraint::Check(check)))
    }

    /// The CHECK of a new column's type needs no name: it comes with the column.
    fn add_check_of_type(&mut self, check: Constraint) -> Result<(), Unsupported> {
        let name = named_constraint(&self.context.naming_convention, &self.table.name, &check)?;
        if name.given().is_some() {
            return self.add_constraint(check);
        }
        self.constraints.push(check);
        Ok(())
    }

    fn alter_column(&mut self, operation: &AlterColumn) -> Result<(), Unsupported> {
        let dialect = self.dialect;
        let old_check = operation
            .existing_type
            .as_ref()
            .filter(|_| operation.column_type.is_some() || operation.new_column_name.is_some())
            .and_then(|old| type_check(dialect, &operation.column, old));
        if let Some(check) = old_check {
            self.forget_check(&check);
        }
        if let Some(name) = &operation.new_column_name {
            self.renames.push((operation.column.clone(), name.clone()));
        }
        let slot = self.slot(&operation.column)?;
        if let Some(nullable) = operation.nullable {
            slot.column.nullable = nullable;
        }
        if let Some(fill) = &operation.server_default {
            slot.column.fill = fill.clone();
        }
        if let Some(autoincrement) = operation.autoincrement {
            slot.column.autoincrement = autoincrement;
        }
        let Some(column_type) = &operation.column_type else { return Ok(()) };
        let check = type_check(dialect, &operation.column, column_type);
        slot.column.column_type =
            if check.is_some() { column_type.clone().without_check() } else { column_type.clone() };
        if let Some(source) = &mut slot.source {
            source.cast = is_cast(dialect, &source.column_type, column_type).then(|| slot.column.column_type.clone());
        }
        check.map_or(Ok(()), |check| self.add_constraint(Constraint::Check(check)))
    }

    fn drop_column(&mut self, operation: &DropColumn) -> Result<(), Unsupported> {
        self.slot(&operation.column)?;
        self.slots.retain(|slot| slot.column.name.text != operation.column.text);
        self.order.drop(&operation.column);
        self.dropped.push(operation.column.clone());
        Ok(())
    }

    fn add_constraint(&mut self, mut constraint: Constraint) -> Result<(), Unsupported> {
        let name = named_constraint(&self.context.naming_convention, &self.table.name, &constraint)?;
        if name.given().is_none() {
            return Err(refusal("ValueError", "Constraint must have a name"));
        }
        constraint.set_name(name);
        if let Constraint::PrimaryKey(key) = &constraint {
            self.constraints.retain(|known| !matches!(known, Constraint::PrimaryKey(_)));
            for slot in &mut self.slots {
                slot.column.primary_key = key.columns.iter().any(|name| name.text == slot.column.name.text);
            }
        }
        self.constraints.retain(|known| !is_named(known.name(), constraint.name()));
        self.constraints.push(constraint);
        Ok(())
    }

    fn drop_constraint(&mut self, operation: &DropConstraint) -> Result<(), Unsupported> {
        let wanted = operation.full_name(self.context)?;
        let Some(name) = wanted.given() else {
            return Err(refusal("ValueError", "Constraint must have a name"));
        };
        if self.drop_check_of_column(&wanted) {
            return Ok(());
        }
        let Some(place) = self.constraints.iter().position(|known| is_named(known.name(), &wanted)) else {
            return Err(refusal("ValueError", format!("No such constraint: '{name}'")));
        };
        if let Constraint::PrimaryKey(_) = self.constraints.remove(place) {
            self.slots.iter_mut().for_each(|slot| slot.column.primary_key = false);
        }
        Ok(())
    }

    /// A `copy_from` table may hold a CHECK with a column.
    fn drop_check_of_column(&mut self, name: &ConstraintName) -> bool {
        let Some(slot) =
            self.slots.iter_mut().find(|slot| slot.column.checks.iter().any(|check| is_named(&check.name, name)))
        else {
            return false;
        };
        slot.column.checks.retain(|check| !is_named(&check.name, name));
        true
    }

    /// Takes out the CHECK of a type that a column has no longer; one that is not there is no error.
    fn forget_check(&mut self, check: &Check) {
        let constraint = Constraint::Check(check.clone());
        let name = named_constraint(&self.context.naming_convention, &self.table.name, &constraint).unwrap_or_default();
        let dialect = self.dialect;
        self.constraints.retain(|known| match (known, name.given()) {
            (_, Some(_)) => !is_named(known.name(), &name),
            (Constraint::Check(known), None) => {
                known.name.given().is_some() || !is_same_condition(dialect, &known.condition, &check.condition)
            }
            _ => true,
        });
    }

    fn create_index(&mut self, mut index: Index) -> Result<(), Unsupported> {
        index.name = named_index(&self.context.naming_convention, &self.table.name, &index)?;
        self.new_indexes.retain(|known| !is_named(&known.name, &index.name));
        self.new_indexes.push(index);
        Ok(())
    }

    fn drop_index(&mut self, operation: &DropIndex) -> Result<(), Unsupported> {
        let count = self.indexes.len();
        self.indexes.retain(|known| !is_named(&known.name, &operation.name));
        if self.indexes.len() == count && operation.if_exists != Some(true) {
            let name = operation.name.given().map(ToString::to_string).unwrap_or_default();
            return Err(refusal("ValueError", format!("No such index: '{name}'")));
        }
        Ok(())
    }
}
