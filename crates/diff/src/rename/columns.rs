//! Finds renamed columns.

use schema::{Name, Pair, Schema};

use super::candidate::decide;
use super::chains::{Chains, Step};
use super::evidence::Evidence;
use super::sides::Sides;
use super::wish::Wished;
use super::{Asks, Misfit, Rename, Search};

/// Finds those that the models declare or the user wishes.
pub(super) fn certain(search: &mut Search<'_>, schemas: Pair<&Schema>) -> Result<(), Misfit> {
    for (table, tables) in &Sides::of(search.comparison, schemas).both {
        let names = tables.map(|table| table.columns.iter().map(|column| &column.name).collect::<Vec<_>>());
        let mut chains = Chains::between(Pair { before: &names.before[..], after: &names.after[..] });
        for column in &tables.after.columns {
            let Some(text) = column.renamed_from.as_deref() else { continue };
            let Some(from) = names.before.iter().find(|from| from.text == text) else { continue };
            if search.sees_columns(table, Pair { before: from, after: &column.name }) {
                chains.declare(from, &column.name);
            }
        }
        let places = [table.to_string(), search.found.name_before(table).to_string()];
        for (place, wish) in search.wishes.open(search.comparison.context) {
            if let Some(names) = wish.iter().find_map(|wished| meant(wished, &places, &names))
                && search.sees_columns(table, names)
            {
                chains.wish(place, names.before, names.after);
            }
        }
        let full_name = |name: &Name| format!("{table}.{name}");
        let steps = chains.steps(|name| name);
        let steps = steps.map_err(|twice| Misfit::claimed_twice(&full_name(twice.from), twice.by.map(full_name)))?;
        search.wishes.fulfil(&chains.fulfilled());
        let rename = |Step { from, to, .. }: Step<'_, Name>| Rename::Column { table: table.clone(), from, to };
        search.found.certain.extend(steps.into_iter().map(rename));
    }
    Ok(())
}

/// Returns the columns of a table that a wish means; the table may be called by either of its names.
fn meant<'n>(wished: &Pair<Wished<'_>>, tables: &[String], names: &Pair<Vec<&'n Name>>) -> Option<Pair<&'n Name>> {
    let find = |wished: &Wished<'_>, names: &[&'n Name]| {
        let is_meant = |name: &&&Name| tables.iter().any(|table| wished.means(&format!("{table}.{name}")));
        names.iter().find(is_meant).copied()
    };
    Some(Pair { before: find(&wished.before, &names.before)?, after: find(&wished.after, &names.after)? })
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
