//! Types as Python's `repr` shows them: `VARCHAR(length=50)`.

use schema::{ColumnType, EnumType, NativeType};
use serde_json::{Value as Json, json};

/// Returns a type; what has its default is not shown.
pub(crate) fn column_type(column_type: &ColumnType) -> String {
    match column_type {
        ColumnType::Variant { base, .. } => return self::column_type(base),
        ColumnType::Custom { shown: Some(shown), .. } => return shown.clone(),
        ColumnType::Custom { python, .. } | ColumnType::UserDefined { python, .. } if !python.is_empty() => {
            return without_module(python).to_owned();
        }
        _ => {}
    }
    let (class, arguments) = class_and_arguments(column_type);
    format!("{class}({})", arguments.join(", "))
}

fn class_and_arguments(column_type: &ColumnType) -> (String, Vec<String>) {
    use ColumnType as T;
    let (class, arguments) = match column_type {
        T::Boolean { create_constraint, name } => {
            ("Boolean", vec![set("create_constraint", *create_constraint), given("name", name)])
        }
        T::SmallInteger => ("SmallInteger", Vec::new()),
        T::Integer => ("Integer", Vec::new()),
        T::BigInteger => ("BigInteger", Vec::new()),
        T::Numeric { precision, scale, .. } => ("Numeric", vec![given("precision", precision), given("scale", scale)]),
        T::Float { precision, .. } => ("Float", vec![given("precision", precision)]),
        T::Double { precision, .. } => ("Double", vec![given("precision", precision)]),
        T::String { length, collation } => ("String", vec![given("length", length), given("collation", collation)]),
        T::Text { length, collation } => ("Text", vec![given("length", length), given("collation", collation)]),
        T::Unicode { length, collation } => ("Unicode", vec![given("length", length), given("collation", collation)]),
        T::UnicodeText { length, collation } => {
            ("UnicodeText", vec![given("length", length), given("collation", collation)])
        }
        T::LargeBinary { length } => ("LargeBinary", vec![given("length", length)]),
        T::PickleType => ("PickleType", Vec::new()),
        T::Date => ("Date", Vec::new()),
        T::DateTime { timezone } => ("DateTime", vec![set("timezone", *timezone)]),
        T::Time { timezone } => ("Time", vec![set("timezone", *timezone)]),
        T::Interval { native, second_precision, day_precision } => (
            "Interval",
            vec![
                unset("native", *native),
                given("second_precision", second_precision),
                given("day_precision", day_precision),
            ],
        ),
        T::Uuid { native_uuid, .. } => ("Uuid", vec![unset("native_uuid", *native_uuid)]),
        T::Json { .. } => ("JSON", Vec::new()),
        T::Enum(enum_type) => return enumeration(enum_type),
        T::Array { item, dimensions, .. } => {
            ("ARRAY", vec![Some(self::column_type(item)), given("dimensions", dimensions)])
        }
        T::Null => ("NullType", Vec::new()),
        T::Native(native) => return (native.name.clone(), native_arguments(native)),
        T::Variant { base: beneath, .. } | T::Custom { sql: beneath, .. } => return class_and_arguments(beneath),
        T::Unknown { text: spec } | T::UserDefined { spec, .. } => {
            return (spec.split('(').next().unwrap_or(spec).to_owned(), Vec::new());
        }
    };
    (class.to_owned(), arguments.into_iter().flatten().collect())
}

/// Returns what `repr` gave without the module of the class.
fn without_module(python: &str) -> &str {
    let is_of_path = |character: char| character.is_alphanumeric() || matches!(character, '_' | '.');
    let class = python.find(|character| !is_of_path(character)).unwrap_or(python.len());
    let start = python[..class].rfind('.').map_or(0, |dot| dot + 1);
    &python[start..]
}

fn given<T: serde::Serialize>(name: &str, value: &Option<T>) -> Option<String> {
    value.as_ref().map(|value| format!("{name}={}", python(&json!(value))))
}

fn set(name: &str, value: bool) -> Option<String> {
    value.then(|| format!("{name}=True"))
}

fn unset(name: &str, value: bool) -> Option<String> {
    (!value).then(|| format!("{name}=False"))
}

fn enumeration(enum_type: &EnumType) -> (String, Vec<String>) {
    let class = if enum_type.postgresql_only { "ENUM" } else { "Enum" };
    let longest = enum_type.values.iter().map(|value| value.chars().count() as u64).max().unwrap_or(0);
    let mut arguments: Vec<String> = enum_type.values.iter().map(|value| pysource::text(value)).collect();
    let text = |name: &Option<schema::Name>| name.as_ref().map(|name| name.text.clone());
    let further = [
        given("name", &text(&enum_type.name)),
        unset("native_enum", enum_type.native_enum || enum_type.postgresql_only),
        set("create_constraint", enum_type.create_constraint),
        given("length", &enum_type.length.filter(|length| *length != longest)),
        unset("create_type", enum_type.create_type || !enum_type.postgresql_only),
        given("schema", &text(&enum_type.namespace)),
    ];
    arguments.extend(further.into_iter().flatten());
    (class.to_owned(), arguments)
}

/// Arguments in the order of Python's parameters, with their defaults.
type Parameters = &'static [(&'static str, Json)];

fn native_arguments(native: &NativeType) -> Vec<String> {
    const TEXT: Parameters = &[("length", Json::Null), ("collation", Json::Null), ("collation_schema", Json::Null)];
    const EXACT: Parameters = &[
        ("precision", Json::Null),
        ("scale", Json::Null),
        ("decimal_return_scale", Json::Null),
        ("asdecimal", Json::Bool(true)),
    ];
    const FLOATING: Parameters =
        &[("precision", Json::Null), ("asdecimal", Json::Bool(false)), ("decimal_return_scale", Json::Null)];
    const MOMENT: Parameters = &[("timezone", Json::Bool(false)), ("precision", Json::Null)];
    const LENGTH: Parameters = &[("length", Json::Null)];
    const BITS: Parameters = &[("length", Json::Null), ("varying", Json::Bool(false))];
    const INTERVAL: Parameters = &[("precision", Json::Null), ("fields", Json::Null)];
    const UUID: Parameters = &[("as_uuid", Json::Bool(true))];
    const JSON: Parameters = &[("none_as_null", Json::Bool(false))];
    const BOOLEAN: Parameters = &[("create_constraint", Json::Bool(false)), ("name", Json::Null)];

    let named = |parameters: Parameters| -> Vec<String> {
        let arguments = parameters.iter().filter_map(|(name, default)| {
            let value = native.arguments.get(*name).filter(|value| *value != default && !value.is_null())?;
            Some(format!("{name}={}", python(value)))
        });
        arguments.collect()
    };
    let of_json = |word: &str| {
        let mut arguments = named(JSON);
        arguments.push(format!("{word}=Text()"));
        arguments
    };
    match (native.dialect.as_str(), native.name.as_str()) {
        ("mysql" | "mssql" | "oracle", _) => {
            let arguments = native.arguments.iter().filter(|(_, value)| !value.is_null());
            arguments.map(|(name, value)| format!("{name}={}", python(value))).collect()
        }
        ("sqlite", "DATE" | "DATETIME" | "TIME") => Vec::new(),
        ("postgresql", "JSON" | "JSONB") => of_json("astext_type"),
        (_, "HSTORE") => of_json("text_type"),
        (_, "JSON" | "JSONB") => named(JSON),
        (_, "CHAR" | "NCHAR" | "VARCHAR" | "NVARCHAR" | "TEXT" | "CLOB" | "NCLOB" | "CITEXT") => named(TEXT),
        (_, "NUMERIC" | "DECIMAL") => named(EXACT),
        (_, "FLOAT" | "REAL" | "DOUBLE" | "DOUBLE_PRECISION") => named(FLOATING),
        (_, "TIMESTAMP" | "TIME" | "DATETIME") => named(MOMENT),
        (_, "BLOB" | "BINARY" | "VARBINARY" | "BYTEA") => named(LENGTH),
        (_, "BIT") if native.integer("length").is_none() && !native.is_set("varying") => vec!["length=1".to_owned()],
        (_, "BIT") => named(BITS),
        (_, "INTERVAL") => named(INTERVAL),
        (_, "UUID") => named(UUID),
        (_, "BOOLEAN") => named(BOOLEAN),
        (_, "DOMAIN") => {
            let data_type = native.arguments.get("data_type").cloned().unwrap_or_default();
            let data_type = serde_json::from_value(data_type).unwrap_or(ColumnType::Null);
            vec![pysource::text(native.text("name").unwrap_or_default()), column_type(&data_type)]
        }
        _ => Vec::new(),
    }
}

/// Returns a plain value as Python writes it.
fn python(value: &Json) -> String {
    match value {
        Json::Null => pysource::none().to_owned(),
        Json::Bool(value) => super::boolean(*value).to_owned(),
        Json::Number(number) => number.to_string(),
        Json::String(text) => pysource::text(text),
        Json::Array(items) => format!("[{}]", items.iter().map(python).collect::<Vec<_>>().join(", ")),
        Json::Object(_) => {
            let nested = serde_json::from_value(value.clone());
            nested.map_or_else(|_| value.to_string(), |nested| column_type(&nested))
        }
    }
}
