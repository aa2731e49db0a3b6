//! Compares exclusion constraints, which Alembic does not: by their names, and those without one by what they say.

use dialect::query::{Mode, expression_text};
use operation::{CreateConstraint, DropConstraint, Operation};
use schema::{Constraint, ConstraintName, Exclude, Pair, TableName};

use crate::comparison::Comparison;
use crate::declared;
use crate::described::Described;
use crate::found::{Found, logger};
use crate::names::known_name;
use crate::server_spelling::same_exclude;
use crate::shown;

pub(super) fn compare(comparison: &Comparison<'_>, tables: Pair<&Described>, found: &mut Found) {
    let name = tables.after.name();
    let (mut before, mut added) = (declared::excludes(&tables.before.table), Vec::new());
    for (place, after) in declared::excludes(&tables.after.table).into_iter().enumerate() {
        let named = known_name(comparison.context.dialect, &after.name);
        let is_it = |known: &Exclude| match after.name {
            ConstraintName::None => is_same(comparison, name, known, after, place),
            ConstraintName::Written(_) | ConstraintName::Final { .. } => known.name.given() == named.as_ref(),
        };
        match before.iter().position(|known| is_it(known)) {
            Some(known) => {
                let known = before.remove(known);
                // What the server refuses, it will refuse in the file; what nobody can tell is left alone.
                if comparison.answers.table(name).is_some() && !is_same(comparison, name, known, after, place) {
                    note_removed(name, known, found);
                    added.push((after, "changed"));
                }
            }
            None => added.push((after, "added")),
        }
    }
    for known in before {
        note_removed(name, known, found);
        found.info(logger::CONSTRAINTS, line("removed", known, name));
    }
    for (exclude, word) in added {
        let tuple = format!("('add_constraint', {})", shown::exclude(exclude));
        found.within(name, create(name, exclude), drop_exclude(name, exclude), vec![tuple]);
        found.info(logger::CONSTRAINTS, line(word, exclude, name));
    }
}

/// Asks what the server made of the one of the models at this place; without an answer the texts must do.
fn is_same(comparison: &Comparison<'_>, table: &TableName, before: &Exclude, after: &Exclude, place: usize) -> bool {
    let Some(told) = comparison.answers.table(table) else { return looks_same(comparison, before, after) };
    let spellings = told.excludes.get(place).map(Vec::as_slice).unwrap_or_default();
    spellings.iter().any(|spelling| same_exclude(before, spelling))
}

fn looks_same(comparison: &Comparison<'_>, before: &Exclude, after: &Exclude) -> bool {
    let elements = |exclude: &Exclude| -> Vec<(String, String)> {
        let text = |expression| expression_text(comparison.context.dialect, expression, Mode::Literal);
        let core = |expression| comparison.rules.computed_core(&text(expression).unwrap_or_default());
        exclude.elements.iter().map(|(expression, operator)| (core(expression), operator.clone())).collect()
    };
    elements(before) == elements(after)
}

fn note_removed(table: &TableName, exclude: &Exclude, found: &mut Found) {
    let tuple = format!("('remove_constraint', {})", shown::exclude(exclude));
    found.within(table, drop_exclude(table, exclude), create(table, exclude), vec![tuple]);
}

pub(super) fn create(table: &TableName, exclude: &Exclude) -> Operation {
    let definition = Constraint::Exclude(exclude.clone());
    Operation::CreateConstraint(CreateConstraint { table: table.clone(), definition })
}

/// Alembic has no word for the kind.
pub(super) fn drop_exclude(table: &TableName, exclude: &Exclude) -> Operation {
    Operation::DropConstraint(DropConstraint::named(table, &exclude.name, None))
}

fn line(word: &str, exclude: &Exclude, table: &TableName) -> String {
    let name = shown::optional(exclude.name.given().map(|name| name.text.as_str()));
    format!("Detected {word} exclude constraint {name} on {}", pysource::text(&table.to_string()))
}
