//! Values as the server's output functions write them: what stands inside ranges and records.

use schema::Value;
use tokio_postgres::types::Type;

use super::decode;
use super::reader::Reader;
use crate::python_json::python_float;

/// Returns the text of a cell of any type.
pub(super) fn of_cell(cell_type: &Type, bytes: &[u8]) -> Result<String, String> {
    match *cell_type {
        Type::JSON => super::reader::text(bytes),
        Type::JSONB => super::reader::text(bytes.get(1..).unwrap_or_default()),
        Type::INTERVAL => {
            let mut reader = Reader::new(bytes);
            Ok(interval(reader.i64()?, reader.i32()?, reader.i32()?))
        }
        _ => decode(cell_type, bytes).map(|value| of_value(&value)),
    }
}

fn of_value(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(value) => if *value { "t" } else { "f" }.into(),
        Value::Int(value) => value.to_string(),
        Value::Float(value) => float(*value),
        Value::BigInt(text) | Value::Decimal(text) | Value::Text(text) | Value::Date(text) | Value::Uuid(text) => {
            text.clone()
        }
        Value::Bytes(bytes) => format!("\\x{}", bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>()),
        Value::Time(text) => short_offset(text),
        Value::DateTime(text) => short_offset(&text.replacen('T', " ", 1)),
        Value::Interval { days, seconds, microseconds } => format!("{days} days {seconds}.{microseconds:06}"),
        Value::Json(json) => json.to_string(),
        Value::Array(items) => {
            let items: Vec<String> = items
                .iter()
                .map(|item| match item {
                    Value::Null => "NULL".into(),
                    Value::Array(_) => of_value(item),
                    _ => quoted_in_array(&of_value(item)),
                })
                .collect();
            format!("{{{}}}", items.join(","))
        }
    }
}

/// `1 year 2 mons 3 days 04:05:06`
fn interval(microseconds: i64, days: i32, months: i32) -> String {
    let counted = |count: i32, unit: &str| {
        let plural = if count == 1 { "" } else { "s" };
        (count != 0).then(|| format!("{count} {unit}{plural}"))
    };
    let time = (microseconds != 0).then(|| {
        let sign = if microseconds < 0 { "-" } else { "" };
        let (whole, fraction) = (microseconds.unsigned_abs() / 1_000_000, microseconds.unsigned_abs() % 1_000_000);
        let clock = format!("{sign}{:02}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
        if fraction == 0 { clock } else { format!("{clock}.{fraction:06}").trim_end_matches('0').to_owned() }
    });
    let parts = [counted(months / 12, "year"), counted(months % 12, "mon"), counted(days, "day"), time];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    if text.is_empty() { "00:00:00".into() } else { text }
}

/// The server writes `+02`, not `+02:00`, and no zeros at the end of a fraction.
fn short_offset(text: &str) -> String {
    let has_whole_hours = text.ends_with(":00") && text.rfind(['+', '-']) == text.len().checked_sub(6);
    let text = if has_whole_hours { &text[..text.len() - 3] } else { text };
    match text.split_once('.') {
        None => text.to_owned(),
        Some((clock, rest)) => {
            let end = rest.find(['+', '-']).unwrap_or(rest.len());
            format!("{clock}.{}{}", rest[..end].trim_end_matches('0'), &rest[end..])
        }
    }
}

pub(super) fn joined(array: &Value, between: &str) -> String {
    match array {
        Value::Array(items) => items.iter().map(of_value).collect::<Vec<_>>().join(between),
        other => of_value(other),
    }
}

/// `1`, `0.5`, `1e+20`, `Infinity`
pub(super) fn float(float: f64) -> String {
    if float.is_nan() {
        return "NaN".into();
    }
    if float.is_infinite() {
        return if float > 0.0 { "Infinity" } else { "-Infinity" }.into();
    }
    let text = python_float(float);
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

pub(super) fn quoted_in_range(text: &str) -> String {
    let needs_quotes = text.is_empty() || text.contains(|c: char| c.is_whitespace() || "()[],\"\\".contains(c));
    if needs_quotes { doubled(text) } else { text.to_owned() }
}

pub(super) fn quoted_in_record(text: &str) -> String {
    let needs_quotes = text.is_empty() || text.contains(|c: char| c.is_whitespace() || "(),\"\\".contains(c));
    if needs_quotes { doubled(text) } else { text.to_owned() }
}

fn quoted_in_array(text: &str) -> String {
    let needs_quotes = text.is_empty()
        || text.eq_ignore_ascii_case("null")
        || text.contains(|c: char| c.is_whitespace() || "{},\"\\".contains(c));
    if needs_quotes { format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")) } else { text.to_owned() }
}

fn doubled(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\"\""))
}

/// `6f9619ff-8b86-d011-b42d-00c04fc964ff`
pub(super) fn uuid(bytes: &[u8]) -> String {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// `0101`
pub(super) fn bits(reader: &mut Reader<'_>) -> Result<String, String> {
    let count = reader.count()?;
    let all: String = reader.rest().iter().map(|byte| format!("{byte:08b}")).collect();
    all.get(..count).map(str::to_owned).ok_or_else(|| "the cell is shorter than its type says".to_owned())
}

/// The type `"char"` holds one byte; zero is the empty text.
pub(super) fn single_byte(byte: u8) -> String {
    match byte {
        0 => String::new(),
        1..128 => char::from(byte).to_string(),
        _ => format!("\\{byte:03o}"),
    }
}

pub(super) fn upper_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}
