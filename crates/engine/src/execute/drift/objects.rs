//! Compares what stands beside tables: views, functions, triggers and the like.

use dialect::objects::{Object, ObjectKind};
use schema::{Pair, Schema, TableName};
use serde_json::{Map, Value as Json, json};

use super::origins::Origins;

/// What a database holds, tables and what stands beside them.
#[derive(Clone, Default)]
pub(super) struct Content {
    pub(super) schema: Schema,
    pub(super) objects: Vec<Object>,
}

/// One that is on one side alone, or otherwise on the other: before it is what the database has.
#[derive(Clone, Copy)]
pub(super) struct Found<'o> {
    pub(super) before: Option<&'o Object>,
    pub(super) after: Option<&'o Object>,
}

/// Returns what differs; the database is before, what the revisions build after.
pub(super) fn differences<'o>(contents: &Pair<&'o Content>) -> Vec<Found<'o>> {
    let other = |object: &Object, objects: &'o [Object]| objects.iter().find(|other| other.is_same_as(object));
    let of_revisions = contents.after.objects.iter().map(|after| {
        let before = other(after, &contents.before.objects);
        Found { before, after: Some(after) }
    });
    let of_database = contents.before.objects.iter().map(|before| Found { before: Some(before), after: None });
    let only_there =
        of_database.filter(|found| found.before.and_then(|before| other(before, &contents.after.objects)).is_none());
    let mut found: Vec<Found<'o>> = of_revisions.chain(only_there).filter(Found::differs).collect();
    found.retain(|found| found.table().is_none_or(|table| !is_on_one_side(&table, contents)));
    found.sort_by_key(|found| found.object().map(|object| (object.kind, object.to_string())));
    found
}

/// Whether a table or view is on one side alone: what belongs to it is not told beside it.
fn is_on_one_side(table: &TableName, contents: &Pair<&Content>) -> bool {
    let is_there = |content: &Content| {
        let is_view = |object: &Object| {
            matches!(object.kind, ObjectKind::View | ObjectKind::MaterializedView)
                && object.name.as_deref() == Some(table.name.text.as_str())
                && object.namespace == table.namespace
        };
        content.schema.tables.iter().any(|one| one.name == *table) || content.objects.iter().any(is_view)
    };
    is_there(contents.before) != is_there(contents.after)
}

impl Found<'_> {
    fn object(&self) -> Option<&Object> {
        self.after.or(self.before)
    }

    /// The table or view that it belongs to.
    pub(super) fn table(&self) -> Option<TableName> {
        self.object()?.table_name()
    }

    fn differs(&self) -> bool {
        match (self.before, self.after) {
            (Some(before), Some(after)) => (&before.definition, &before.comment) != (&after.definition, &after.comment),
            _ => true,
        }
    }

    /// Whether one of the words of `drift_without` means it: `extension pg_stat_statements`, `trigger notify_*`.
    pub(super) fn is_meant_by(&self, patterns: &[String]) -> bool {
        let Some(shown) = self.object().map(Object::to_string) else { return false };
        patterns.iter().any(|pattern| matches(pattern, &shown))
    }

    /// Returns what is to be said of an extension of another version, which is no drift.
    pub(super) fn note(&self) -> Option<String> {
        let (before, after) = (self.before?, self.after?);
        let version = |object: &Object| object.definition.trim_start_matches("VERSION ").to_owned();
        let is_note = after.kind == ObjectKind::Extension;
        is_note.then(|| format!("{after} has version {}; the revisions make {}", version(before), version(after)))
    }

    /// Returns it with the keys of `check --json`, and the revision that it has to do with.
    pub(super) fn facts(&self, origins: &Origins) -> Json {
        let Some(object) = self.object() else { return Json::Null };
        let verb = match (self.before, self.after) {
            (None, _) => "add",
            (_, None) => "remove",
            _ => "modify",
        };
        let revision = match (&object.name, object.table.as_deref()) {
            (Some(name), table) => origins.of_object(object.kind, name, table),
            (None, Some(table)) => origins.of_row_security(table),
            (None, None) => None,
        };
        json!({
            "kind": format!("{verb}_{}", object.kind.words().replace(' ', "_")),
            "schema": object.namespace.as_ref().map(|name| &name.text),
            "table": object.table,
            "name": object.name,
            "changes": self.changes(),
            "sql": null,
            "alembic": null,
            "revision": revision,
        })
    }

    fn changes(&self) -> Map<String, Json> {
        let definition = [self.before, self.after].map(|object| object.map(|object| object.definition.as_str()));
        let comment = [self.before, self.after].map(|object| object.and_then(|object| object.comment.as_deref()));
        let both = [("definition", definition), ("comment", comment)].into_iter();
        both.filter(|(_, [before, after])| before != after)
            .map(|(name, [before, after])| (name.to_owned(), json!({"before": before, "after": after})))
            .collect()
    }
}

/// Whether a text is what a pattern says, in which a star stands for anything.
fn matches(pattern: &str, text: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else { return pattern == text };
    let Some(behind) = text.strip_prefix(head) else { return false };
    let places = behind.char_indices().map(|(at, _)| at).chain([behind.len()]);
    places.into_iter().any(|at| matches(rest, &behind[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything() {
        for (pattern, text) in
            [("view v", "view v"), ("*", "view v"), ("trigger n_* of *", "trigger n_1 of users"), ("v*", "v")]
        {
            assert!(matches(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in
            [("view", "view v"), ("trigger n_* of posts", "trigger n_1 of users"), ("*x", "view v"), ("", "a")]
        {
            assert!(!matches(pattern, text), "{pattern} {text}");
        }
    }
}
