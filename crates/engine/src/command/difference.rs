//! One difference between a database and what it ought to be, as a sentence.

use serde_json::Value as Json;

/// As seen from the database, beside what its revisions build: `column users.age is missing; revision a1 makes it`.
pub(super) fn of_revisions(difference: &Json) -> String {
    let revision = difference["revision"].as_str();
    let what = match kind(difference) {
        ("add", _) => match revision {
            Some(revision) => format!("is missing; revision {revision} makes it"),
            None => "is missing".to_owned(),
        },
        ("remove", _) => "is in no applied revision".to_owned(),
        _ => match revision {
            Some(revision) => format!("is not what revision {revision} makes: {}", changes(difference)),
            None => format!("differs: {}", changes(difference)),
        },
    };
    format!("{} {what}", thing(difference))
}

/// As seen from the database, beside the models: `column users.age is missing`.
pub(super) fn of_models(difference: &Json) -> String {
    match kind(difference) {
        ("add", _) => format!("{} is in the models and not in the database", thing(difference)),
        ("remove", _) => format!("{} is in the database and not in the models", thing(difference)),
        ("modify" | "rename", _) => format!("{}: {}", thing(difference), changes(difference)),
        _ => alembics_words(difference),
    }
}

/// `add` and `column` of `add_column`.
fn kind(difference: &Json) -> (&str, &str) {
    difference["kind"].as_str().and_then(|kind| kind.split_once('_')).unwrap_or_default()
}

fn thing(difference: &Json) -> String {
    let text = |key: &str| difference[key].as_str();
    let table = text("table").unwrap_or("the database");
    match (kind(difference).1, text("name")) {
        ("table_comment", _) => format!("the comment of table {table}"),
        ("table", _) | (_, None) => format!("table {table}"),
        ("index", Some(name)) => format!("index {name} of {table}"),
        ("column", Some(name)) => format!("column {table}.{name}"),
        (_, Some(name)) => format!("{name} of {table}"),
    }
}

/// `nullable is true instead of false`.
fn changes(difference: &Json) -> String {
    let changes = difference["changes"].as_object().into_iter().flatten();
    let words: Vec<String> = changes
        .map(|(name, change)| format!("{name} is {} instead of {}", plain(&change["before"]), plain(&change["after"])))
        .collect();
    if words.is_empty() { alembics_words(difference) } else { words.join(", ") }
}

fn alembics_words(difference: &Json) -> String {
    difference["alembic"].as_str().map_or_else(|| difference.to_string(), str::to_owned)
}

fn plain(value: &Json) -> String {
    match value {
        Json::Null => "none".to_owned(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_the_models_have_otherwise_is_said_in_words() {
        let column = |kind: &str| json!({"kind": kind, "table": "users", "name": "age", "alembic": "[(…)]"});
        assert_eq!(of_models(&column("add_column")), "column users.age is in the models and not in the database");
        assert_eq!(of_models(&column("remove_index")), "index age of users is in the database and not in the models");
        let mut changed = column("modify_column");
        changed["changes"] = json!({"server_default": {"before": "true", "after": null}});
        assert_eq!(of_models(&changed), "column users.age: server_default is true instead of none");
        assert_eq!(of_models(&json!({"kind": "own", "alembic": "('own',)"})), "('own',)");
    }

    #[test]
    fn what_revisions_build_otherwise_names_the_revision() {
        let missing = json!({"kind": "add_table_comment", "table": "users", "name": null, "revision": "a1"});
        assert_eq!(of_revisions(&missing), "the comment of table users is missing; revision a1 makes it");
    }
}
