//! Upper-case types and those of one database: `sa.VARCHAR(length=50)`, `postgresql.JSONB(astext_type=sa.Text())`.

use schema::{ColumnType, Expression, NativeType};
use serde_json::Value as Json;

use crate::arguments::Arguments;
use crate::{Pen, boolean, text, value};

/// The order in which `repr` shows arguments.
const ORDER: &[&str] =
    &["timezone", "length", "varying", "precision", "fsp", "scale", "fields", "collation", "collation_schema"];
const ORDER_OF_NUMERIC: &[&str] = &["precision", "scale", "decimal_return_scale", "asdecimal"];
const ORDER_OF_FLOAT: &[&str] = &["precision", "asdecimal", "decimal_return_scale"];
const ORDER_OF_MYSQL_INTEGER: &[&str] = &["display_width", "unsigned", "zerofill"];
const ORDER_OF_MYSQL_NUMERIC: &[&str] = &["unsigned", "zerofill", "precision", "scale"];
const ORDER_OF_MYSQL_FLOAT: &[&str] = &["precision", "scale", "asdecimal", "unsigned", "zerofill"];
const ORDER_OF_MYSQL_STRING: &[&str] = &["charset", "collation", "ascii", "binary", "unicode", "national", "length"];

impl Pen<'_> {
    /// Returns a type by its own name.
    pub(crate) fn native_type(&mut self, native: &NativeType) -> String {
        let arguments = match (native.dialect.as_str(), native.name.as_str()) {
            ("postgresql", "DOMAIN") => self.domain(native),
            ("postgresql", "JSON" | "JSONB") => self.with_text_type(native, "astext_type"),
            ("postgresql", "HSTORE") => self.with_text_type(native, "text_type"),
            ("postgresql", "BIT") if native.integer("length").is_none() && !native.is_set("varying") => {
                let mut arguments = Arguments::default();
                arguments.keyword("length", 1);
                arguments
            }
            _ => plain(native),
        };
        let callee = if native.dialect.is_empty() {
            self.sqlalchemy(&native.name)
        } else {
            self.of_dialect(&native.dialect, &native.name)
        };
        arguments.call(&callee)
    }

    /// Returns the arguments of JSON, JSONB and HSTORE: the type that `->>` gives.
    fn with_text_type(&mut self, native: &NativeType, keyword: &str) -> Arguments {
        let mut arguments = Arguments::default();
        arguments.set("none_as_null", native.is_set("none_as_null"));
        let text_type = native.arguments.get(keyword).and_then(|json| serde_json::from_value(json.clone()).ok());
        let text_type = text_type.unwrap_or(ColumnType::Text { length: None, collation: None });
        arguments.keyword(keyword, self.column_type(&text_type));
        arguments
    }

    fn domain(&mut self, native: &NativeType) -> Arguments {
        let mut arguments = Arguments::default();
        arguments.plain(native.text("name").map_or_else(|| crate::none().to_owned(), text));
        let data_type = native.arguments.get("data_type").and_then(|json| serde_json::from_value(json.clone()).ok());
        arguments.plain(self.column_type(&data_type.unwrap_or(ColumnType::Null)));
        arguments.text("collation", native.text("collation"));
        arguments.text("collation_schema", native.text("collation_schema"));
        if let Some(default) = native.arguments.get("default").filter(|default| !default.is_null()) {
            arguments.keyword("default", self.option(default));
        }
        arguments.text("constraint_name", native.text("constraint_name"));
        arguments.set("not_null", native.is_set("not_null"));
        match native.arguments.get("check") {
            None | Some(Json::Null) => {}
            Some(Json::String(check)) => arguments.keyword("check", text(check)),
            Some(json) => {
                if let Ok(check) = serde_json::from_value::<Expression>(json.clone()) {
                    arguments.keyword("check", self.quoted_sql(&check));
                }
            }
        }
        arguments.text("schema", native.text("schema"));
        arguments.unset("create_type", native.arguments.get("create_type") != Some(&Json::Bool(false)));
        arguments
    }
}

fn plain(native: &NativeType) -> Arguments {
    let mut arguments = Arguments::default();
    for key in ["enums", "values"] {
        let values = native.arguments.get(key).and_then(Json::as_array);
        values.into_iter().flatten().for_each(|item| arguments.plain(value(item)));
    }
    let is_known = |key: &str| order(native).contains(&key);
    for key in order(native) {
        let default = *key == "asdecimal" && matches!(native.name.as_str(), "NUMERIC" | "DECIMAL");
        match native.arguments.get(*key) {
            None | Some(Json::Null) if *key == "asdecimal" && counts_in_decimals(native) => {
                arguments.keyword(key, boolean(true));
            }
            None | Some(Json::Null) => {}
            Some(Json::Bool(flag)) if *flag == default => {}
            Some(json) => arguments.keyword(key, value(json)),
        }
    }
    if native.arguments.get("as_uuid") == Some(&Json::Bool(false)) {
        arguments.keyword("as_uuid", boolean(false));
    }
    // What we do not know is shown as it came; the format of SQLite's dates is hidden by `repr`.
    let is_set_of_words = native.arguments.contains_key("values") || native.arguments.contains_key("enums");
    let hidden = ["enums", "values", "as_uuid", "storage_format", "regexp"];
    for (key, json) in &native.arguments {
        let is_default = matches!(json, Json::Null | Json::Bool(false));
        let is_hidden = hidden.contains(&key.as_str()) || is_set_of_words && key == "length";
        if !is_known(key) && !is_default && !is_hidden {
            arguments.keyword(key, value(json));
        }
    }
    arguments
}

fn order(native: &NativeType) -> &'static [&'static str] {
    match (native.dialect.as_str(), native.name.as_str()) {
        ("mysql", "TINYINT" | "SMALLINT" | "MEDIUMINT" | "INTEGER" | "BIGINT" | "YEAR") => ORDER_OF_MYSQL_INTEGER,
        ("mysql", "NUMERIC" | "DECIMAL") => ORDER_OF_MYSQL_NUMERIC,
        ("mysql", "FLOAT" | "DOUBLE" | "REAL") => ORDER_OF_MYSQL_FLOAT,
        ("mysql", "BIT" | "TIME" | "TIMESTAMP" | "DATETIME" | "VARBINARY") => ORDER,
        ("mysql", "ENUM" | "SET") => &ORDER_OF_MYSQL_STRING[..ORDER_OF_MYSQL_STRING.len() - 1],
        ("mysql", _) => ORDER_OF_MYSQL_STRING,
        (_, "NUMERIC" | "DECIMAL") => ORDER_OF_NUMERIC,
        (_, "FLOAT" | "REAL" | "DOUBLE" | "DOUBLE_PRECISION") => ORDER_OF_FLOAT,
        _ => ORDER,
    }
}

/// MySQL's DOUBLE and REAL give decimals by default, which their `repr` shows.
fn counts_in_decimals(native: &NativeType) -> bool {
    native.dialect == "mysql" && matches!(native.name.as_str(), "DOUBLE" | "REAL")
}
