//! Finds renamed columns.

use schema::{Name, Pair, Schema, TableName};

use super::candidate::decide;
use super::evidence::Evidence;
use super::sides::{Sides, Unmatched};
use super::wish::Wished;
use super::{Asks, Misfit, Rename, Search};

/// Finds those that the models declare or the user wishes.
pub(super) fn certain(search: &mut Search<'_>, schemas: Pair<&Schema>) -> Result<(), Misfit> {
    let tables = Sides::of(search.comparison, schemas).unmatched();
    for Unmatched { table, gone, come, .. } in &tables {
        let mut claimed: Vec<(&str, &Name)> = Vec::new();
        for column in come {
            let Some(text) = column.renamed_from.as_deref() else { continue };
            let Some(from) = gone.iter().map(|column| &column.name).find(|from| from.text == text) else { continue };
            if let Some((_, other)) = claimed.iter().find(|(known, _)| *known == text) {
                let names = [*other, &column.name].map(|name| format!("{table}.{name}"));
                return Err(Misfit::claimed_twice(&format!("{table}.{from}"), [&names[0], &names[1]]));
            }
            claimed.push((text, &column.name));
            if search.sees_columns(table, Pair { before: from, after: &column.name }) {
                search.found.add(renamed(table, from, &column.name));
            }
        }
    }
    let mut wishes = std::mem::take(&mut search.wishes);
    wishes.fulfil(search.comparison.context, |from, to| {
        tables.iter().any(|Unmatched { table, gone, come, .. }| {
            let places = [table.to_string(), search.found.name_before(table).to_string()];
            let is_meant =
                |wished: &Wished<'_>, name: &Name| places.iter().any(|place| wished.means(&format!("{place}.{name}")));
            let from = gone.iter().map(|column| &column.name).find(|name| is_meant(&from, name));
            let to = come.iter().map(|column| &column.name).find(|name| is_meant(&to, name));
            let (Some(from), Some(to)) = (from, to) else { return false };
            search.sees_columns(table, Pair { before: from, after: to }) && search.found.add(renamed(table, from, to))
        })
    });
    search.wishes = wishes;
    Ok(())
}

fn renamed(table: &TableName, from: &Name, to: &Name) -> Rename {
    Rename::Column { table: table.clone(), from: from.clone(), to: to.clone() }
}

/// Asks about columns that look alike.
pub(super) fn likely(search: &mut Search<'_>, schemas: Pair<&Schema>, asks: &dyn Asks) {
    for unmatched in Sides::of(search.comparison, schemas).unmatched() {
        let evidence = Evidence::of(search.comparison, &unmatched);
        let mut candidates = Vec::new();
        for before in &unmatched.gone {
            for after in &unmatched.come {
                let candidate = evidence.candidate(Pair { before, after });
                let sees = || search.sees_columns(&unmatched.table, Pair { before: &before.name, after: &after.name });
                candidates.extend(candidate.filter(|_| sees()));
            }
        }
        let (renamed, unanswered) = decide(candidates, asks);
        search.found.certain.extend(renamed);
        search.found.unanswered.extend(unanswered);
    }
}
