//! A schema as a list of parts with names, in which two schemas can be compared and the differences told.

use schema::Schema;
use serde::Serialize;
use serde_json::Value as Json;

/// One part of a schema: a column, an index, a view, …
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Part {
    /// `column users.age`.
    pub(crate) label: String,
    /// What it is, as the wire has it; a text for what only the server can spell.
    pub(crate) content: Json,
}

/// What a schema has too much, lacks, and has otherwise than another one, a line each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Traces {
    pub(crate) left: Vec<String>,
    pub(crate) missing: Vec<String>,
    pub(crate) changed: Vec<String>,
}

impl Traces {
    /// Compares what was found with what was wanted; the order of the parts means nothing.
    pub(crate) fn between(wanted: &[Part], found: &[Part]) -> Self {
        let without = |parts: &[Part], others: &[Part]| -> Vec<Part> {
            parts.iter().filter(|part| !others.contains(part)).cloned().collect()
        };
        let (mut left, mut traces) = (without(found, wanted), Self::default());
        for part in without(wanted, found) {
            match left.iter().position(|other| other.label == part.label) {
                Some(place) => traces.changed.push(change(&part, &left.remove(place))),
                None => traces.missing.push(part.label),
            }
        }
        traces.left = left.into_iter().map(|part| part.label).collect();
        traces
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.left.is_empty() && self.missing.is_empty() && self.changed.is_empty()
    }
}

/// `column users.age: nullable is true and was false`.
fn change(wanted: &Part, found: &Part) -> String {
    let keys: Vec<String> = match (&wanted.content, &found.content) {
        (Json::Object(before), Json::Object(after)) => before
            .iter()
            .filter(|(key, value)| after.get(*key) != Some(value))
            .map(|(key, value)| {
                format!("{key} is {} and was {}", words(after.get(key).unwrap_or(&Json::Null)), words(value))
            })
            .collect(),
        (before, after) => vec![format!("is {} and was {}", words(after), words(before))],
    };
    format!("{}: {}", wanted.label, keys.join(", "))
}

/// A value as people read it: an expression by its SQL, what has a name by it.
fn words(value: &Json) -> String {
    match value {
        Json::Null => "none".to_owned(),
        Json::String(text) => text.clone(),
        Json::Object(fields) => match (fields.get("sql"), fields.get("fill"), fields.get("expression")) {
            (Some(Json::String(sql)), ..) => sql.clone(),
            (_, Some(Json::String(fill)), Some(expression)) => format!("{fill} {}", words(expression)),
            (_, Some(Json::String(fill)), None) if fields.len() == 1 => fill.clone(),
            _ => text_of_name(fields.get("name")).unwrap_or_else(|| value.to_string()),
        },
        other => other.to_string(),
    }
}

/// The parts of each table, so that the order of columns means nothing, and what stands beside tables.
pub(super) fn parts_of(schema: &Schema) -> Vec<Part> {
    let mut parts = Vec::new();
    for table in &schema.tables {
        let name = table.name.to_string();
        parts.push(part(format!("table {name}"), &table.comment));
        parts.extend(table.columns.iter().map(|column| part(format!("column {name}.{}", column.name.text), column)));
        parts.extend(table.constraints.iter().map(|constraint| named("constraint", constraint, &name)));
        parts.extend(table.indexes.iter().map(|index| named("index", index, &name)));
    }
    parts.extend(schema.enums.iter().map(|kind| named("enum", kind, "")));
    parts.extend(schema.sequences.iter().map(|sequence| named("sequence", sequence, "")));
    parts
}

fn part(label: String, content: &impl Serialize) -> Part {
    Part { label, content: serde_json::to_value(content).unwrap_or_default() }
}

/// A part that says its name itself, if it has one: `index ix_users_age of users`.
fn named(kind: &str, content: &impl Serialize, table: &str) -> Part {
    let content = serde_json::to_value(content).unwrap_or_default();
    let name = text_of_name(content.get("name")).or_else(|| {
        let fields = content.as_object()?;
        fields.values().find_map(|inner| text_of_name(inner.get("name")))
    });
    // Without a name it is known by what it is.
    let name = name.unwrap_or_else(|| content.to_string());
    let of = if table.is_empty() { String::new() } else { format!(" of {table}") };
    Part { label: format!("{kind} {name}{of}"), content }
}

fn text_of_name(name: Option<&Json>) -> Option<String> {
    match name? {
        Json::String(text) => Some(text.clone()),
        Json::Object(fields) => text_of_name(fields.get("text").or_else(|| fields.get("name"))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn column(name: &str, nullable: bool) -> Part {
        Part { label: format!("column t.{name}"), content: json!({"name": name, "nullable": nullable}) }
    }

    #[test]
    fn a_default_that_is_gone_is_told_by_its_sql() {
        let of = |fill: Json| [Part { label: "column t.id".into(), content: json!({ "fill": fill }) }];
        let wanted = of(json!({"fill": "default", "expression": {"expr": "text", "sql": "nextval('s')", "binds": []}}));
        let traces = Traces::between(&wanted, &of(json!({"fill": "nothing"})));
        assert_eq!(traces.changed, ["column t.id: fill is nothing and was default nextval('s')"]);
    }

    #[test]
    fn a_part_that_is_otherwise_is_told_by_what_is_otherwise() {
        let wanted = [column("a", false), column("b", true)];
        let found = [column("c", true), column("a", true)];
        let traces = Traces::between(&wanted, &found);
        assert_eq!(traces.changed, ["column t.a: nullable is true and was false"]);
        assert_eq!((traces.missing, traces.left), (vec!["column t.b".to_owned()], vec!["column t.c".to_owned()]));
        assert!(Traces::between(&wanted, &[column("b", true), column("a", false)]).is_empty());
    }
}
