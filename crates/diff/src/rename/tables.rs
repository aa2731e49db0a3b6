//! Finds renamed tables.

use schema::{Column, Pair, Schema, Table, TableName};

use super::alike::alike;
use super::candidate::decide;
use super::chains::{Chains, Step};
use super::renamed::table_after;
use super::sides::Sides;
use super::{Asks, Candidate, Misfit, Rename, Search};
use crate::compare::{Kinship, kinship};
use crate::comparison::Comparison;

/// Finds those that the models declare or the user wishes.
pub(super) fn certain(search: &mut Search<'_>, schemas: Pair<&Schema>) -> Result<(), Misfit> {
    let sides = Sides::of(search.comparison, schemas);
    let (before, after) = (sides.names_before(), sides.tables_after());
    let names: Vec<&TableName> = after.iter().map(|(name, _)| *name).collect();
    let mut chains = Chains::between(Pair { before: &before[..], after: &names[..] });
    for (to, table) in &after {
        let Some(text) = table.renamed_from.as_deref() else { continue };
        let is_meant = |from: &TableName| from.to_string() == text || (from.name.text == text && is_near(from, to));
        match before.iter().find(|from| is_meant(from) && is_near(from, to)) {
            Some(from) if search.sees_tables(Pair { before: from, after: to }) => chains.declare(from, to),
            Some(_) => {}
            None => stays_in_namespace(&sides, to, text)?,
        }
    }
    for (place, wish) in search.wishes.open(search.comparison.context) {
        let names = wish.iter().find_map(|wished| {
            let from = before.iter().find(|name| wished.before.means(&name.to_string()))?;
            let to = names.iter().find(|name| wished.after.means(&name.to_string()))?;
            Some(Pair { before: *from, after: *to })
        });
        if let Some(names) = names.filter(|names| is_near(names.before, names.after) && search.sees_tables(*names)) {
            chains.wish(place, names.before, names.after);
        }
    }
    let steps = chains.steps(|name| &name.name);
    let steps = steps.map_err(|twice| Misfit::claimed_twice(&twice.from.to_string(), twice.by))?;
    search.wishes.fulfil(&chains.fulfilled());
    let rename = |Step { of, from, to }: Step<'_, TableName>| Rename::Table { from: table_after(of, &from), to };
    search.found.certain.extend(steps.into_iter().map(rename));
    Ok(())
}

/// Refuses a table that says it was one of another namespace.
fn stays_in_namespace(sides: &Sides<'_>, to: &TableName, text: &str) -> Result<(), Misfit> {
    let gone = sides.gone.iter().map(|table| &table.name).find(|from| from.to_string() == text);
    match gone.filter(|_| sides.come.iter().any(|(name, _)| name == to)) {
        Some(from) => Err(Misfit::other_namespace(from, to)),
        None => Ok(()),
    }
}

/// A table is renamed within its namespace.
fn is_near(from: &TableName, to: &TableName) -> bool {
    let text = |table: &TableName| table.namespace.as_ref().map(|namespace| namespace.text.clone());
    text(from) == text(to)
}

/// Asks about tables with nearly the same columns, and returns whether one was renamed.
pub(super) fn likely(search: &mut Search<'_>, schemas: Pair<&Schema>, asks: &dyn Asks) -> bool {
    let sides = Sides::of(search.comparison, schemas);
    let mut candidates = Vec::new();
    for from in &sides.gone {
        for (to, after) in sides.come.iter().filter(|(to, _)| is_near(&from.name, to)) {
            let candidate = candidate(search.comparison, to, Pair { before: from, after });
            candidates.extend(candidate.filter(|_| search.sees_tables(Pair { before: &from.name, after: to })));
        }
    }
    let (renamed, unanswered) = decide(candidates, asks);
    let is_one_renamed = !renamed.is_empty();
    search.found.certain.extend(renamed);
    search.found.unanswered.extend(unanswered);
    is_one_renamed
}

fn candidate(comparison: &Comparison<'_>, to: &TableName, tables: Pair<&Table>) -> Option<Candidate> {
    let (before, after) = (tables.before, tables.after);
    let mut same: Vec<Pair<&Column>> = Vec::new();
    for column in &before.columns {
        let other = after.columns.iter().find(|other| other.name.text == column.name.text);
        same.extend(other.map(|other| Pair { before: column, after: other }));
    }
    let all = before.columns.len().max(after.columns.len());
    let names = alike(&before.name.name.text, &to.name.text);
    // Nearly the same: seven of ten columns, or half of them where the names are alike, too.
    let is_enough = |count: usize| match names {
        None => count >= 2 && count * 10 >= all * 7,
        Some(_) => count >= 1 && count * 2 >= all,
    };
    // Types are looked at where the names of the columns are the same: there may be many pairs of tables.
    if !is_enough(same.len()) {
        return None;
    }
    same.retain(|pair| kinship(comparison, pair.map(|column| &column.column_type)) == Kinship::Same);
    if !is_enough(same.len()) {
        return None;
    }
    let listed = same.iter().map(|pair| pair.before.name.text.as_str()).collect::<Vec<_>>().join(", ");
    let columns = match same.len() == all {
        true => format!("same columns {listed}"),
        false => format!("{} of {all} columns the same ({listed})", same.len()),
    };
    let score = same.len() * 100 / all + if names.is_some() { 30 } else { 0 };
    Some(Candidate {
        rename: Rename::Table { from: before.name.clone(), to: to.name.clone() },
        evidence: std::iter::once(columns).chain(names).collect(),
        score: u32::try_from(score).unwrap_or(u32::MAX),
    })
}
