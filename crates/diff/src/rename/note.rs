//! What is said where something looks renamed and nobody knew: a comment in the file, and a warning.

use std::collections::BTreeMap;

use operation::Operation;
use schema::{Name, TableName};

use super::Candidate;
use crate::found::Found;

/// What the comments begin with, so that they can be found.
const MARK: &str = "limbeck: ";

/// So many alternatives are named.
const MOST_NAMES: usize = 4;

/// Notes the candidates above the changes that drop and add them, and warns of each thing that would be dropped.
pub(crate) fn note(unanswered: &[Candidate], found: &mut Found) {
    if unanswered.is_empty() {
        return;
    }
    let (mut gone, mut come) = (ByName::default(), ByName::default());
    for candidate in unanswered {
        gone.entry(candidate.rename.before()).or_default().push(candidate);
        come.entry(candidate.rename.after()).or_default().push(candidate);
    }
    for change in found.changes_mut() {
        let column = |table: &TableName, column: &Name| format!("{table}.{column}");
        let note = match &change.operation {
            Operation::AddColumn(add) => come.get(&column(&add.table, &add.column.name)).and_then(|all| added(all)),
            Operation::DropColumn(drop) => gone.get(&column(&drop.table, &drop.column)).and_then(|all| dropped(all)),
            Operation::CreateTable(create) => come.get(&create.table.name.to_string()).and_then(|all| added(all)),
            Operation::DropTable(drop) => gone.get(&drop.table.to_string()).and_then(|all| dropped(all)),
            _ => None,
        };
        change.note = note.or(change.note.take());
    }
    for (name, candidates) in gone {
        found.warning(warning(&name, &candidates));
    }
}

/// The candidates of each thing.
type ByName<'c> = BTreeMap<String, Vec<&'c Candidate>>;

fn added(candidates: &[&Candidate]) -> Option<String> {
    let names = either(candidates, |candidate| candidate.rename.before())?;
    Some(format!("{MARK}looks like a rename of {names}; run again with {} to keep the data", options(candidates)?))
}

fn dropped(candidates: &[&Candidate]) -> Option<String> {
    let names = either(candidates, |candidate| candidate.rename.after())?;
    Some(format!("{MARK}looks renamed to {names}; run again with {} to keep the data", options(candidates)?))
}

fn warning(gone: &str, candidates: &[&Candidate]) -> String {
    let seen = |candidate: &Candidate| format!("{} ({})", candidate.rename.after(), candidate.evidence.join(", "));
    format!(
        "{gone} looks renamed to {}: run again with {}, or its data is dropped",
        either(candidates, seen).unwrap_or_default(),
        options(candidates).unwrap_or_default()
    )
}

fn options(candidates: &[&Candidate]) -> Option<String> {
    either(candidates, |candidate| candidate.rename.option())
}

fn either(candidates: &[&Candidate], said: impl Fn(&Candidate) -> String) -> Option<String> {
    let mut all: Vec<String> = candidates.iter().take(MOST_NAMES).map(|candidate| said(candidate)).collect();
    if candidates.len() > MOST_NAMES {
        all.push(format!("{} more", candidates.len() - MOST_NAMES));
    }
    (!all.is_empty()).then(|| all.join(" or "))
}
