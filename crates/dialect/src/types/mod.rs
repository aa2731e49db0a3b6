//! Column types as SQL text.

mod ansi;
mod kind;

use schema::{ColumnType, EnumType, NativeType, Options};
use serde_json::{Value as Json, json};

use crate::quote::quote_collation;
use crate::refusal::compile_error;
use crate::{Dialect, Unsupported};

pub use kind::resolved;
pub(crate) use kind::{TypeKind, kind_of};

/// How a dialect writes types, where it is not as ANSI does.
pub trait Types: Sync {
    /// Returns the upper-case type that stands for a generic one; `None`: ANSI's.
    fn stand_in(&self, _generic: &ColumnType) -> Option<NativeType> {
        None
    }

    /// Returns the text of an upper-case type; `None`: ANSI's.
    fn native_text(&self, _dialect: &dyn Dialect, _native: &NativeType) -> Result<Option<String>, Unsupported> {
        Ok(None)
    }

    /// Returns the text of an enum: without enum types a VARCHAR that holds its longest value.
    fn enum_text(&self, dialect: &dyn Dialect, enum_type: &EnumType) -> Result<String, Unsupported> {
        native_text(dialect, &enum_as_varchar(enum_type))
    }

    fn array_text(
        &self,
        dialect: &dyn Dialect,
        _item: &ColumnType,
        _dimensions: Option<u32>,
    ) -> Result<String, Unsupported> {
        Err(unknown_type(dialect, "ARRAY"))
    }

    /// Returns the type's text inside CAST; `None`: the cast is left out.
    fn cast_text(&self, dialect: &dyn Dialect, column_type: &ColumnType) -> Result<Option<String>, Unsupported> {
        type_text(dialect, column_type).map(Some)
    }
}

/// Returns the SQL text of a type.
pub fn type_text(dialect: &dyn Dialect, column_type: &ColumnType) -> Result<String, Unsupported> {
    match resolved(dialect, column_type) {
        ColumnType::Null => {
            Err(compile_error("Can't generate DDL for NullType(); did you forget to specify a type on this Column?"))
        }
        ColumnType::UserDefined { spec, .. } => Ok(spec.clone()),
        ColumnType::Unknown { text } => Ok(text.clone()),
        ColumnType::Enum(enum_type) => dialect.types().enum_text(dialect, enum_type),
        ColumnType::Array { item, dimensions, .. } => dialect.types().array_text(dialect, item, *dimensions),
        ColumnType::Native(native) if native.dialect == "sqlite" && dialect.facts().name != native.dialect => {
            type_text(dialect, &ansi::generic_of_sqlite(native))
        }
        ColumnType::Native(native) => native_text(dialect, native),
        generic => {
            let native = dialect.types().stand_in(generic).unwrap_or_else(|| ansi::stand_in(dialect, generic));
            native_text(dialect, &native)
        }
    }
}

/// Returns the text of an upper-case type.
pub(crate) fn native_text(dialect: &dyn Dialect, native: &NativeType) -> Result<String, Unsupported> {
    if let Some(text) = dialect.types().native_text(dialect, native)? {
        return Ok(text);
    }
    ansi::native_text(dialect, native).ok_or_else(|| unknown_type(dialect, &native.name))
}

/// Returns the VARCHAR that holds every value of an enum.
pub(crate) fn enum_as_varchar(enum_type: &EnumType) -> NativeType {
    let longest = enum_type.values.iter().map(|value| value.chars().count() as u64).max().unwrap_or(0);
    native(
        "VARCHAR",
        [("length", json!(enum_type.length.unwrap_or(longest))), ("collation", json!(enum_type.collation))],
    )
}

/// Returns a type by its name and arguments.
pub(crate) fn native<const COUNT: usize>(name: &str, arguments: [(&str, Json); COUNT]) -> NativeType {
    let arguments: Options = arguments
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(argument, value)| (argument.to_owned(), value))
        .collect();
    NativeType { dialect: String::new(), name: name.to_owned(), arguments }
}

/// Returns `name(length)`; a length of zero counts as none.
pub(crate) fn with_length(name: &str, native: &NativeType) -> String {
    match native.integer("length").filter(|length| *length != 0) {
        Some(length) => format!("{name}({length})"),
        None => name.to_owned(),
    }
}

/// Returns `name(precision, scale)`.
pub(crate) fn with_precision_and_scale(name: &str, native: &NativeType) -> String {
    match (native.integer("precision"), native.integer("scale")) {
        (None, _) => name.to_owned(),
        (Some(precision), None) => format!("{name}({precision})"),
        (Some(precision), Some(scale)) => format!("{name}({precision}, {scale})"),
    }
}

/// Returns ` COLLATE …` if the type has a collation.
pub(crate) fn collate_clause(dialect: &dyn Dialect, native: &NativeType) -> String {
    match native.text("collation").filter(|collation| !collation.is_empty()) {
        Some(collation) => {
            format!(" COLLATE {}", quote_collation(dialect, collation, native.text("collation_schema")))
        }
        None => String::new(),
    }
}

/// Returns SQLAlchemy's error for a type that a dialect does not know.
pub(crate) fn unknown_type(dialect: &dyn Dialect, name: &str) -> Unsupported {
    Unsupported {
        exception: "sqlalchemy.exc.UnsupportedCompilationError",
        message: format!("Compiler <{}> can't render element of type {name}", dialect.facts().type_compiler),
        hint: Some(format!(
            "`.with_variant(<type>, \"{}\")` gives this dialect a type of its own",
            dialect.facts().name
        )),
    }
}
