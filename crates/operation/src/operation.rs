//! The enum of all operations: one line for each.

use dialect::{Context, Dialect, Statement, Unsupported};
use serde::{Deserialize, Serialize};

use crate::{
    AddColumn, AlterColumn, AlterEnum, Batch, BulkInsert, CreateConstraint, CreateEnum, CreateIndex, CreateNamespace,
    CreateSequence, CreateTable, DropColumn, DropConstraint, DropEnum, DropIndex, DropNamespace, DropSequence,
    DropTable, Execute, RenameTable, SetTableComment,
};

/// One thing a migration does. On the wire tagged by `op`: `{"op": "drop_table", "table": {"name": "t"}}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Operation {
    CreateTable(CreateTable),
    DropTable(DropTable),
    RenameTable(RenameTable),
    AddColumn(AddColumn),
    DropColumn(DropColumn),
    AlterColumn(AlterColumn),
    CreateIndex(CreateIndex),
    DropIndex(DropIndex),
    CreateConstraint(CreateConstraint),
    DropConstraint(DropConstraint),
    SetTableComment(SetTableComment),
    CreateEnum(CreateEnum),
    DropEnum(DropEnum),
    AlterEnum(AlterEnum),
    CreateSequence(CreateSequence),
    DropSequence(DropSequence),
    CreateNamespace(CreateNamespace),
    DropNamespace(DropNamespace),
    Execute(Execute),
    BulkInsert(BulkInsert),
    Batch(Batch),
}

impl Operation {
    /// Returns the statements that Alembic would send, in its order.
    pub fn sql(&self, dialect: &dyn Dialect, context: &Context) -> Result<Vec<Statement>, Unsupported> {
        match self {
            Self::CreateTable(operation) => operation.sql(dialect, context),
            Self::DropTable(operation) => operation.sql(dialect),
            Self::RenameTable(operation) => Ok(operation.sql(dialect)),
            Self::AddColumn(operation) => operation.sql(dialect, context),
            Self::DropColumn(operation) => Ok(operation.sql(dialect)),
            Self::AlterColumn(operation) => operation.sql(dialect, context),
            Self::CreateIndex(operation) => operation.sql(dialect, context),
            Self::DropIndex(operation) => operation.sql(dialect, context),
            Self::CreateConstraint(operation) => operation.sql(dialect, context),
            Self::DropConstraint(operation) => operation.sql(dialect, context),
            Self::SetTableComment(operation) => Ok(operation.sql(dialect)),
            Self::CreateEnum(operation) => operation.sql(dialect),
            Self::DropEnum(operation) => operation.sql(dialect),
            Self::AlterEnum(operation) => operation.sql(dialect, context),
            Self::CreateSequence(operation) => operation.sql(dialect),
            Self::DropSequence(operation) => Ok(operation.sql(dialect)),
            Self::CreateNamespace(operation) => Ok(operation.sql(dialect)),
            Self::DropNamespace(operation) => Ok(operation.sql(dialect)),
            Self::Execute(operation) => operation.sql(dialect, context),
            Self::BulkInsert(operation) => operation.sql(dialect, context),
            Self::Batch(operation) => operation.sql(dialect, context),
        }
    }

    /// Returns the directive's name, for messages.
    pub fn directive(&self) -> &'static str {
        match self {
            Self::CreateTable(_) => "create_table",
            Self::DropTable(_) => "drop_table",
            Self::RenameTable(_) => "rename_table",
            Self::AddColumn(_) => "add_column",
            Self::DropColumn(_) => "drop_column",
            Self::AlterColumn(_) => "alter_column",
            Self::CreateIndex(_) => "create_index",
            Self::DropIndex(_) => "drop_index",
            Self::CreateConstraint(operation) => operation.directive(),
            Self::DropConstraint(_) => "drop_constraint",
            Self::SetTableComment(_) => "create_table_comment",
            Self::CreateEnum(_) => "create_enum",
            Self::DropEnum(_) => "drop_enum",
            Self::AlterEnum(_) => "alter_enum",
            Self::CreateSequence(_) => "create_sequence",
            Self::DropSequence(_) => "drop_sequence",
            Self::CreateNamespace(_) => "create_schema",
            Self::DropNamespace(_) => "drop_schema",
            Self::Execute(_) => "execute",
            Self::BulkInsert(_) => "bulk_insert",
            Self::Batch(_) => "batch_alter_table",
        }
    }
}
