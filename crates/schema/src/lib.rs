//! The nouns of a database: tables, columns, types, constraints, indexes, expressions.
//!
//! Everything here is a plain value that serialises to the JSON which the Python shims speak. This room never
//! reads a file, opens a socket, or knows a database product.

mod column;
mod column_type;
mod constraint;
mod expression;
mod index;
mod name;
mod naming;
mod options;
mod pair;
mod query;
mod schema;
mod sequence;
mod table;
mod value;

pub use column::{Autoincrement, Column, Fill, Identity};
pub use column_type::{ColumnType, EnumType, NativeType};
pub use constraint::{Check, Constraint, ConstraintName, Exclude, ForeignKey, PrimaryKey, Unique};
pub use expression::{Bind, Case, Expression, Frame, FrameBound, FrameUnit, Function, Operator, Over, Text};
pub use index::{Index, IndexPart};
pub use name::{Name, TableName};
pub use naming::NamingConvention;
pub use options::Options;
pub use pair::Pair;
pub use query::{
    Assignment, Cte, Delete, DerivedColumn, From, Insert, InsertSource, JoinKind, OnConflict, Query, Select, Update,
};
pub use schema::Schema;
pub use sequence::Sequence;
pub use table::Table;
pub use value::Value;
