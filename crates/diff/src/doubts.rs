//! Asks the server what it makes of what the models say, once for all tables.

use std::collections::HashMap;

use dialect::query::{Mode, expression_text};
use dialect::{Heard, Probe};
use schema::{Check, Expression, Fill, Index, Name, Pair, TableName};

use crate::answers::{Answers, Told};
use crate::compare::server_default::plainly_same;
use crate::comparison::Comparison;
use crate::declared;
use crate::described::Described;
use crate::names::{is_same_table, known_name};
use crate::rename::{Rename, Renames};
use crate::server_spelling::{has_options, same_exclude, same_index};
use crate::words::{Word, core_words};

/// Asks what cannot be told from the texts alone; nothing is asked where there is no doubt.
pub(crate) fn answers(comparison: &Comparison<'_>, tables: &[Pair<Described>], renames: &Renames) -> Answers {
    let doubts = tables.iter().map(|pair| (pair, Doubts::of(comparison, pair, renames)));
    let mut doubts: Vec<(&Pair<Described>, Doubts)> = doubts.filter(|(_, doubts)| !doubts.probe.is_empty()).collect();
    let mut answers = Answers::default();
    ask(comparison, &doubts, &mut answers);
    for (pair, doubts) in &mut doubts {
        doubts.again(comparison, pair, answers.table(pair.after.name()));
    }
    doubts.retain(|(_, doubts)| !doubts.probe.is_empty());
    ask(comparison, &doubts, &mut answers);
    answers
}

fn ask(comparison: &Comparison<'_>, doubts: &[(&Pair<Described>, Doubts)], answers: &mut Answers) {
    if doubts.is_empty() {
        return;
    }
    let probes: Vec<Probe> = doubts.iter().map(|(_, doubts)| doubts.probe.clone()).collect();
    let heard = comparison.context.server.probe(&probes);
    for ((pair, doubts), heard) in doubts.iter().zip(heard) {
        if let Some(heard) = heard {
            doubts.note(heard, answers.learned(pair.after.name()));
        }
    }
}

/// What is asked of one table, and what it is about.
struct Doubts {
    probe: Probe,
    /// Positions among the table's CHECKs and EXCLUDEs, names of its indexes.
    checks: Vec<usize>,
    excludes: Vec<usize>,
    indexes: Vec<String>,
    equal_defaults: Vec<Name>,
}

impl Doubts {
    fn of(comparison: &Comparison<'_>, pair: &Pair<Described>, renames: &Renames) -> Self {
        let mut doubts = Self::none(copy_of(pair.before.name(), renames));
        let text = |expression: &Expression| text(comparison, expression);
        for after in &pair.after.table.columns {
            let Some(column) = pair.before.column(&after.name) else { continue };
            match (&column.fill, &after.fill) {
                (Fill::Default { expression: before }, Fill::Default { expression: after_default })
                    if comparison.context.compares_server_defaults
                        && plainly_same(comparison, Pair { before: column, after }).is_none() =>
                {
                    doubts.probe.defaults.push((after.name.clone(), (**after_default).clone()));
                    let counts = |text: String| text.to_lowercase().contains("nextval");
                    if !counts(text(before)) && !counts(text(after_default)) {
                        let equality = Pair { before: (**before).clone(), after: (**after_default).clone() };
                        doubts.probe.equalities.push(equality);
                        doubts.equal_defaults.push(after.name.clone());
                    }
                }
                (Fill::Computed { expression: before, .. }, Fill::Computed { expression: after_text, .. })
                    if core_words(&text(before)) != core_words(&text(after_text)) =>
                {
                    doubts.probe.computed.push((after.name.clone(), (**after_text).clone()));
                }
                _ => {}
            }
        }
        let known: Vec<_> = checks_of(comparison, &pair.before);
        for (place, declared) in declared::checks(comparison, &pair.after.table).into_iter().enumerate() {
            let own = (name_of(comparison, &declared.check), core_words(&text(&declared.check.condition)));
            let is_there = known.iter().any(|known| known.1 == own.1 && (own.0.is_none() || known.0 == own.0));
            if !known.is_empty() && !is_there {
                doubts.probe.checks.push(declared.check);
                doubts.checks.push(place);
            }
        }
        let has_excludes = !declared::excludes(&pair.before.table).is_empty();
        for (place, exclude) in declared::excludes(&pair.after.table).into_iter().enumerate().filter(|_| has_excludes) {
            doubts.probe.excludes.push(exclude.clone());
            doubts.excludes.push(place);
        }
        for (name, before, after) in indexes_of_both(comparison, pair) {
            if has_options(before) || has_options(after) {
                doubts.probe.indexes.push(after.clone());
                doubts.indexes.push(name);
            }
        }
        doubts
    }

    fn none(probe: Probe) -> Self {
        Self { probe, checks: Vec::new(), excludes: Vec::new(), indexes: Vec::new(), equal_defaults: Vec::new() }
    }

    fn note(&self, heard: Heard, told: &mut Told) {
        for ((column, _), expression) in self.probe.defaults.iter().zip(heard.defaults) {
            told.defaults.entry(column.text.clone()).or_default().extend(expression);
        }
        for (column, is_equal) in self.equal_defaults.iter().zip(heard.equalities) {
            told.equal_defaults.insert(column.text.clone(), is_equal == Some(true));
        }
        for ((column, _), expression) in self.probe.computed.iter().zip(heard.computed) {
            told.computed.entry(column.text.clone()).or_default().extend(expression);
        }
        for (place, expression) in self.checks.iter().zip(heard.checks) {
            at(&mut told.checks, *place).extend(expression);
        }
        for (place, exclude) in self.excludes.iter().zip(heard.excludes) {
            at(&mut told.excludes, *place).extend(exclude);
        }
        for (name, index) in self.indexes.iter().zip(heard.indexes) {
            told.indexes.entry(name.clone()).or_default().extend(index);
        }
    }

    /// Keeps what still differs, as the server spelled it: what was dumped and restored was spelled twice.
    fn again(&mut self, comparison: &Comparison<'_>, pair: &Pair<Described>, told: Option<&Told>) {
        let Probe { table, copied, renamed, .. } = self.probe.clone();
        let mut next = Self::none(Probe { copied, renamed, ..Probe::of(table) });
        let Some(told) = told else {
            *self = next;
            return;
        };
        let fill_of = |column: &Name| pair.before.column(column).map(|column| text_of_fill(comparison, &column.fill));
        let spelled = |spellings: Option<&Vec<Expression>>, column: &Name| {
            let last = spellings?.last()?;
            (fill_of(column)? != text(comparison, last)).then(|| (column.clone(), last.clone()))
        };
        for (column, _) in &self.probe.defaults {
            if told.equal_defaults.get(&column.text) != Some(&true) {
                next.probe.defaults.extend(spelled(told.defaults.get(&column.text), column));
            }
        }
        for (column, _) in &self.probe.computed {
            next.probe.computed.extend(spelled(told.computed.get(&column.text), column));
        }
        let known = checks_of(comparison, &pair.before);
        for (place, check) in self.checks.iter().zip(&self.probe.checks) {
            let Some(condition) = told.checks.get(*place).and_then(|spellings| spellings.last()) else { continue };
            let condition_words = core_words(&text(comparison, condition));
            if !known.iter().any(|known| known.1 == condition_words) {
                next.probe.checks.push(Check { condition: condition.clone(), ..check.clone() });
                next.checks.push(*place);
            }
        }
        let known = declared::excludes(&pair.before.table);
        for place in &self.excludes {
            let Some(exclude) = told.excludes.get(*place).and_then(|spellings| spellings.last()) else { continue };
            if !known.iter().any(|before| same_exclude(before, exclude)) {
                next.probe.excludes.push(exclude.clone());
                next.excludes.push(*place);
            }
        }
        for (name, before, _) in indexes_of_both(comparison, pair) {
            let Some(index) = told.indexes.get(&name).and_then(|spellings| spellings.last()) else { continue };
            if !same_index(comparison, before, index) {
                next.probe.indexes.push(index.clone());
                next.indexes.push(name);
            }
        }
        *self = next;
    }
}

/// Returns a probe of nothing; what is renamed has its old names on the server still.
fn copy_of(table: &TableName, renames: &Renames) -> Probe {
    let mut probe = Probe::of(table.clone());
    probe.copied = renames.name_before(table).clone();
    for rename in &renames.certain {
        if let Rename::Column { table: of, from, to } = rename
            && is_same_table(of, table)
        {
            probe.renamed.push((from.clone(), to.clone()));
        }
    }
    probe
}

/// Returns the name and the words of each CHECK.
fn checks_of(comparison: &Comparison<'_>, table: &Described) -> Vec<(Option<String>, Vec<Word>)> {
    let words = |check: &Check| core_words(&text(comparison, &check.condition));
    let checks = declared::checks(comparison, &table.table).into_iter().map(|declared| declared.check);
    checks.map(|check| (name_of(comparison, &check), words(&check))).collect()
}

fn name_of(comparison: &Comparison<'_>, check: &Check) -> Option<String> {
    known_name(comparison.context.dialect, &check.name).map(|name| name.text)
}

fn indexes_of_both<'p>(comparison: &Comparison<'_>, pair: &'p Pair<Described>) -> Vec<(String, &'p Index, &'p Index)> {
    let name = |index: &Index| known_name(comparison.context.dialect, &index.name).map(|name| name.text);
    let before: HashMap<String, &Index> =
        pair.before.indexes.iter().filter_map(|index| Some((name(index)?, index))).collect();
    let both = pair.after.indexes.iter().filter_map(|after| {
        let name = name(after)?;
        let before = *before.get(&name)?;
        Some((name, before, after))
    });
    both.collect()
}

fn at<T: Default>(list: &mut Vec<T>, place: usize) -> &mut T {
    if list.len() <= place {
        list.resize_with(place + 1, T::default);
    }
    &mut list[place]
}

fn text(comparison: &Comparison<'_>, expression: &Expression) -> String {
    expression_text(comparison.context.dialect, expression, Mode::Literal).unwrap_or_default()
}

fn text_of_fill(comparison: &Comparison<'_>, fill: &Fill) -> String {
    match fill {
        Fill::Default { expression } | Fill::Computed { expression, .. } => text(comparison, expression),
        Fill::Nothing | Fill::Fetched | Fill::Identity(_) => String::new(),
    }
}
