//! Has conditions out of the way of a column's new type: PostgreSQL keeps what they compare as
//! values of the type before.

use operation::{AlterColumn, Operation};
use schema::{ColumnType, IndexPart, Name, Pair};
use serde_json::Value as Json;

use super::column_users::{self, Part, User, mentions};
use super::computed_users::is_computed;
use super::conversion::type_name;
use crate::Change;
use crate::comparison::Comparison;
use crate::described::Described;
use crate::found::Found;
use crate::rules::Cast;

/// Drops what names a column that gets a type of another name, and creates it again behind the change; both ways. The
/// changes from `start` on are those of the table.
pub(super) fn give_way(comparison: &Comparison<'_>, tables: Pair<&Described>, start: usize, found: &mut Found) {
    let mut changes = found.changes().split_off(start);
    // A computed column is made anew with what names it.
    let is_plain = |retyped: &Retyped| tables.before.column(&retyped.column).is_some_and(|column| !is_computed(column));
    let retyped = changes.iter().filter_map(|change| Retyped::of(comparison, change)).filter(is_plain);
    let retyped: Vec<Retyped> = retyped.collect();
    let table = tables.after.name();
    let parts = retyped.iter().flat_map(|retyped| column_users::of(comparison, tables, &retyped.column));
    let mut done: Vec<User> = Vec::new();
    for Part { before, after } in parts {
        if done.contains(&before) {
            continue;
        }
        let named: Vec<&Retyped> = retyped.iter().filter(|retyped| before.names(&retyped.column)).collect();
        let alters = |change: &Change| named.iter().any(|retyped| retyped.is_altered_by(change));
        let Some(first) = changes.iter().position(alters) else { continue };
        let removal = before.removal(table);
        let speaks = named.iter().any(|retyped| speaks_of(&before, &retyped.column));
        match changes.iter().position(|change| change.operation == removal) {
            Some(place) if place < first => {}
            Some(place) if speaks || named.iter().any(|retyped| retyped.is_cast) => {
                let change = changes.remove(place);
                changes.insert(first, change);
            }
            None if speaks => {
                let after = after.unwrap_or_else(|| respelled(&before, &named));
                let last = changes.iter().rposition(alters).unwrap_or(first);
                changes
                    .insert(last + 1, Change::within(table, after.creation(table), after.removal(table), Vec::new()));
                changes.insert(first, Change::within(table, removal, before.creation(table), Vec::new()));
            }
            Some(_) | None => {}
        }
        done.push(before);
    }
    found.changes().append(&mut changes);
}

/// A column whose values are not compared with those that it had.
struct Retyped {
    column: Name,
    /// The types as casts name them.
    types: Pair<Option<String>>,
    /// Whether an index of the column may not be one of the new type.
    is_cast: bool,
}

impl Retyped {
    fn of(comparison: &Comparison<'_>, change: &Change) -> Option<Self> {
        let Operation::AlterColumn(AlterColumn { column, column_type, existing_type, .. }) = &change.operation else {
            return None;
        };
        let (before, after) = (existing_type.as_ref()?, column_type.as_ref()?);
        let stays = comparison.rules.spells_alike(comparison.context.dialect, Pair { before, after });
        let cast = comparison.rules.cast(comparison.context.dialect, Pair { before, after });
        let types = items(Pair { before, after }).map(|column_type| type_name(comparison, column_type));
        (!stays).then(|| Self { column: column.clone(), types, is_cast: cast != Cast::Left })
    }

    fn is_altered_by(&self, change: &Change) -> bool {
        matches!(&change.operation, Operation::AlterColumn(alter) if alter.column.text == self.column.text)
    }
}

/// Returns what two arrays hold.
fn items(types: Pair<&ColumnType>) -> Pair<&ColumnType> {
    match (types.before, types.after) {
        (ColumnType::Array { item: before, .. }, ColumnType::Array { item: after, .. }) => Pair { before, after },
        _ => types,
    }
}

/// Whether it says more of the column than that it is one of its own.
fn speaks_of(user: &User, column: &Name) -> bool {
    match user {
        User::Unique(_) => false,
        User::Index(index) => {
            let mut index = index.clone();
            index.parts.retain(|part| matches!(part, IndexPart::Expression(_)));
            mentions(&index, column)
        }
        User::Check(_) | User::Exclude(_) => true,
    }
}

/// Returns it with the casts of the new types, where the models do not say how it is written.
fn respelled(user: &User, retyped: &[&Retyped]) -> User {
    let mut json = serde_json::to_value(user).unwrap_or_default();
    for Retyped { types, .. } in retyped {
        if let (Some(before), Some(after)) = (&types.before, &types.after) {
            with_casts(&mut json, &Pair { before, after });
        }
    }
    serde_json::from_value(json).unwrap_or_else(|_| user.clone())
}

fn with_casts(json: &mut Json, types: &Pair<&String>) {
    match json {
        Json::String(text) => *text = with_casts_in(text, types),
        Json::Array(items) => items.iter_mut().for_each(|item| with_casts(item, types)),
        Json::Object(fields) => fields.values_mut().for_each(|field| with_casts(field, types)),
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}

fn with_casts_in(text: &str, types: &Pair<&String>) -> String {
    let ends_here = |rest: &str| !rest.starts_with(|next: char| next.is_alphanumeric() || "_$.".contains(next));
    let mut casts = text.split("::");
    let mut written = casts.next().unwrap_or_default().to_owned();
    for cast in casts {
        written.push_str("::");
        match cast.strip_prefix(types.before.as_str()).filter(|rest| ends_here(rest)) {
            Some(rest) => written.extend([types.after.as_str(), rest]),
            None => written.push_str(cast),
        }
    }
    written
}
