//! `sa.Enum(…).create(bind, checkfirst)` and `.drop(bind, checkfirst)`.

use dialect::ddl::{CheckFirst, create_enum, drop_enum};
use dialect::{Dialect, Statement, Unsupported};
use schema::EnumType;
use serde::{Deserialize, Serialize};

/// Creates a PostgreSQL enum type; nothing on dialects without enum types.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CreateEnum {
    #[serde(rename = "type")]
    pub enum_type: EnumType,
    #[serde(default)]
    pub checkfirst: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DropEnum {
    #[serde(rename = "type")]
    pub enum_type: EnumType,
    #[serde(default)]
    pub checkfirst: bool,
}

impl CreateEnum {
    pub(crate) fn sql(&self, dialect: &dyn Dialect) -> Result<Vec<Statement>, Unsupported> {
        create_enum(dialect, &self.enum_type, CheckFirst::from(self.checkfirst))
    }
}

impl DropEnum {
    pub(crate) fn sql(&self, dialect: &dyn Dialect) -> Result<Vec<Statement>, Unsupported> {
        drop_enum(dialect, &self.enum_type, CheckFirst::from(self.checkfirst))
    }
}
