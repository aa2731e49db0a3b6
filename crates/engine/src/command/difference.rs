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

/// `index ix_users_name of users`, `view active_users`, `row security of users`.
fn thing(difference: &Json) -> String {
    let text = |key: &str| difference[key].as_str();
    match (kind(difference).1, text("name"), text("table")) {
        ("table", _, Some(table)) => format!("table {table}"),
        ("column", Some(name), Some(table)) => format!("column {table}.{name}"),
        ("table_comment", _, Some(table)) => format!("the comment of table {table}"),
        ("constraint" | "fk", Some(name), Some(table)) => format!("{name} of {table}"),
        (kind, Some(name), Some(table)) => format!("{} {name} of {table}", kind.replace('_', " ")),
        ("row_security", None, Some(table)) => format!("row security of {table}"),
        (_, None, Some(table)) => format!("table {table}"),
        (kind, Some(name), None) => {
            let namespace = text("schema").map(|namespace| format!("{namespace}.")).unwrap_or_default();
            format!("{} {namespace}{name}", kind.replace('_', " "))
        }
        (_, None, None) => "the database".to_owned(),
    }
}

/// `nullable is true instead of false`.
fn changes(difference: &Json) -> String {
    let changes = difference["changes"].as_object().into_iter().flatten();
    let words: Vec<String> = changes
        .map(|(name, change)| match (name.as_str(), change["before"].as_str(), change["after"].as_str()) {
            ("definition", Some(before), Some(after)) => differing_line(before, after),
            _ => format!("{name} is {} instead of {}", plain(&change["before"]), plain(&change["after"])),
        })
        .collect();
    if words.is_empty() { alembics_words(difference) } else { words.join(", ") }
}

/// The first line in which two definitions differ: "line 3 is `RETURN 2;` instead of `RETURN 1;`".
fn differing_line(before: &str, after: &str) -> String {
    let (mut of_before, mut of_after) = (before.lines(), after.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (of_before.next(), of_after.next()) {
            (None, None) => return "its blank lines differ".to_owned(),
            (before, after) if before == after => {}
            (Some(before), Some(after)) => {
                let same = before.chars().zip(after.chars()).take_while(|(before, after)| before == after).count();
                return format!("line {number} is {} instead of {}", window(before, same), window(after, same));
            }
            (Some(before), None) => return format!("line {number}, {}, is too much", window(before, 0)),
            (None, Some(after)) => return format!("line {number}, {}, is missing", window(after, 0)),
        }
    }
}

/// A line, or so much of it around a place as fits.
fn window(line: &str, place: usize) -> String {
    const WIDTH: usize = 60;
    let length = line.chars().count();
    let start = if length <= WIDTH { 0 } else { place.saturating_sub(WIDTH / 3) };
    let shown: String = line.chars().skip(start).take(WIDTH).collect();
    let [head, tail] = [start > 0, start + WIDTH < length].map(|is_cut| if is_cut { "…" } else { "" });
    format!("`{head}{}{tail}`", shown.trim())
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

    #[test]
    fn the_first_line_that_differs_is_shown() {
        assert_eq!(differing_line("a\n  b", "a\n  c"), "line 2 is `b` instead of `c`");
        assert_eq!(differing_line("a\nb", "a"), "line 2, `b`, is too much");
        assert_eq!(differing_line("a", "a\nb"), "line 2, `b`, is missing");
        let [before, after] = ["1", "2"].map(|number| format!("{}{number}{}", "x".repeat(100), "y".repeat(100)));
        let [before_shown, after_shown] =
            ["1", "2"].map(|number| format!("`…{}{number}{}…`", "x".repeat(20), "y".repeat(39)));
        assert_eq!(differing_line(&before, &after), format!("line 1 is {before_shown} instead of {after_shown}"));
    }
}
