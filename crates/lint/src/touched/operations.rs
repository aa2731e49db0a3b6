//! What a directive touches, whatever statements it becomes.

use operation::Operation;
use schema::{Column, ColumnType, Constraint, EnumType, Index, IndexPart, Name, Sequence, TableName};

use super::{How, Object, Touches};
use crate::situation::plain;

impl Touches {
    pub(super) fn operation(&mut self, operation: &Operation) {
        match operation {
            Operation::CreateTable(create) => {
                self.table(&create.table.name, How::Adds);
                // Asked first whether a type is there, the server does not make it twice.
                let how = if create.types_checkfirst { How::Uses } else { How::Adds };
                for column in &create.table.columns {
                    self.types(&column.column_type, how);
                    self.referred_by_column(column);
                }
                create.table.constraints.iter().for_each(|constraint| self.referred_by(constraint));
                create.table.indexes.iter().for_each(|index| self.new_index(&create.table.name, index));
            }
            Operation::DropTable(drop) => {
                self.table(&drop.table, How::Drops);
                drop.types.iter().for_each(|column_type| self.types(column_type, How::Drops));
            }
            Operation::RenameTable(rename) => {
                self.table(&rename.table, How::Drops);
                let to = TableName { namespace: rename.table.namespace.clone(), name: rename.to.clone() };
                self.table(&to, How::Adds);
            }
            Operation::AddColumn(add) => {
                self.table(&add.table, How::Alters);
                self.column(&add.table, &add.column.name.text, How::Adds);
                self.types(&add.column.column_type, How::Uses);
                self.referred_by_column(&add.column);
            }
            Operation::DropColumn(drop) => {
                self.table(&drop.table, How::Alters);
                self.column(&drop.table, &drop.column.text, How::Drops);
            }
            Operation::AlterColumn(alter) => {
                self.table(&alter.table, How::Alters);
                match &alter.new_column_name {
                    Some(to) => {
                        self.column(&alter.table, &alter.column.text, How::Drops);
                        self.column(&alter.table, &to.text, How::Adds);
                    }
                    None => self.column(&alter.table, &alter.column.text, How::Alters),
                }
                alter.column_type.iter().for_each(|column_type| self.types(column_type, How::Uses));
            }
            Operation::CreateIndex(create) => {
                self.table(&create.table, How::Alters);
                self.new_index(&create.table, &create.index);
            }
            Operation::DropIndex(drop) => {
                let namespace = drop.table.as_ref().map_or(&drop.namespace, |table| &table.namespace);
                if let Some(table) = &drop.table {
                    self.table(table, How::Alters);
                }
                if let Some(name) = drop.name.given() {
                    let index = TableName { namespace: namespace.clone(), name: name.clone() };
                    self.index(&index, How::Drops, drop.table.as_ref());
                }
            }
            Operation::CreateConstraint(create) => {
                self.table(&create.table, How::Alters);
                if let Some(name) = create.definition.name().given() {
                    self.constraint(&create.table, &name.text, How::Adds);
                }
                constrained(&create.definition).iter().for_each(|column| {
                    self.column(&create.table, &column.text, How::Uses);
                });
                self.referred_by(&create.definition);
            }
            Operation::DropConstraint(drop) => {
                self.table(&drop.table, How::Alters);
                if let Some(name) = drop.name.given() {
                    self.constraint(&drop.table, &name.text, How::Drops);
                }
            }
            Operation::SetTableComment(set) => self.table(&set.table, How::Alters),
            Operation::CreateEnum(create) => self.enum_type(&create.enum_type, How::Adds),
            Operation::DropEnum(drop) => self.enum_type(&drop.enum_type, How::Drops),
            Operation::AlterEnum(alter) => self.enum_type(&alter.enum_type, How::Alters),
            Operation::CreateSequence(create) => self.sequence(&create.sequence, How::Adds),
            Operation::DropSequence(drop) => self.sequence(&drop.sequence, How::Drops),
            Operation::CreateNamespace(create) => {
                self.add(Object::Namespace(create.name.text.clone()), How::Adds, None);
            }
            Operation::DropNamespace(drop) => self.add(Object::Namespace(drop.name.text.clone()), How::Drops, None),
            Operation::BulkInsert(insert) => {
                self.table(&insert.table, How::Writes);
                insert.columns.iter().for_each(|column| self.column(&insert.table, &column.name.text, How::Uses));
            }
            Operation::Batch(batch) => {
                self.table(&batch.table, How::Alters);
                batch.operations.iter().for_each(|operation| self.operation(operation));
            }
            // Its SQL is read.
            Operation::Execute(_) => {}
        }
    }

    fn new_index(&mut self, table: &TableName, index: &Index) {
        if let Some(name) = index.name.given() {
            let name = TableName { namespace: table.namespace.clone(), name: name.clone() };
            self.index(&name, How::Adds, Some(table));
        }
        for part in &index.parts {
            match part {
                IndexPart::Column(column) => self.column(table, &column.text, How::Uses),
                IndexPart::Expression(_) => {}
            }
        }
    }

    fn referred_by_column(&mut self, column: &Column) {
        column.foreign_keys.iter().for_each(|key| self.table(&key.referred_table, How::Uses));
    }

    fn referred_by(&mut self, constraint: &Constraint) {
        match constraint {
            Constraint::ForeignKey(key) => self.table(&key.referred_table, How::Uses),
            Constraint::PrimaryKey(_) | Constraint::Unique(_) | Constraint::Check(_) | Constraint::Exclude(_) => {}
        }
    }

    /// The enum types in a type.
    fn types(&mut self, column_type: &ColumnType, how: How) {
        match column_type {
            ColumnType::Enum(enum_type) if enum_type.native_enum => self.enum_type(enum_type, how),
            ColumnType::Array { item, .. } => self.types(item, how),
            ColumnType::Variant { base, variants } => {
                variants.values().chain([&**base]).for_each(|column_type| self.types(column_type, how));
            }
            ColumnType::Custom { sql, .. } => self.types(sql, how),
            _ => {}
        }
    }

    fn enum_type(&mut self, enum_type: &EnumType, how: How) {
        let Some(name) = &enum_type.name else { return };
        let how = if enum_type.create_type { how } else { How::Uses };
        let name = TableName { namespace: enum_type.namespace.clone(), name: name.clone() };
        self.add(Object::Type(plain(&name)), how, None);
    }

    fn sequence(&mut self, sequence: &Sequence, how: How) {
        let name = TableName { namespace: sequence.namespace.clone(), name: sequence.name.clone() };
        self.add(Object::Sequence(plain(&name)), how, None);
    }
}

/// The columns that a constraint names.
fn constrained(constraint: &Constraint) -> Vec<Name> {
    match constraint {
        Constraint::PrimaryKey(key) => key.columns.clone(),
        Constraint::Unique(unique) => unique.columns.clone(),
        Constraint::ForeignKey(key) => key.columns.clone(),
        Constraint::Check(_) | Constraint::Exclude(_) => Vec::new(),
    }
}
