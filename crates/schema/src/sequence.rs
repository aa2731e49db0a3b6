//! Sequences.

use serde::{Deserialize, Serialize};

use crate::{ColumnType, Identity, Name};

/// `Sequence("ids", start=…)`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sequence {
    #[serde(default)]
    pub namespace: Option<Name>,
    pub name: Name,
    /// `optional=True`: only databases without another way to count use the sequence.
    #[serde(default)]
    pub optional: bool,
    #[serde(default)]
    pub data_type: Option<ColumnType>,
    #[serde(default)]
    pub start: Option<i64>,
    #[serde(default)]
    pub increment: Option<i64>,
    #[serde(default)]
    pub minvalue: Option<i64>,
    #[serde(default)]
    pub maxvalue: Option<i64>,
    #[serde(default)]
    pub nominvalue: bool,
    #[serde(default)]
    pub nomaxvalue: bool,
    #[serde(default)]
    pub cycle: Option<bool>,
    #[serde(default)]
    pub cache: Option<i64>,
    #[serde(default)]
    pub order: Option<bool>,
}

impl Sequence {
    /// Returns how it counts, as an identity says it.
    pub fn options(&self) -> Identity {
        Identity {
            always: false,
            on_null: None,
            start: self.start,
            increment: self.increment,
            minvalue: self.minvalue,
            maxvalue: self.maxvalue,
            nominvalue: self.nominvalue,
            nomaxvalue: self.nomaxvalue,
            cycle: self.cycle,
            cache: self.cache,
            order: self.order,
        }
    }
}
