//! Column types: SQLAlchemy's generic ones, the upper-case SQL ones, and those of one database.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Name, Options};

/// The type of a column. On the wire `{"type": "String", "length": 50}`: the tag is SQLAlchemy's class name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum ColumnType {
    Boolean {
        #[serde(default)]
        create_constraint: bool,
        #[serde(default)]
        name: Option<String>,
    },
    SmallInteger,
    Integer,
    BigInteger,
    Numeric {
        #[serde(default)]
        precision: Option<u32>,
        #[serde(default)]
        scale: Option<i32>,
        #[serde(default)]
        decimal_return_scale: Option<u32>,
        #[serde(default)]
        asdecimal: Option<bool>,
    },
    Float {
        #[serde(default)]
        precision: Option<u32>,
        #[serde(default)]
        asdecimal: Option<bool>,
        #[serde(default)]
        decimal_return_scale: Option<u32>,
    },
    Double {
        #[serde(default)]
        precision: Option<u32>,
        #[serde(default)]
        asdecimal: Option<bool>,
        #[serde(default)]
        decimal_return_scale: Option<u32>,
    },
    String {
        #[serde(default)]
        length: Option<u64>,
        #[serde(default)]
        collation: Option<String>,
    },
    Text {
        #[serde(default)]
        length: Option<u64>,
        #[serde(default)]
        collation: Option<String>,
    },
    Unicode {
        #[serde(default)]
        length: Option<u64>,
        #[serde(default)]
        collation: Option<String>,
    },
    UnicodeText {
        #[serde(default)]
        length: Option<u64>,
        #[serde(default)]
        collation: Option<String>,
    },
    LargeBinary {
        #[serde(default)]
        length: Option<u64>,
    },
    PickleType,
    Date,
    DateTime {
        #[serde(default)]
        timezone: bool,
    },
    Time {
        #[serde(default)]
        timezone: bool,
    },
    Interval {
        #[serde(default = "yes")]
        native: bool,
        #[serde(default)]
        second_precision: Option<u32>,
        #[serde(default)]
        day_precision: Option<u32>,
    },
    Uuid {
        #[serde(default = "yes")]
        as_uuid: bool,
        #[serde(default = "yes")]
        native_uuid: bool,
    },
    #[serde(rename = "JSON")]
    Json {
        #[serde(default)]
        none_as_null: bool,
    },
    Enum(Box<EnumType>),
    #[serde(rename = "ARRAY")]
    Array {
        item: Box<ColumnType>,
        #[serde(default)]
        as_tuple: bool,
        #[serde(default)]
        dimensions: Option<u32>,
        #[serde(default)]
        zero_indexes: bool,
        /// `true` for `postgresql.ARRAY`.
        #[serde(default)]
        postgresql_only: bool,
    },
    /// `NullType`: no type was given. DDL with it is an error.
    Null,
    /// A type of the database that SQLAlchemy does not know by itself, in the server's words: `vector(3)`.
    Unknown {
        text: String,
    },
    /// An upper-case SQL type of the `sqlalchemy` module or of one dialect package: `VARCHAR(length=50)`,
    /// `postgresql.JSONB()`, `mysql.TINYINT(display_width=1)`.
    Native(NativeType),
    /// `with_variant`: another type on the dialects named.
    Variant {
        base: Box<ColumnType>,
        variants: BTreeMap<String, ColumnType>,
    },
    /// A user's `TypeDecorator`: `python` is its `repr` (`Wrapped(length=36)`), `module` the module of its class, `sql`
    /// the type it is on the running dialect.
    Custom {
        #[serde(default)]
        python: String,
        #[serde(default)]
        module: String,
        /// What `repr` gives where a script writes it otherwise.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        shown: Option<String>,
        sql: Box<ColumnType>,
    },
    /// A user's `UserDefinedType` or `@compiles`: SQL text as its `get_col_spec()` gave it, and how a script writes it.
    UserDefined {
        spec: String,
        #[serde(default)]
        python: String,
        #[serde(default)]
        module: String,
    },
}

impl ColumnType {
    /// Returns the type without the CHECK that a Boolean or Enum makes: it is a constraint of its own then, by which it can
    /// be dropped.
    #[must_use]
    pub fn without_check(self) -> Self {
        match self {
            Self::Boolean { name, .. } => Self::Boolean { create_constraint: false, name },
            Self::Enum(kind) => EnumType { create_constraint: false, ..*kind }.into(),
            Self::Variant { base, variants } => Self::Variant {
                base: Box::new(base.without_check()),
                variants: variants.into_iter().map(|(name, kind)| (name, kind.without_check())).collect(),
            },
            Self::Custom { python, module, shown, sql } => {
                Self::Custom { python, module, shown, sql: Box::new(sql.without_check()) }
            }
            plain => plain,
        }
    }
}

impl From<EnumType> for ColumnType {
    fn from(enum_type: EnumType) -> Self {
        Self::Enum(Box::new(enum_type))
    }
}

fn yes() -> bool {
    true
}

/// `sa.Enum(…)` and `postgresql.ENUM(…)`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EnumType {
    #[serde(default)]
    pub name: Option<Name>,
    #[serde(default)]
    pub namespace: Option<Name>,
    pub values: Vec<String>,
    #[serde(default = "yes")]
    pub native_enum: bool,
    #[serde(default)]
    pub create_constraint: bool,
    /// PostgreSQL: whether CREATE TABLE also creates the type (`create_type=`).
    #[serde(default = "yes")]
    pub create_type: bool,
    /// Length of the VARCHAR where there is no native enum; `None`: the longest value.
    #[serde(default)]
    pub length: Option<u64>,
    #[serde(default)]
    pub collation: Option<String>,
    /// `true` for `postgresql.ENUM`, which belongs to PostgreSQL alone.
    #[serde(default)]
    pub postgresql_only: bool,
    /// `metadata=` was given, or the type belongs to the metadata: created and dropped with it, not with a table.
    #[serde(default)]
    pub of_metadata: bool,
}

/// A type by its own name: `dialect` is empty for the `sqlalchemy` module itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NativeType {
    #[serde(default)]
    pub dialect: String,
    /// The class name: `VARCHAR`, `JSONB`, `TINYINT`, …
    pub name: String,
    /// The constructor's arguments by SQLAlchemy's parameter names; absent ones have their defaults.
    /// A type among them (`DOMAIN(data_type=…)`) is a [`ColumnType`] in wire form.
    #[serde(default)]
    pub arguments: Options,
}

impl NativeType {
    /// Returns an integer argument such as `length`.
    pub fn integer(&self, argument: &str) -> Option<i64> {
        self.arguments.get(argument).and_then(serde_json::Value::as_i64)
    }

    /// Returns a text argument such as `collation`.
    pub fn text(&self, argument: &str) -> Option<&str> {
        self.arguments.get(argument).and_then(serde_json::Value::as_str)
    }

    /// Returns whether a boolean argument such as `timezone` is set.
    pub fn is_set(&self, argument: &str) -> bool {
        self.arguments.get(argument).and_then(serde_json::Value::as_bool).unwrap_or(false)
    }
}
