//! SQL expressions inside Python text, and the dialect words that hold them.

use schema::{Expression, IndexPart, Options, Text};
use serde_json::Value as Json;

use crate::{Pen, text, value, without_binds};

impl Pen<'_> {
    /// Returns `sa.text('…')`.
    pub(crate) fn text_element(&self, expression: &Expression) -> String {
        format!("{}({})", self.sqlalchemy("text"), self.quoted_sql(expression))
    }

    /// Returns the SQL of an expression as the Python text from which SQLAlchemy makes a `text()`.
    pub fn quoted_sql(&self, expression: &Expression) -> String {
        text(&without_binds(&self.expressions.text(expression)))
    }

    /// Returns the value of a dialect word: an expression, or plain data.
    pub fn option(&self, json: &Json) -> String {
        match json {
            Json::Array(items) => {
                let items: Vec<String> = items.iter().map(|item| self.option(item)).collect();
                format!("[{}]", items.join(", "))
            }
            Json::Object(fields) if fields.get("expr").is_some_and(Json::is_string) => {
                match serde_json::from_value::<Expression>(json.clone()) {
                    Ok(expression) => self.text_element(&expression),
                    Err(_) => value(json),
                }
            }
            plain => value(plain),
        }
    }

    /// Returns dialect words as keywords: the words of one dialect stand together.
    pub fn options(&self, options: &Options) -> Vec<String> {
        let dialect_of = |key: &str| key.split('_').next().unwrap_or_default().to_owned();
        let mut dialects: Vec<String> = Vec::new();
        for key in options.keys() {
            let dialect = dialect_of(key);
            if !dialects.contains(&dialect) {
                dialects.push(dialect);
            }
        }
        let of_dialect = |dialect: &String| {
            let dialect = dialect.clone();
            options.iter().filter(move |(key, _)| dialect_of(key) == dialect)
        };
        dialects
            .iter()
            .flat_map(of_dialect)
            .map(|(key, json)| format!("{key}={}", self.named_option(key, json)))
            .collect()
    }

    /// SQLAlchemy reads the condition of an index from PostgreSQL as a string.
    fn named_option(&self, key: &str, json: &Json) -> String {
        let expression = || serde_json::from_value::<Expression>(json.clone()).ok();
        match (key, json.is_object().then(expression).flatten()) {
            ("postgresql_where", Some(Expression::Text(Text { sql, is_verbatim: true, .. }))) => {
                text(&without_binds(&sql))
            }
            _ => self.option(json),
        }
    }

    /// Returns the keys of an index.
    pub fn index_parts(&self, parts: &[IndexPart]) -> Vec<String> {
        parts.iter().map(|part| self.index_part(part)).collect()
    }

    fn index_part(&self, part: &IndexPart) -> String {
        match part {
            IndexPart::Column(name) => text(&name.text),
            IndexPart::Expression(Expression::Label { name, of }) => {
                format!("{}.label({})", self.literal_column(&self.expressions.index_key(of)), text(&name.text))
            }
            IndexPart::Expression(expression) => self.literal_column(&self.expressions.index_key(expression)),
        }
    }

    /// Returns `sa.literal_column('…')`.
    pub(crate) fn literal_column(&self, sql: &str) -> String {
        format!("{}({})", self.sqlalchemy("literal_column"), text(sql))
    }
}
