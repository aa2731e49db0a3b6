//! Values that travel between scripts and databases.

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use serde_json::{Value as Json, json};

/// One value: a bound parameter or a cell of a row.
///
/// On the wire `null`, booleans, integers, floats and strings are themselves; everything else is `{"$": kind, "v": …}`
/// with the kinds `int` (text of a big integer), `float` (`nan`, `inf`, `-inf`), `decimal`, `bytes` (base64), `date`, `time`, `datetime` (ISO 8601),
/// `interval` (`[days, seconds, microseconds]` as in Python's `timedelta`), `uuid`, `json` (any JSON), `array` (list of values).
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Int(i64),
    /// An integer outside `i64`, as decimal text.
    BigInt(String),
    Float(f64),
    /// A `Decimal`, as its text.
    Decimal(String),
    Text(String),
    Bytes(Vec<u8>),
    /// `2024-01-31`.
    Date(String),
    /// `13:05:00.25+02:00`; the offset is optional.
    Time(String),
    /// `2024-01-31T13:05:00.25+02:00`; the offset is optional.
    DateTime(String),
    Interval {
        days: i64,
        seconds: i64,
        microseconds: i64,
    },
    Uuid(String),
    Json(Json),
    Array(Vec<Value>),
}

impl Value {
    fn to_json(&self) -> Json {
        let tagged = |kind: &str, value: Json| json!({"$": kind, "v": value});
        match self {
            Self::Null => Json::Null,
            Self::Bool(value) => json!(value),
            Self::Int(value) => json!(value),
            Self::BigInt(text) => tagged("int", json!(text)),
            Self::Float(value) if value.is_nan() => tagged("float", json!("nan")),
            Self::Float(value) if value.is_infinite() => {
                tagged("float", json!(if *value > 0.0 { "inf" } else { "-inf" }))
            }
            Self::Float(value) => json!(value),
            Self::Decimal(text) => tagged("decimal", json!(text)),
            Self::Text(text) => json!(text),
            Self::Bytes(bytes) => tagged("bytes", json!(BASE64.encode(bytes))),
            Self::Date(text) => tagged("date", json!(text)),
            Self::Time(text) => tagged("time", json!(text)),
            Self::DateTime(text) => tagged("datetime", json!(text)),
            Self::Interval { days, seconds, microseconds } => tagged("interval", json!([days, seconds, microseconds])),
            Self::Uuid(text) => tagged("uuid", json!(text)),
            Self::Json(value) => tagged("json", value.clone()),
            Self::Array(items) => tagged("array", Json::Array(items.iter().map(Self::to_json).collect())),
        }
    }

    fn from_json(json: Json) -> Result<Self, String> {
        match json {
            Json::Null => Ok(Self::Null),
            Json::Bool(value) => Ok(Self::Bool(value)),
            Json::Number(number) => match number.as_i64() {
                Some(value) => Ok(Self::Int(value)),
                None if number.is_u64() => Ok(Self::BigInt(number.to_string())),
                None => number.as_f64().map(Self::Float).ok_or_else(|| format!("number {number} is out of range")),
            },
            Json::String(text) => Ok(Self::Text(text)),
            Json::Array(items) => items.into_iter().map(Self::from_json).collect::<Result<_, _>>().map(Self::Array),
            Json::Object(mut fields) => {
                let (Some(Json::String(kind)), Some(value)) = (fields.remove("$"), fields.remove("v")) else {
                    return Err("a value object needs `$` and `v`".into());
                };
                Self::from_tagged(&kind, value)
            }
        }
    }

    fn from_tagged(kind: &str, value: Json) -> Result<Self, String> {
        if kind == "json" {
            return Ok(Self::Json(value));
        }
        match (kind, value) {
            ("array", Json::Array(items)) => {
                items.into_iter().map(Self::from_json).collect::<Result<_, _>>().map(Self::Array)
            }
            ("interval", Json::Array(parts)) => {
                let part =
                    |index: usize| parts.get(index).and_then(Json::as_i64).ok_or("an interval has three integers");
                Ok(Self::Interval { days: part(0)?, seconds: part(1)?, microseconds: part(2)? })
            }
            ("int", Json::String(text)) => Ok(text.parse().map_or(Self::BigInt(text), Self::Int)),
            ("float", Json::String(text)) => text.parse().map(Self::Float).map_err(|_| format!("not a float: {text}")),
            ("decimal", Json::String(text)) => Ok(Self::Decimal(text)),
            ("bytes", Json::String(text)) => BASE64.decode(text).map(Self::Bytes).map_err(|error| error.to_string()),
            ("date", Json::String(text)) => Ok(Self::Date(text)),
            ("time", Json::String(text)) => Ok(Self::Time(text)),
            ("datetime", Json::String(text)) => Ok(Self::DateTime(text)),
            ("uuid", Json::String(text)) => Ok(Self::Uuid(text)),
            (kind, _) => Err(format!("unknown kind of value `{kind}`")),
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_json().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_json(Json::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_value_survives_the_wire() {
        let values = [
            Value::Null,
            Value::Bool(true),
            Value::Int(-7),
            Value::BigInt("123456789012345678901234567890".into()),
            Value::Float(1.5),
            Value::Float(f64::NEG_INFINITY),
            Value::Decimal("1.10".into()),
            Value::Text("x".into()),
            Value::Bytes(vec![0, 255]),
            Value::DateTime("2024-01-31T13:05:00".into()),
            Value::Interval { days: -1, seconds: 5, microseconds: 6 },
            Value::Json(json!({"$": "date"})),
            Value::Array(vec![Value::Int(1), Value::Null]),
        ];
        for value in values {
            let text = serde_json::to_string(&value).unwrap();
            assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value, "{text}");
        }
    }
}
