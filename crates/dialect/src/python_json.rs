//! JSON as Python's `json.dumps` writes it: what SQLAlchemy sends to a JSON column.

use std::fmt::Write as _;

use serde_json::Value as Json;

/// Returns the text with `, ` and `: ` between its parts and every character outside ASCII escaped.
pub(crate) fn python_json(json: &Json) -> String {
    let mut text = String::new();
    push(json, &mut text);
    text
}

/// Returns a float as Python's `repr` writes it: `1.0`, `1e+16`, `1e-05`, `nan`.
pub(crate) fn python_float(float: f64) -> String {
    if float.is_nan() {
        return "nan".into();
    }
    let text = format!("{float:?}");
    match text.split_once('e') {
        None => text,
        Some((digits, exponent)) => {
            let (sign, exponent) = exponent.strip_prefix('-').map_or(('+', exponent), |rest| ('-', rest));
            format!("{digits}e{sign}{exponent:0>2}")
        }
    }
}

fn push(json: &Json, text: &mut String) {
    match json {
        Json::Null => text.push_str("null"),
        Json::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        Json::Number(number) => match number.as_f64().filter(|_| number.is_f64()) {
            Some(float) => text.push_str(&python_float(float)),
            None => text.push_str(&number.to_string()),
        },
        Json::String(string) => push_string(string, text),
        Json::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { ", " });
                push(item, text);
            }
            text.push(']');
        }
        Json::Object(fields) => {
            text.push('{');
            for (index, (key, value)) in fields.iter().enumerate() {
                text.push_str(if index == 0 { "" } else { ", " });
                push_string(key, text);
                text.push_str(": ");
                push(value, text);
            }
            text.push('}');
        }
    }
}

fn push_string(string: &str, text: &mut String) {
    text.push('"');
    for character in string.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '\u{8}' => text.push_str("\\b"),
            '\u{c}' => text.push_str("\\f"),
            ' '..='~' => text.push(character),
            _ => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    let _ = write!(text, "\\u{unit:04x}");
                }
            }
        }
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn text_is_what_json_dumps_gives() {
        let json = json!({"a": [1, 2.0, null, true], "名": "x\"\\\n\u{1F600}\u{7f}", "e": {}});
        assert_eq!(
            python_json(&json),
            r#"{"a": [1, 2.0, null, true], "\u540d": "x\"\\\n\ud83d\ude00\u007f", "e": {}}"#
        );
    }

    #[test]
    fn floats_have_python_exponents() {
        let written: Vec<String> = [1.0, 1e16, 1e-5, 0.0001, 1.5e300, -0.0].into_iter().map(python_float).collect();
        assert_eq!(written, ["1.0", "1e+16", "1e-05", "0.0001", "1.5e+300", "-0.0"]);
    }
}
