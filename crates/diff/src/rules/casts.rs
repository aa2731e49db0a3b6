//! How PostgreSQL takes the values of a column to another type: `pg_cast`, and the rules for text, arrays and enums
//! (the manual's "CREATE CAST" and "Value Storage").

use dialect::Dialect;
use dialect::types::{resolved, type_text};
use schema::{ColumnType, Pair};

/// Whether ALTER COLUMN needs a USING.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cast {
    /// The server finds the way, or there is none that we know.
    Left,
    /// The values are cast by hand, by way of another type where one is named: `a::text::kind`.
    ByHand { by_way_of: Option<String> },
    /// Any number but zero is true; only `integer` has a cast that says so.
    NotZero,
    /// A function does it.
    Call(&'static str),
}

/// Casts that an assignment makes, by the type they start from.
const AUTOMATIC: &[(&str, &[&str])] = &[
    ("bigint", &["double precision", "integer", "money", "numeric", "real", "smallint"]),
    ("bit", &["bit varying"]),
    ("bit varying", &["bit"]),
    ("box", &["polygon"]),
    ("cidr", &["inet"]),
    ("date", &["timestamp with time zone", "timestamp without time zone"]),
    ("double precision", &["bigint", "integer", "numeric", "real", "smallint"]),
    ("hstore", &["json", "jsonb"]),
    ("inet", &["cidr"]),
    ("integer", &["bigint", "double precision", "money", "numeric", "real", "smallint"]),
    ("interval", &["time without time zone"]),
    ("json", &["jsonb"]),
    ("jsonb", &["json"]),
    ("macaddr", &["macaddr8"]),
    ("macaddr8", &["macaddr"]),
    ("money", &["numeric"]),
    ("numeric", &["bigint", "double precision", "integer", "money", "real", "smallint"]),
    ("path", &["polygon"]),
    ("point", &["box"]),
    ("polygon", &["path"]),
    ("real", &["bigint", "double precision", "integer", "numeric", "smallint"]),
    ("smallint", &["bigint", "double precision", "integer", "numeric", "real"]),
    ("time with time zone", &["time without time zone"]),
    ("time without time zone", &["interval", "time with time zone"]),
    (
        "timestamp with time zone",
        &["date", "time with time zone", "time without time zone", "timestamp without time zone"],
    ),
    ("timestamp without time zone", &["date", "time without time zone", "timestamp with time zone"]),
];

/// Casts that must be asked for.
const BY_HAND: &[(&str, &[&str])] = &[
    ("bigint", &["bit"]),
    ("bit", &["bigint", "integer"]),
    ("boolean", &["integer"]),
    ("box", &["circle", "lseg", "point"]),
    ("circle", &["box", "point", "polygon"]),
    ("daterange", &["datemultirange"]),
    ("int4range", &["int4multirange"]),
    ("int8range", &["int8multirange"]),
    ("integer", &["bit"]),
    ("jsonb", &["bigint", "boolean", "double precision", "integer", "numeric", "real", "smallint"]),
    ("lseg", &["point"]),
    ("numrange", &["nummultirange"]),
    ("polygon", &["box", "circle", "point"]),
    ("tsrange", &["tsmultirange"]),
    ("tstzrange", &["tstzmultirange"]),
];

/// Kinds of types whose values are compared with one another, as a foreign key does.
const COMPARED: &[&[&str]] = &[
    &["bigint", "integer", "smallint"],
    &["double precision", "real"],
    &["date", "timestamp with time zone", "timestamp without time zone"],
];

const NUMBERS: &[&str] = &["bigint", "double precision", "integer", "numeric", "real", "smallint"];
const TEXTS: &[&str] = &["character", "character varying", "citext", "text"];

/// Returns how values get from one type to the other.
pub(super) fn cast(dialect: &dyn Dialect, types: Pair<&ColumnType>) -> Cast {
    let types = types.map(|column_type| resolved(dialect, column_type));
    match (types.before, types.after) {
        (ColumnType::Array { item: before, .. }, ColumnType::Array { item: after, .. }) => {
            of_items(cast(dialect, Pair { before, after }))
        }
        _ => {
            let names = types.map(|column_type| name(dialect, column_type));
            match (names.before, names.after) {
                (Some(before), Some(after)) => cast_of_names(&Pair { before, after }),
                _ => Cast::Left,
            }
        }
    }
}

/// Returns whether a foreign key may join columns of both types.
pub(super) fn joins(dialect: &dyn Dialect, types: Pair<&ColumnType>) -> bool {
    let names = types.map(|column_type| name(dialect, resolved(dialect, column_type)));
    match (names.before, names.after) {
        (Some(Named::Text), Some(Named::Text)) | (Some(Named::Array), Some(Named::Array)) => true,
        (Some(Named::Enum(before)), Some(Named::Enum(after))) => before == after,
        (Some(Named::Other(before)), Some(Named::Other(after))) => {
            before == after
                || COMPARED.iter().any(|kind| kind.contains(&before.as_str()) && kind.contains(&after.as_str()))
        }
        (before, after) => before.is_none() || after.is_none(),
    }
}

/// Returns whether the server spells a condition over a column of either type in the same words.
pub(super) fn spells_alike(dialect: &dyn Dialect, types: Pair<&ColumnType>) -> bool {
    let types = types.map(|column_type| resolved(dialect, column_type));
    match (types.before, types.after) {
        (ColumnType::Array { item: before, .. }, ColumnType::Array { item: after, .. }) => {
            spells_alike(dialect, Pair { before, after })
        }
        (before, after) => match (type_text(dialect, before), type_text(dialect, after)) {
            (Ok(before), Ok(after)) => before == after || base_name(&before) == base_name(&after),
            _ => true,
        },
    }
}

fn of_items(cast: Cast) -> Cast {
    match cast {
        Cast::ByHand { by_way_of } => Cast::ByHand { by_way_of: by_way_of.map(|name| format!("{name}[]")) },
        Cast::Left | Cast::NotZero | Cast::Call(_) => Cast::Left,
    }
}

/// A type as far as casts go.
enum Named {
    Text,
    Enum(String),
    Array,
    Other(String),
}

fn name(dialect: &dyn Dialect, column_type: &ColumnType) -> Option<Named> {
    let text = type_text(dialect, column_type).ok()?;
    match column_type {
        ColumnType::Array { .. } => return Some(Named::Array),
        ColumnType::Enum(enum_type) if enum_type.native_enum || enum_type.postgresql_only => {
            return Some(Named::Enum(text));
        }
        ColumnType::Native(native) if native.name == "DOMAIN" => {
            let data_type = serde_json::from_value(native.arguments.get("data_type")?.clone()).ok()?;
            return name(dialect, resolved(dialect, &data_type));
        }
        _ => {}
    }
    let base = base_name(&text);
    Some(if TEXTS.contains(&base.as_str()) { Named::Text } else { Named::Other(base) })
}

/// Returns the server's name of a type without its arguments: `numeric` of `DECIMAL(10, 2)`.
fn base_name(text: &str) -> String {
    let text = text.to_lowercase();
    let (start, rest) = text.split_once('(').unwrap_or((&text, ""));
    let end = rest.split_once(')').map_or("", |(_, end)| end);
    let words = format!("{} {}", start.trim(), end.split(" collate").next().unwrap_or_default().trim());
    let words = words.split(" collate").next().unwrap_or_default().trim().to_owned();
    match words.as_str() {
        "varchar" | "nvarchar" => "character varying".to_owned(),
        "char" | "nchar" => "character".to_owned(),
        "decimal" => "numeric".to_owned(),
        "float" => {
            let bits = rest.split(')').next().and_then(|bits| bits.trim().parse::<u32>().ok());
            if bits.is_some_and(|bits| bits <= 24) { "real".to_owned() } else { "double precision".to_owned() }
        }
        "timestamp" | "time" => format!("{words} without time zone"),
        interval if interval.starts_with("interval") => "interval".to_owned(),
        _ => words,
    }
}

fn cast_of_names(names: &Pair<Named>) -> Cast {
    let by_hand = |by_way_of: Option<&str>| Cast::ByHand { by_way_of: by_way_of.map(str::to_owned) };
    match (&names.before, &names.after) {
        (_, Named::Text) => Cast::Left,
        (Named::Text, _) => by_hand(None),
        (Named::Enum(_) | Named::Array, Named::Other(after)) => to_json(after),
        (Named::Enum(before), Named::Enum(after)) => {
            if before == after {
                Cast::Left
            } else {
                by_hand(Some("text"))
            }
        }
        (Named::Other(before), Named::Other(after)) => cast_of_others(before, after),
        (Named::Enum(_) | Named::Array | Named::Other(_), Named::Enum(_) | Named::Array) => Cast::Left,
    }
}

fn to_json(after: &str) -> Cast {
    match after {
        "json" => Cast::Call("to_json"),
        "jsonb" => Cast::Call("to_jsonb"),
        _ => Cast::Left,
    }
}

fn cast_of_others(before: &str, after: &str) -> Cast {
    let holds = |casts: &[(&str, &[&str])]| casts.iter().any(|(from, to)| *from == before && to.contains(&after));
    if before == after || holds(AUTOMATIC) {
        return Cast::Left;
    }
    match (before, after) {
        (number, "boolean") if NUMBERS.contains(&number) => Cast::NotZero,
        ("boolean", "integer") => Cast::ByHand { by_way_of: None },
        ("boolean", number) if NUMBERS.contains(&number) => Cast::ByHand { by_way_of: Some("integer".to_owned()) },
        _ if holds(BY_HAND) => Cast::ByHand { by_way_of: None },
        _ => to_json(after),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value as Json, json};

    #[track_caller]
    fn check(before: Json, after: Json, expected: Cast) {
        let read = |json: Json| -> ColumnType { serde_json::from_value(json).unwrap() };
        let (before, after) = (read(before), read(after));
        let dialect = dialect::by_name("postgresql").unwrap();
        assert_eq!(cast(dialect, Pair { before: &before, after: &after }), expected);
    }

    fn of(name: &str) -> Json {
        json!({"type": name})
    }

    fn native(name: &str) -> Json {
        json!({"type": "Native", "dialect": "postgresql", "name": name})
    }

    fn kind(name: &str) -> Json {
        json!({"type": "Enum", "name": name, "values": ["a"]})
    }

    fn array(item: Json) -> Json {
        json!({"type": "ARRAY", "item": item})
    }

    fn by_way_of(name: &str) -> Cast {
        Cast::ByHand { by_way_of: Some(name.to_owned()) }
    }

    const BY_HAND: Cast = Cast::ByHand { by_way_of: None };

    #[track_caller]
    fn check_joins(before: Json, after: Json, expected: bool) {
        let read = |json: Json| -> ColumnType { serde_json::from_value(json).unwrap() };
        let (before, after) = (read(before), read(after));
        let dialect = dialect::by_name("postgresql").unwrap();
        assert_eq!(joins(dialect, Pair { before: &before, after: &after }), expected);
    }

    #[test]
    fn a_foreign_key_joins_what_is_compared_without_a_cast() {
        check_joins(of("Integer"), of("BigInteger"), true);
        check_joins(of("String"), of("Text"), true);
        check_joins(of("Integer"), of("String"), false);
        check_joins(of("Integer"), of("Numeric"), false);
        check_joins(kind("kind"), kind("other"), false);
        check_joins(of("String"), of("Uuid"), false);
    }

    #[test]
    fn a_condition_has_other_words_where_the_type_has_another_name() {
        let dialect = dialect::by_name("postgresql").unwrap();
        let is_alike = |before: Json, after: Json| {
            let read = |json: Json| -> ColumnType { serde_json::from_value(json).unwrap() };
            spells_alike(dialect, Pair { before: &read(before), after: &read(after) })
        };
        assert!(is_alike(json!({"type": "String", "length": 5}), of("String")));
        assert!(is_alike(array(of("Text")), array(of("Text"))));
        assert!(!is_alike(of("String"), of("Text")));
        assert!(!is_alike(of("Integer"), of("Numeric")));
        assert!(!is_alike(kind("kind"), kind("other")));
    }

    #[test]
    fn everything_becomes_text_by_itself_and_text_nothing() {
        for other in [of("Integer"), of("Uuid"), native("JSONB"), of("DateTime"), kind("kind"), array(of("Integer"))] {
            check(other.clone(), of("String"), Cast::Left);
            check(of("Text"), other, BY_HAND);
        }
        check(json!({"type": "String", "length": 5}), of("Text"), Cast::Left);
    }

    #[test]
    fn numbers_and_moments_are_assigned() {
        check(of("Integer"), of("BigInteger"), Cast::Left);
        check(json!({"type": "Float", "precision": 53}), of("SmallInteger"), Cast::Left);
        check(json!({"type": "Numeric", "precision": 10, "scale": 2}), of("Integer"), Cast::Left);
        check(json!({"type": "DateTime", "timezone": true}), of("Date"), Cast::Left);
    }

    #[test]
    fn booleans_go_by_way_of_integer() {
        check(of("Boolean"), of("Integer"), BY_HAND);
        check(of("Boolean"), of("BigInteger"), by_way_of("integer"));
        check(of("SmallInteger"), of("Boolean"), Cast::NotZero);
    }

    #[test]
    fn enums_go_by_way_of_text() {
        check(kind("kind"), kind("other"), by_way_of("text"));
        check(kind("kind"), kind("kind"), Cast::Left);
        check(array(kind("kind")), array(kind("other")), by_way_of("text[]"));
        check(array(of("Text")), array(kind("kind")), BY_HAND);
    }

    #[test]
    fn anything_becomes_json_by_a_function() {
        check(of("Integer"), native("JSONB"), Cast::Call("to_jsonb"));
        check(array(of("Integer")), of("JSON"), Cast::Call("to_json"));
        check(native("JSONB"), of("Integer"), BY_HAND);
        check(of("JSON"), native("JSONB"), Cast::Left);
    }

    #[test]
    fn where_no_cast_is_known_nothing_is_said() {
        check(of("Date"), of("Integer"), Cast::Left);
        check(of("Integer"), array(of("Integer")), Cast::Left);
        check(of("Integer"), kind("kind"), Cast::Left);
    }
}
