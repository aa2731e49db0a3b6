//! Types as PostgreSQL writes them.

use schema::{ColumnType, EnumType, Name, NativeType};
use serde_json::json;

use crate::quote::{quote_name, quote_text};
use crate::refusal::compile_error;
use crate::types::{Types, enum_as_varchar, native, native_text, type_text};
use crate::{Dialect, Unsupported};

use super::Postgresql;
use super::reserved::BUILT_IN_TYPES;

/// Types whose text is their name.
const PLAIN: &[&str] = &[
    "BYTEA",
    "CIDR",
    "CITEXT",
    "DATEMULTIRANGE",
    "DATERANGE",
    "HSTORE",
    "INET",
    "INT4MULTIRANGE",
    "INT4RANGE",
    "INT8MULTIRANGE",
    "INT8RANGE",
    "JSON",
    "JSONB",
    "JSONPATH",
    "MACADDR",
    "MACADDR8",
    "MONEY",
    "NUMMULTIRANGE",
    "NUMRANGE",
    "OID",
    "REGCLASS",
    "REGCONFIG",
    "TSMULTIRANGE",
    "TSQUERY",
    "TSRANGE",
    "TSTZMULTIRANGE",
    "TSTZRANGE",
    "TSVECTOR",
];

impl Types for Postgresql {
    fn stand_in(&self, generic: &ColumnType) -> Option<NativeType> {
        Some(match generic {
            ColumnType::LargeBinary { .. } | ColumnType::PickleType => native("BYTEA", []),
            ColumnType::DateTime { timezone } => native("TIMESTAMP", [("timezone", json!(timezone))]),
            ColumnType::Double { .. } => native("DOUBLE_PRECISION", []),
            ColumnType::Interval { native: true, second_precision, .. } => {
                native("INTERVAL", [("precision", json!(second_precision))])
            }
            ColumnType::Interval { native: false, .. } => native("TIMESTAMP", []),
            _ => return None,
        })
    }

    fn native_text(&self, dialect: &dyn Dialect, native: &NativeType) -> Result<Option<String>, Unsupported> {
        let name = native.name.as_str();
        Ok(Some(match name {
            _ if PLAIN.binary_search(&name).is_ok() => name.to_owned(),
            "FLOAT" => match native.integer("precision").filter(|precision| *precision != 0) {
                Some(precision) => format!("FLOAT({precision})"),
                None => "FLOAT".to_owned(),
            },
            "TIMESTAMP" | "TIME" => {
                let precision =
                    native.integer("precision").map(|precision| format!("({precision})")).unwrap_or_default();
                let zone = if native.is_set("timezone") { "WITH" } else { "WITHOUT" };
                format!("{name}{precision} {zone} TIME ZONE")
            }
            "INTERVAL" => {
                let fields = native.text("fields").map(|fields| format!(" {fields}")).unwrap_or_default();
                let precision =
                    native.integer("precision").map(|precision| format!(" ({precision})")).unwrap_or_default();
                format!("INTERVAL{fields}{precision}")
            }
            "BIT" => match (native.is_set("varying"), native.integer("length")) {
                (true, None) => "BIT VARYING".to_owned(),
                (true, Some(length)) => format!("BIT VARYING({length})"),
                (false, length) => format!("BIT({})", length.unwrap_or(1)),
            },
            "DOMAIN" => {
                let name = native.text("name").map(Name::from);
                let namespace = native.text("schema").map(Name::from);
                let shown = format!("DOMAIN('{}')", native.text("name").unwrap_or_default());
                named_type(dialect, &shown, name.as_ref(), namespace.as_ref())?
            }
            "ENUM" => return Err(compile_error("PostgreSQL ENUM type requires a name.")),
            _ => return Ok(None),
        }))
    }

    fn enum_text(&self, dialect: &dyn Dialect, enum_type: &EnumType) -> Result<String, Unsupported> {
        if enum_type.native_enum || enum_type.postgresql_only {
            let mut arguments: Vec<String> = enum_type.values.iter().map(|value| format!("'{value}'")).collect();
            arguments.push(format!("name='{}'", enum_type.name.as_ref().map_or("", |name| &name.text)));
            if !enum_type.postgresql_only {
                arguments.push("_create_events=False".to_owned());
            }
            let shown = format!("ENUM({})", arguments.join(", "));
            named_type(dialect, &shown, enum_type.name.as_ref(), enum_type.namespace.as_ref())
        } else {
            native_text(dialect, &enum_as_varchar(enum_type))
        }
    }

    fn array_text(
        &self,
        dialect: &dyn Dialect,
        item: &ColumnType,
        dimensions: Option<u32>,
    ) -> Result<String, Unsupported> {
        let item = type_text(dialect, item)?;
        let brackets = "[]".repeat(dimensions.unwrap_or(1) as usize);
        Ok(match item.find(" COLLATE") {
            Some(at) => format!("{}{brackets}{}", &item[..at], &item[at..]),
            None => item + &brackets,
        })
    }
}

/// Returns the quoted name of an enum or domain.
pub(super) fn named_type(
    dialect: &dyn Dialect,
    shown: &str,
    name: Option<&Name>,
    namespace: Option<&Name>,
) -> Result<String, Unsupported> {
    let Some(name) = name.filter(|name| !name.text.is_empty()) else {
        let class = shown.split('(').next().unwrap_or(shown);
        return Err(compile_error(format!("PostgreSQL {class} type requires a name.")));
    };
    match namespace {
        Some(namespace) => Ok(format!("{}.{}", quote_name(dialect, namespace), quote_name(dialect, name))),
        None if BUILT_IN_TYPES.binary_search(&name.text.as_str()).is_ok() => Err(compile_error(format!(
            "{shown} has name '{name}' that matches an existing type, and requires an explicit schema \
             name in order to be rendered in DDL."
        ))),
        None => Ok(if name.quote.is_none() { quote_text(dialect, &name.text) } else { quote_name(dialect, name) }),
    }
}
