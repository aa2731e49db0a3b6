//! What a type is for: the few kinds that decide on autoincrement, CHECK constraints and literals.

use schema::{ColumnType, NativeType};

use crate::Dialect;

/// SQLAlchemy's type affinity, as far as DDL and literals depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TypeKind {
    Boolean,
    SmallInteger,
    Integer,
    BigInteger,
    /// NUMERIC; autoincrement is possible where the scale is zero.
    Numeric,
    Text,
    Binary,
    Date,
    DateTime,
    Time,
    Interval,
    Uuid,
    /// A UUID kept as 32 hexadecimal digits.
    CharacterUuid,
    Json,
    Array,
    Enum,
    Other,
}

impl TypeKind {
    /// Returns whether the type counts as an integer.
    pub fn is_integer(self) -> bool {
        matches!(self, Self::SmallInteger | Self::Integer | Self::BigInteger)
    }
}

/// Takes off what wraps a type: variants and the user's decorators.
pub fn resolved<'t>(dialect: &dyn Dialect, column_type: &'t ColumnType) -> &'t ColumnType {
    match column_type {
        ColumnType::Variant { base, variants } => resolved(dialect, variants.get(dialect.facts().name).unwrap_or(base)),
        ColumnType::Custom { sql, .. } => resolved(dialect, sql),
        plain => plain,
    }
}

/// Returns the kind of a type on a dialect.
pub(crate) fn kind_of(dialect: &dyn Dialect, column_type: &ColumnType) -> TypeKind {
    use ColumnType as T;
    match resolved(dialect, column_type) {
        T::Boolean { .. } => TypeKind::Boolean,
        T::SmallInteger => TypeKind::SmallInteger,
        T::Integer => TypeKind::Integer,
        T::BigInteger => TypeKind::BigInteger,
        T::Numeric { .. } | T::Float { .. } | T::Double { .. } => TypeKind::Numeric,
        T::String { .. } | T::Text { .. } | T::Unicode { .. } | T::UnicodeText { .. } => TypeKind::Text,
        T::LargeBinary { .. } | T::PickleType => TypeKind::Binary,
        T::Date => TypeKind::Date,
        T::DateTime { .. } => TypeKind::DateTime,
        T::Time { .. } => TypeKind::Time,
        T::Interval { .. } => TypeKind::Interval,
        T::Uuid { native_uuid: true, .. } if dialect.facts().native_uuid => TypeKind::Uuid,
        T::Uuid { .. } => TypeKind::CharacterUuid,
        T::Json { .. } => TypeKind::Json,
        T::Array { .. } => TypeKind::Array,
        T::Enum(_) => TypeKind::Enum,
        T::Native(native) => kind_of_native(dialect, native),
        T::Null | T::Unknown { .. } | T::UserDefined { .. } | T::Variant { .. } | T::Custom { .. } => TypeKind::Other,
    }
}

fn kind_of_native(dialect: &dyn Dialect, native: &NativeType) -> TypeKind {
    match native.name.as_str() {
        "BOOLEAN" => TypeKind::Boolean,
        "SMALLINT" => TypeKind::SmallInteger,
        "INTEGER" | "INT" | "TINYINT" | "MEDIUMINT" => TypeKind::Integer,
        "BIGINT" => TypeKind::BigInteger,
        "NUMERIC" | "DECIMAL" | "FLOAT" | "REAL" | "Real" | "DOUBLE" | "DOUBLE_PRECISION" => TypeKind::Numeric,
        "CHAR" | "NCHAR" | "VARCHAR" | "NVARCHAR" | "TEXT" | "CLOB" | "NCLOB" | "TINYTEXT" | "MEDIUMTEXT"
        | "LONGTEXT" | "CITEXT" => TypeKind::Text,
        "BINARY" | "VARBINARY" | "BLOB" | "BYTEA" | "TINYBLOB" | "MEDIUMBLOB" | "LONGBLOB" => TypeKind::Binary,
        "DATE" => TypeKind::Date,
        "DATETIME" | "TIMESTAMP" => TypeKind::DateTime,
        "TIME" => TypeKind::Time,
        "INTERVAL" => TypeKind::Interval,
        "UUID" if dialect.facts().native_uuid => TypeKind::Uuid,
        "UUID" => TypeKind::CharacterUuid,
        "JSON" | "JSONB" => TypeKind::Json,
        "ARRAY" => TypeKind::Array,
        "ENUM" | "SET" => TypeKind::Enum,
        _ => TypeKind::Other,
    }
}
