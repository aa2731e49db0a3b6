//! What a table becomes by an operation: the pictures before and after that `check --diff` shows.

use schema::{ConstraintName, ForeignKey, Index, Table, TableName};

use crate::{AddColumn, AlterColumn, DropConstraint, DropIndex, Operation, SetTableComment};

impl Operation {
    /// Returns the table that the operation is about; `None` where it is about something else.
    pub fn table(&self) -> Option<&TableName> {
        match self {
            Self::CreateTable(operation) => Some(&operation.table.name),
            Self::DropTable(operation) => Some(&operation.table),
            Self::RenameTable(operation) => Some(&operation.table),
            Self::AddColumn(operation) => Some(&operation.table),
            Self::DropColumn(operation) => Some(&operation.table),
            Self::AlterColumn(operation) => Some(&operation.table),
            Self::CreateIndex(operation) => Some(&operation.table),
            Self::DropIndex(operation) => operation.table.as_ref(),
            Self::CreateConstraint(operation) => Some(&operation.table),
            Self::DropConstraint(operation) => Some(&operation.table),
            Self::SetTableComment(operation) => Some(&operation.table),
            Self::Batch(operation) => Some(&operation.table),
            Self::CreateEnum(_) | Self::DropEnum(_) | Self::AlterEnum(_) => None,
            Self::CreateSequence(_) | Self::DropSequence(_) => None,
            Self::CreateNamespace(_) | Self::DropNamespace(_) | Self::Execute(_) | Self::BulkInsert(_) => None,
        }
    }

    /// Returns all tables that it changes.
    pub fn tables(&self) -> Vec<&TableName> {
        match self {
            Self::AlterEnum(operation) => operation.tables(),
            other => other.table().into_iter().collect(),
        }
    }

    /// Makes of the table what the operation makes of it; `None`: there is no table. A constraint without a name that
    /// is to go stays: nothing says which one it is.
    pub fn apply(&self, table: &mut Option<Table>) {
        if let Self::CreateTable(operation) = self {
            *table = Some(operation.table.clone());
            return;
        }
        if let Self::DropTable(_) = self {
            *table = None;
            return;
        }
        let Some(known) = table else { return };
        match self {
            Self::RenameTable(operation) => known.name.name = operation.to.clone(),
            Self::AddColumn(AddColumn { column, .. }) => known.columns.push(column.clone()),
            Self::DropColumn(operation) => known.columns.retain(|column| column.name.text != operation.column.text),
            Self::AlterColumn(operation) => alter(operation, known),
            Self::CreateIndex(operation) => known.indexes.push(operation.index.clone()),
            Self::DropIndex(DropIndex { name, .. }) => known.indexes.retain(|index| !is_named(&index.name, name)),
            Self::CreateConstraint(operation) => known.constraints.push(operation.definition.clone()),
            Self::DropConstraint(operation) => drop_constraint(operation, known),
            Self::SetTableComment(SetTableComment { comment, .. }) => known.comment = comment.clone(),
            Self::Batch(operation) => operation.operations.iter().for_each(|one| one.apply(table)),
            Self::CreateTable(_) | Self::DropTable(_) => {}
            Self::AlterEnum(operation) => operation.apply(known),
            Self::CreateEnum(_) | Self::DropEnum(_) => {}
            Self::CreateSequence(_) | Self::DropSequence(_) => {}
            Self::CreateNamespace(_) | Self::DropNamespace(_) | Self::Execute(_) | Self::BulkInsert(_) => {}
        }
    }
}

fn alter(operation: &AlterColumn, table: &mut Table) {
    let Some(column) = table.columns.iter_mut().find(|column| column.name.text == operation.column.text) else {
        return;
    };
    if let Some(column_type) = &operation.column_type {
        column.column_type = column_type.clone();
    }
    if let Some(nullable) = operation.nullable {
        column.nullable = nullable;
    }
    if let Some(fill) = &operation.server_default {
        column.fill = fill.clone();
    }
    if let Some(comment) = &operation.comment {
        column.comment = comment.clone();
    }
    if let Some(name) = &operation.new_column_name {
        column.name = name.clone();
    }
}

fn drop_constraint(operation: &DropConstraint, table: &mut Table) {
    table.constraints.retain(|constraint| !is_named(constraint.name(), &operation.name));
    for column in &mut table.columns {
        column.foreign_keys.retain(|ForeignKey { name, .. }| !is_named(name, &operation.name));
    }
    // What is a unique constraint here may be an index there.
    table.indexes.retain(|Index { name, .. }| !is_named(name, &operation.name));
}

/// Whether a constraint or an index has the name that is wanted.
pub(crate) fn is_named(known: &ConstraintName, wanted: &ConstraintName) -> bool {
    known.given().is_some_and(|known| wanted.given().is_some_and(|wanted| known.text == wanted.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Option<Table> {
        serde_json::from_value(serde_json::json!({
            "name": "users",
            "columns": [{"name": "id", "type": {"type": "Integer"}, "nullable": false}],
            "constraints": [{"constraint": "unique", "name": "uq", "columns": ["id"]}, {"constraint": "unique", "columns": ["id"]}],
        }))
        .unwrap()
    }

    #[track_caller]
    fn applied(operation: serde_json::Value) -> Option<Table> {
        let operation: Operation = serde_json::from_value(operation).unwrap();
        let mut table = table();
        operation.apply(&mut table);
        table
    }

    #[test]
    fn a_column_is_altered_only_in_what_the_operation_names() {
        let table = applied(serde_json::json!({
            "op": "alter_column", "table": {"name": "users"}, "column": "id", "type": {"type": "BigInteger"},
        }));
        let column = &table.unwrap().columns[0];
        assert_eq!(column.column_type, schema::ColumnType::BigInteger);
        assert!(!column.nullable);
    }

    #[test]
    fn a_constraint_is_found_by_its_name_alone() {
        let drop = |name: serde_json::Value| {
            applied(serde_json::json!({"op": "drop_constraint", "table": {"name": "users"}, "name": name}))
        };
        assert_eq!(drop("uq".into()).unwrap().constraints.len(), 1);
        assert_eq!(drop(serde_json::json!({"final": "uq"})).unwrap().constraints.len(), 1);
        assert_eq!(drop(serde_json::Value::Null).unwrap().constraints.len(), 2);
    }

    #[test]
    fn a_dropped_table_is_none() {
        assert_eq!(applied(serde_json::json!({"op": "drop_table", "table": {"name": "users"}})), None);
    }
}
