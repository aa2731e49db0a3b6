//! Compares the values of enum types. They are changed before anything else, so that all else sees them changed.

use std::collections::BTreeSet;

use operation::{AddedValues, AlterEnum, EnumChange, EnumColumn, Operation, RebuiltEnum};
use schema::{Column, EnumType, Expression, Fill, Name, Pair, Schema, TableName};

use super::enum_dependents::Dependents;
use crate::comparison::Comparison;
use crate::enum_difference::{EnumDifference, additions};
use crate::enum_types::{EnumName, EnumTypes, Holder, holders, with_enum};
use crate::found::{Found, logger};
use crate::sql_literals::{holds_value, with_values};

/// Finds what differs, and returns the database as it is after those changes, if there are any.
pub(crate) fn enum_values(
    comparison: &Comparison<'_>,
    types: &EnumTypes,
    schemas: Pair<&Schema>,
    found: &mut Found,
) -> Option<Schema> {
    let mut changed = None;
    for (name, wanted) in types.after.iter().filter(|_| comparison.context.compares_types) {
        let Some(before) = types.before.get(name) else { continue };
        let difference = EnumDifference::of(&before.values, &wanted.enum_type.values);
        let has_values = !wanted.enum_type.values.is_empty();
        if difference == EnumDifference::Nothing || !has_values {
            continue;
        }
        if wanted.is_ambiguous {
            found.warning(format!(
                "The models give enum '{}' different values in different places; they are not compared",
                name.shown()
            ));
        } else if wanted.is_managed {
            let after = EnumType { values: wanted.enum_type.values.clone(), ..before.clone() };
            let change = Change { comparison, name, types: Pair { before, after: &after }, schemas };
            change.note(&difference, found);
            change.carry_out(&difference, changed.get_or_insert_with(|| schemas.before.clone()));
        } else {
            found.info(
                logger::TYPES,
                format!("Ignoring changed values of enum '{}', which has create_type=False", name.shown()),
            );
        }
    }
    changed
}

/// A type whose values change.
struct Change<'c> {
    comparison: &'c Comparison<'c>,
    name: &'c EnumName,
    types: Pair<&'c EnumType>,
    schemas: Pair<&'c Schema>,
}

impl Change<'_> {
    fn note(&self, difference: &EnumDifference, found: &mut Found) {
        let change = self.operations(difference);
        let mut tuples = Vec::new();
        let mut said = |word: &str, line: &str, values: &[&str]| {
            found.info(logger::TYPES, format!("Detected {line} of enum '{}'", self.name.shown()));
            let namespace = self.types.before.namespace.as_ref().map(|namespace| namespace.text.as_str());
            let mut parts = vec![format!("'{word}_enum_value'"), crate::shown::optional(namespace)];
            let own_name = self.types.before.name.as_ref().map_or("", |name| name.text.as_str());
            parts.extend([own_name].iter().chain(values).map(|text| pysource::text(text)));
            tuples.push(format!("({})", parts.join(", ")));
        };
        match difference {
            EnumDifference::Nothing => {}
            EnumDifference::Renamed(pairs) => {
                for (before, after) in pairs {
                    let line = format!("renamed value {} to {}", pysource::text(before), pysource::text(after));
                    said("modify", &line, &[before, after]);
                }
            }
            EnumDifference::Exchanged { removed, added } => {
                for value in removed {
                    said("remove", &format!("removed value {}", pysource::text(value)), &[value]);
                }
                for value in added {
                    said("add", &format!("added value {}", pysource::text(value)), &[value]);
                }
            }
        }
        let is_rebuilt = Pair { before: is_rebuild(&change.before), after: is_rebuild(&change.after) };
        found.beside(change.after, change.before, tuples);
        if is_rebuilt.before || is_rebuilt.after {
            self.name_users(is_rebuilt, found);
        }
    }

    /// Says what stops the type from being made anew: views, triggers, functions and policies are nobody's but the user's.
    /// Of the way down the file alone tells.
    fn name_users(&self, is_rebuilt: Pair<bool>, found: &mut Found) {
        let users = self.comparison.context.server.users_of_enum(self.types.before).join(", ");
        if users.is_empty() {
            return;
        }
        if is_rebuilt.after {
            let name = self.name.shown();
            found.warning(format!(
                "Enum '{name}' is made anew, and {users} must not be there meanwhile: drop and create again what is named"
            ));
        }
        if let Some(change) = found.changes().last_mut() {
            let note = format!("limbeck: drop before it, and create again after it: {users}");
            let Pair { before, after } = is_rebuilt.map(|is_rebuilt| is_rebuilt.then(|| note.clone()));
            (change.reverse_note, change.note) = (before, after);
        }
    }

    /// Returns what takes the type from one to the other: `after` on the way up, `before` on the way down.
    fn operations(&self, difference: &EnumDifference) -> Pair<Operation> {
        let alter = |enum_type: &EnumType, change: EnumChange| {
            Operation::AlterEnum(AlterEnum { enum_type: enum_type.clone(), change })
        };
        let add = |from: &EnumType, to: &EnumType| EnumChange::AddValues(additions(&from.values, &to.values));
        let Pair { before, after } = self.types;
        match difference {
            EnumDifference::Nothing => {
                let nothing = || EnumChange::AddValues(AddedValues { values: Vec::new(), is_committed: false });
                Pair { before: alter(before, nothing()), after: alter(after, nothing()) }
            }
            EnumDifference::Renamed(pairs) => {
                let back = pairs.iter().map(|(before, after)| (after.clone(), before.clone())).collect();
                Pair {
                    before: alter(before, EnumChange::RenameValues(back)),
                    after: alter(after, EnumChange::RenameValues(pairs.clone())),
                }
            }
            EnumDifference::Exchanged { removed, added } => {
                let only_adds = removed.is_empty();
                // A default that goes with its value must come back, and a value that was just added cannot be used.
                let only_removes = added.is_empty() && !self.loses_defaults(removed);
                let up = || EnumChange::Rebuild(self.rebuilt(Direction::Up, removed, removed));
                let down = || EnumChange::Rebuild(self.rebuilt(Direction::Down, added, removed));
                Pair {
                    before: alter(before, if only_removes { add(after, before) } else { down() }),
                    after: alter(after, if only_adds { add(before, after) } else { up() }),
                }
            }
        }
    }

    fn rebuilt(&self, direction: Direction, leaving: &[String], removed: &[String]) -> RebuiltEnum {
        let columns = self.holders().into_iter().map(|holder| {
            let fills = Pair { before: holder.column.fill.clone(), after: self.fill_after(&holder, removed) };
            let (from, to) = match direction {
                Direction::Up => (fills.before, fills.after),
                Direction::Down => (fills.after, fills.before),
            };
            EnumColumn {
                table: holder.table.clone(),
                column: holder.column.name.clone(),
                is_array: holder.is_array,
                has_default: matches!(from, Fill::Default { .. }),
                default: to,
            }
        });
        let dependents = Dependents::of(self.comparison, self.name, self.schemas, removed);
        RebuiltEnum {
            set_aside: self.set_aside(),
            removed: leaving.to_vec(),
            columns: columns.collect(),
            dropped: dependents.dropped,
            created: match direction {
                Direction::Up => dependents.created_after,
                Direction::Down => dependents.created_before,
            },
        }
    }

    fn holders(&self) -> Vec<Holder<'_>> {
        let context = self.comparison.context;
        let mut holders = holders(context.dialect, self.schemas.before);
        holders.retain(|holder| EnumName::of(context, holder.enum_type).as_ref() == Some(self.name));
        holders
    }

    fn loses_defaults(&self, removed: &[String]) -> bool {
        self.holders().iter().any(|holder| self.fill_after(holder, removed) != holder.column.fill)
    }

    /// Returns what fills the column afterwards: what the models say where the value is gone.
    fn fill_after(&self, holder: &Holder<'_>, removed: &[String]) -> Fill {
        let is_lost = |fill: &Fill| removed.iter().any(|value| default_holds(fill, value));
        if !is_lost(&holder.column.fill) {
            return holder.column.fill.clone();
        }
        let after = self.column_after(holder.table, &holder.column.name).map(|column| &column.fill);
        after.filter(|fill| matches!(fill, Fill::Default { .. }) && !is_lost(fill)).cloned().unwrap_or_default()
    }

    fn column_after(&self, table: &TableName, column: &Name) -> Option<&Column> {
        let tables = &self.schemas.after.tables;
        let found = tables.iter().find(|known| self.comparison.known_name(&known.name) == *table)?;
        found.columns.iter().find(|known| known.name.text == column.text)
    }

    /// Returns a name that nothing in the namespace has.
    fn set_aside(&self) -> Name {
        let before = self.schemas.before;
        let names = before.enums.iter().filter_map(|known| known.name.as_ref());
        let taken: BTreeSet<&str> =
            names.chain(before.tables.iter().map(|table| &table.name.name)).map(|name| name.text.as_str()).collect();
        let own_name = self.types.before.name.as_ref().map_or("", |name| name.text.as_str());
        let longest = self.comparison.context.dialect.facts().longest_name;
        let with_end = |end: String| {
            let kept = own_name.char_indices().map(|(at, letter)| at + letter.len_utf8());
            let kept = kept.take_while(|length| length + end.len() <= longest).last().unwrap_or(0);
            format!("{}{end}", &own_name[..kept])
        };
        let mut ends = std::iter::once("_old".to_owned()).chain((2..).map(|number| format!("_old{number}")));
        let free = ends.find_map(|end| Some(with_end(end)).filter(|name| !taken.contains(name.as_str())));
        free.unwrap_or_default().into()
    }

    /// Makes the database what the change makes of it.
    fn carry_out(&self, difference: &EnumDifference, schema: &mut Schema) {
        let context = self.comparison.context;
        let fills: Vec<Fill> = self.holders().iter().map(|holder| self.changed_fill(difference, holder)).collect();
        let mut fills = fills.into_iter();
        for column in schema.tables.iter_mut().flat_map(|table| &mut table.columns) {
            let held = crate::enum_types::enum_within(context.dialect, &column.column_type);
            if held.and_then(|(held, _)| EnumName::of(context, held)).as_ref() == Some(self.name) {
                let values = &self.types.after.values;
                let change = |held: &EnumType| EnumType { values: values.clone(), ..held.clone() };
                column.column_type = with_enum(context.dialect, &column.column_type, &change);
                column.fill = fills.next().unwrap_or_default();
            }
        }
        if let EnumDifference::Exchanged { removed, .. } = difference
            && !removed.is_empty()
        {
            // Later comparisons see what the rebuild creates again.
            Dependents::of(self.comparison, self.name, self.schemas, removed).replace_in(schema);
        }
    }

    fn changed_fill(&self, difference: &EnumDifference, holder: &Holder<'_>) -> Fill {
        match difference {
            EnumDifference::Nothing => holder.column.fill.clone(),
            EnumDifference::Exchanged { removed, .. } => self.fill_after(holder, removed),
            EnumDifference::Renamed(pairs) => {
                let mut fill = holder.column.fill.clone();
                if let Fill::Default { expression } = &mut fill
                    && let Expression::Text(text) = &mut **expression
                {
                    text.sql = with_values(&text.sql, &mut |value| {
                        let renamed = pairs.iter().find(|(before, _)| before == value);
                        renamed.map_or(value, |(_, after)| after).to_owned()
                    });
                }
                fill
            }
        }
    }
}

fn is_rebuild(operation: &Operation) -> bool {
    matches!(operation, Operation::AlterEnum(alter) if matches!(alter.change, EnumChange::Rebuild(_)))
}

#[derive(Clone, Copy)]
enum Direction {
    Up,
    Down,
}

fn default_holds(fill: &Fill, value: &str) -> bool {
    match fill.server_default() {
        Some(Expression::Text(text)) => holds_value(&text.sql, value),
        Some(Expression::Bind(bind)) => {
            bind.value.as_ref().is_some_and(|bound| matches!(bound, schema::Value::Text(text) if text == value || holds_value(&format!("'{text}'"), value)))
        }
        _ => false,
    }
}
