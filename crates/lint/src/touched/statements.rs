//! What a statement touches.

use schema::TableName;

use super::{How, Object, Touches};
use crate::{Action, Change, Constraint, ConstraintKind, NewColumn, situation::plain};

impl Touches {
    pub(super) fn action(&mut self, action: &Action) {
        match action {
            Action::CreateTable(table) => {
                if let Some(name) = &table.name {
                    self.table(name, How::Adds);
                }
                table
                    .partition_of
                    .iter()
                    .chain(&table.inherits)
                    .chain(&table.sources)
                    .for_each(|of| self.table(of, How::Uses));
                let of_columns = table.columns.iter().flat_map(|column| &column.constraints);
                of_columns.chain(&table.constraints).for_each(|constraint| self.referred(constraint));
            }
            Action::AlterTable { table, changes, .. } => {
                self.table(table, How::Alters);
                changes.iter().for_each(|change| self.change(table, change));
            }
            Action::DropTable { tables, .. } => tables.iter().for_each(|table| self.table(table, How::Drops)),
            Action::CreateIndex(index) => {
                self.table(&index.table, How::Alters);
                if let Some(name) = &index.name {
                    let name = TableName { namespace: index.table.namespace.clone(), name: name.as_str().into() };
                    self.index(&name, How::Adds, Some(&index.table));
                }
                index.columns.iter().for_each(|column| self.column(&index.table, column, How::Uses));
            }
            Action::DropIndex { indexes, .. } => indexes.iter().for_each(|index| self.index(index, How::Drops, None)),
            Action::RenameIndex { index, to } => {
                self.index(index, How::Drops, None);
                self.index(&renamed(index, to), How::Adds, None);
            }
            Action::Truncate { tables, .. } => tables.iter().for_each(|table| self.table(table, How::Writes)),
            Action::CreateTrigger { table }
            | Action::OnTable { table, .. }
            | Action::CreateStatistics { table }
            | Action::CommentOnTable { table } => self.table(table, How::Alters),
            Action::CreateView { sources, view } | Action::CreateMaterializedView { sources, view } => {
                self.add(Object::View(plain(view)), How::Adds, None);
                sources.iter().for_each(|table| self.table(table, How::Uses));
            }
            Action::DropView { views } => {
                views.iter().for_each(|view| self.add(Object::View(plain(view)), How::Drops, None));
            }
            Action::RefreshView { view, .. } => self.add(Object::View(plain(view)), How::Uses, None),
            Action::Write { table, sources, .. } => {
                self.table(table, How::Writes);
                sources.iter().for_each(|table| self.table(table, How::Uses));
            }
            Action::Select { sources, .. } => sources.iter().for_each(|table| self.table(table, How::Uses)),
            Action::AddEnumValue { name, .. } | Action::RenameEnumValue { name } | Action::AlterDomain { name, .. } => {
                self.add(Object::Type(plain(name)), How::Alters, None);
            }
            Action::CreateType { name } | Action::CreateDomain { name, .. } => {
                self.add(Object::Type(plain(name)), How::Adds, None);
            }
            Action::DropType { names, .. } => {
                names.iter().for_each(|name| self.add(Object::Type(plain(name)), How::Drops, None));
            }
            Action::CreateSchema { name, .. } => self.add(Object::Namespace(name.clone()), How::Adds, None),
            Action::DropSchema { names, .. } => {
                names.iter().for_each(|name| self.add(Object::Namespace(name.clone()), How::Drops, None));
            }
            Action::RenameSchema { name } => self.add(Object::Namespace(name.clone()), How::Drops, None),
            Action::CreateExtension { name, .. } => self.add(Object::Extension(name.clone()), How::Adds, None),
            Action::CreateSequence { name, .. } => self.add(Object::Sequence(plain(name)), How::Adds, None),
            Action::DropSequence { names, .. } => {
                names.iter().for_each(|name| self.add(Object::Sequence(plain(name)), How::Drops, None));
            }
            Action::Reindex { .. }
            | Action::Rewrite { .. }
            | Action::Maintain { .. }
            | Action::LockTable { .. }
            | Action::DropDatabase { .. }
            | Action::Set { .. }
            | Action::Begin
            | Action::Commit
            | Action::Rollback
            | Action::Code { .. }
            | Action::Other => {}
        }
    }

    fn change(&mut self, table: &TableName, change: &Change) {
        match change {
            Change::AddColumn { column, .. } => self.new_column(table, column),
            Change::DropColumn { column, .. } => self.column(table, column, How::Drops),
            Change::SetType { column, .. }
            | Change::SetDefault { column }
            | Change::DropDefault { column }
            | Change::SetNotNull { column }
            | Change::DropNotNull { column }
            | Change::SetExpression { column }
            | Change::AddIdentity { column }
            | Change::TuneColumn { column }
            | Change::AlterColumn { column } => self.column(table, column, How::Alters),
            Change::AddConstraint(constraint) => {
                if let Some(name) = &constraint.name {
                    self.constraint(table, name, How::Adds);
                }
                constrained(constraint).iter().for_each(|column| self.column(table, column, How::Uses));
                self.referred(constraint);
            }
            Change::DropConstraint { name, .. } => self.constraint(table, name, How::Drops),
            Change::ValidateConstraint { name } => self.constraint(table, name, How::Alters),
            Change::RenameColumn { from, to } => {
                self.column(table, from, How::Drops);
                self.column(table, to, How::Adds);
            }
            Change::RenameConstraint { from, to } => {
                self.constraint(table, from, How::Drops);
                self.constraint(table, to, How::Adds);
            }
            Change::RenameTable { to } => {
                self.table(table, How::Drops);
                self.table(&renamed(table, to), How::Adds);
            }
            Change::SetSchema { to } => {
                self.table(table, How::Drops);
                let moved = TableName { namespace: Some(to.as_str().into()), name: table.name.clone() };
                self.table(&moved, How::Adds);
            }
            Change::AttachPartition { partition: other, .. }
            | Change::DetachPartition { partition: other, .. }
            | Change::FinalizeDetach { partition: other } => self.table(other, How::Alters),
            Change::Inherit { parent } | Change::NoInherit { parent } => self.table(parent, How::Uses),
            Change::AlterConstraint
            | Change::SetTablespace
            | Change::SetLogged
            | Change::SetAccessMethod
            | Change::Trigger
            | Change::ClusterOn
            | Change::StorageParameters
            | Change::Other => {}
        }
    }

    fn new_column(&mut self, table: &TableName, column: &NewColumn) {
        self.column(table, &column.name, How::Adds);
        column.constraints.iter().for_each(|constraint| self.referred(constraint));
    }

    fn referred(&mut self, constraint: &Constraint) {
        if let ConstraintKind::ForeignKey { referred, .. } = &constraint.kind {
            self.table(referred, How::Uses);
        }
    }
}

/// The columns that a constraint names.
fn constrained(constraint: &Constraint) -> Vec<String> {
    match &constraint.kind {
        ConstraintKind::PrimaryKey { columns, .. }
        | ConstraintKind::Unique { columns, .. }
        | ConstraintKind::ForeignKey { columns, .. } => columns.clone(),
        ConstraintKind::Check { not_null_of, .. } => not_null_of.iter().cloned().collect(),
        ConstraintKind::NotNull { column } => vec![column.clone()],
        ConstraintKind::Exclude => Vec::new(),
    }
}

fn renamed(from: &TableName, to: &str) -> TableName {
    TableName { namespace: from.namespace.clone(), name: to.into() }
}
