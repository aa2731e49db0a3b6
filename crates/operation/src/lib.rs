//! The verbs of a migration: create a table, add a column, execute a statement.
//!
//! An operation is a plain value with one file; it says which statements it is on a dialect and which lines in a version
//! file, and never touches a database, a file or Python.

mod add_column;
mod alter_column;
mod alter_enum;
mod apply;
mod batch;
mod bulk_insert;
mod create_constraint;
mod create_index;
mod create_table;
mod drop_column;
mod drop_constraint;
mod drop_index;
mod drop_table;
mod enum_type;
mod execute;
mod namespace;
mod operation;
mod python;
mod rebuild;
mod rename_table;
mod sequence;
mod table_comment;

pub use add_column::AddColumn;
pub use alter_column::AlterColumn;
pub use alter_enum::{AddedValue, AddedValues, AlterEnum, EnumChange, EnumColumn, RebuiltEnum};
pub use batch::{Batch, Recreate};
pub use bulk_insert::{BulkInsert, InsertColumn};
pub use create_constraint::CreateConstraint;
pub use create_index::CreateIndex;
pub use create_table::CreateTable;
pub use drop_column::DropColumn;
pub use drop_constraint::DropConstraint;
pub use drop_index::DropIndex;
pub use drop_table::DropTable;
pub use enum_type::{CreateEnum, DropEnum};
pub use execute::Execute;
pub use namespace::{CreateNamespace, DropNamespace};
pub use operation::Operation;
pub use python::{Body, Content, PythonCode, PythonSettings, Step, function_body};
pub use rebuild::unnamed::name_of_unnamed;
pub use rename_table::RenameTable;
pub use sequence::{CreateSequence, DropSequence};
pub use table_comment::SetTableComment;
