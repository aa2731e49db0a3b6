//! `trash`: what was dropped and kept, brought back or destroyed for good.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc, time::Duration};

use dialect::trash::Entry;
use serde_json::{Value as Json, json};

use crate::{
    Error, Interrupt, Project, Reporter, Silent,
    execute::{Errand, RestoredColumn, Run, RunSettings, Task, Trail, counted, moment, what_stays},
    limits::{Limits, parse_time},
    plan::shown_bytes,
    report::{Event, Question},
};

/// What is to be done with the trash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrashAction {
    List(TrashForm),
    /// Puts a table back, or the values of a column.
    Restore(i64, NewerValues),
    /// Destroys it; without a yes a person is asked.
    Purge {
        choice: PurgeChoice,
        is_sure: bool,
    },
}

/// What becomes of values that rows of a restored column have by now: neither NULL nor its default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NewerValues {
    /// Where there is one, nothing is restored.
    #[default]
    Refuse,
    /// They stay; the other rows get their kept values.
    Keep,
    /// The kept values are written over them.
    Overwrite,
}

/// How the list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrashForm {
    Text,
    Json,
}

/// What is destroyed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PurgeChoice {
    All,
    Ids(Vec<i64>),
    OlderThan(Duration),
}

/// Reads an age: `30d`, `2w`, or a time such as `12h`.
pub fn parse_age(text: &str) -> Option<Duration> {
    const DAY: u64 = 24 * 60 * 60;
    let days = |number: &str, days: u64| {
        let seconds = number.trim().parse::<u64>().ok()?.checked_mul(days * DAY)?;
        Some(Duration::from_secs(seconds))
    };
    let text = text.trim();
    match (text.strip_suffix('d'), text.strip_suffix('w')) {
        (Some(number), _) => days(number, 1),
        (None, Some(number)) => days(number, 7),
        (None, None) => parse_time(text),
    }
}

impl Project {
    /// Lists, restores or destroys what was dropped and kept.
    ///
    /// # Errors
    /// An id that is not in the trash, a name that is taken, newer values, a purge that nobody agreed to.
    pub fn trash(
        &self,
        action: &TrashAction,
        limits: &Limits,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<(), Error> {
        self.graph(reporter)?;
        let found = self.errand(Task::List, limits, interrupt, reporter)?.found.take();
        match action {
            TrashAction::List(TrashForm::Text) => reporter.report(Event::Output(&as_text(&found))),
            TrashAction::List(TrashForm::Json) => reporter.report(Event::Output(&as_json(&found))),
            TrashAction::Restore(id, newer) => {
                let entry = one_of(&found, *id)?.clone();
                let errand = self.errand(Task::Restore(*id, *newer), limits, interrupt, reporter)?;
                reporter.report(Event::Message(&restored(&entry, errand.restored.take())));
            }
            TrashAction::Purge { choice, is_sure } => {
                let chosen = chosen(&found, choice)?;
                if chosen.is_empty() {
                    reporter.report(Event::Message("Nothing to purge."));
                    return Ok(());
                }
                if !is_sure {
                    agreed(&chosen, reporter)?;
                }
                let ids = chosen.iter().map(|entry| entry.id).collect();
                self.errand(Task::Purge(ids), limits, interrupt, reporter)?;
                let names: Vec<String> = chosen.iter().map(|entry| told(entry)).collect();
                reporter.report(Event::Message(&format!("Purged {}.", names.join(", "))));
            }
        }
        Ok(())
    }

    /// What runs have moved into the trash and is there, whatever was rolled back; nothing where that cannot be read.
    pub(super) fn kept_by(&self, trail: &Trail) -> Option<Vec<(String, Entry)>> {
        let moved = trail.kept.borrow();
        if moved.is_empty() {
            return Some(Vec::new());
        }
        let errand = self.errand(Task::List, &Limits::default(), &Interrupt::default(), &mut Silent).ok()?;
        let all = errand.found.take().into_iter();
        let all = all.flat_map(|(url, entries)| entries.into_iter().map(move |entry| (url.clone(), entry)));
        Some(all.filter(|(url, entry)| moved.contains(&(url.clone(), entry.id))).collect())
    }

    fn errand(
        &self,
        task: Task,
        limits: &Limits,
        interrupt: &Interrupt,
        reporter: &mut dyn Reporter,
    ) -> Result<Rc<Errand>, Error> {
        self.start_python();
        let errand = Rc::new(Errand { task, found: RefCell::default(), restored: RefCell::default() });
        let settings = RunSettings {
            dont_mutate: true,
            is_hushed: true,
            limits: limits.clone(),
            errand: Some(Rc::clone(&errand)),
            ..RunSettings::of("trash")
        };
        Run::env(self, settings, interrupt, reporter, &mut |_, _| Ok(None))?;
        Ok(errand)
    }
}

/// An id may be in the trash of several databases, where env.py configures several.
fn one_of(found: &[(String, Vec<Entry>)], id: i64) -> Result<&Entry, Error> {
    let meant: Vec<&Entry> = found.iter().flat_map(|(_, entries)| entries).filter(|entry| entry.id == id).collect();
    match meant.as_slice() {
        [one] => Ok(*one),
        [] => Err(Error::command(format!("There is no {id} in the trash"))
            .with_hint(Some("`limbeck trash list` shows what there is".into()))),
        _ => Err(Error::command(format!("{id} is in the trash of several databases that env.py connects to"))
            .with_hint(Some("let env.py choose one, for instance by `-x`".into()))),
    }
}

fn chosen<'found>(found: &'found [(String, Vec<Entry>)], choice: &PurgeChoice) -> Result<Vec<&'found Entry>, Error> {
    let all = found.iter().flat_map(|(_, entries)| entries);
    match choice {
        PurgeChoice::All => Ok(all.collect()),
        PurgeChoice::Ids(ids) => ids.iter().map(|id| one_of(found, *id)).collect(),
        PurgeChoice::OlderThan(age) => {
            let since = moment(jiff::Timestamp::now().saturating_sub(*age).unwrap_or(jiff::Timestamp::MIN));
            Ok(all.filter(|entry| entry.dropped < since).collect())
        }
    }
}

fn agreed(chosen: &[&Entry], reporter: &mut dyn Reporter) -> Result<(), Error> {
    let evidence: Vec<String> = chosen.iter().map(|entry| format!("{}  {}", entry.id, told(entry))).collect();
    let question = Question { evidence: &evidence.join("\n"), text: "Destroy this for good?" };
    match reporter.ask(question) {
        Some(true) => Ok(()),
        Some(false) => Err(Error::command("Nothing was purged")),
        None => Err(Error::command("Nothing was purged: nobody is there to say yes")
            .with_hint(Some("`--yes` purges without a question".into()))),
    }
}

/// What was restored, and what was not.
fn restored(entry: &Entry, column: Option<RestoredColumn>) -> String {
    let Some(RestoredColumn { returned, replaced }) = column else { return format!("Restored {}.", told(entry)) };
    let over = match replaced {
        0 => String::new(),
        number => format!(", over {}", counted(number, "newer value")),
    };
    match what_stays(&returned) {
        None => format!("Restored {} ({}){over}.", entry.description(), counted(returned.values, "row")),
        Some(reasons) => format!(
            "Restored {} of {} of {}{over}; it stays in the trash as {}: {reasons}.",
            returned.whole(),
            counted(returned.values, "value"),
            entry.description(),
            entry.id
        ),
    }
}

/// `table users (2 rows)`
pub(super) fn told(entry: &Entry) -> String {
    let rows = entry.counted().map(|rows| format!(" ({rows})")).unwrap_or_default();
    format!("{}{rows}", entry.description())
}

fn as_json(found: &[(String, Vec<Entry>)]) -> String {
    let all = found.iter().flat_map(|(url, entries)| entries.iter().map(move |entry| facts(url, entry)));
    format!("{:#}\n", Json::Array(all.collect()))
}

/// Something in the trash, for programs.
pub(super) fn facts(url: &str, entry: &Entry) -> Json {
    json!({
        "id": entry.id,
        "url": url,
        "revision": entry.revision,
        "direction": entry.direction,
        "kind": entry.kind.word(),
        "schema": entry.namespace,
        "table": entry.table,
        "column": entry.column,
        "kept_as": entry.kept_as,
        "rows": entry.rows,
        "bytes": entry.bytes,
        "dropped": entry.dropped,
        "who": entry.who,
        "tool": entry.tool,
    })
}

fn as_text(found: &[(String, Vec<Entry>)]) -> String {
    // Several contexts may be in one database.
    let mut by_url: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    found.iter().for_each(|(url, entries)| by_url.entry(url).or_default().extend(entries));
    let shows_urls = by_url.len() > 1;
    let mut text = String::new();
    for (url, entries) in by_url {
        if shows_urls {
            text.push_str(&format!("{url}\n"));
        }
        text.push_str(&table(&entries));
    }
    text
}

fn table(entries: &[&Entry]) -> String {
    if entries.is_empty() {
        return "The trash is empty.\n".to_owned();
    }
    let head = ["ID", "REVISION", "KIND", "NAME", "ROWS", "SIZE", "DROPPED", "BY"].map(str::to_owned);
    let row = |entry: &&Entry| {
        let name = entry.description();
        let name = name.strip_prefix(entry.kind.word()).unwrap_or(&name).trim_start().to_owned();
        [
            entry.id.to_string(),
            entry.revision.clone(),
            entry.kind.word().to_owned(),
            name,
            entry.rows.map_or("?".to_owned(), |rows| rows.to_string()),
            entry.bytes.map_or("-".to_owned(), |bytes| shown_bytes(bytes.unsigned_abs())),
            entry.dropped.clone(),
            entry.who.clone(),
        ]
    };
    let lines: Vec<[String; 8]> = std::iter::once(head).chain(entries.iter().map(row)).collect();
    let mut text = String::new();
    for line in &lines {
        for (place, cell) in line.iter().enumerate() {
            let width = lines.iter().map(|line| line[place].chars().count()).max().unwrap_or_default();
            let pad = if place + 1 == line.len() { 0 } else { width + 2 - cell.chars().count() };
            text.push_str(&format!("{cell}{}", " ".repeat(pad)));
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_has_days_and_weeks_besides_the_units_of_a_time() {
        let hours = |hours: u64| Some(Duration::from_secs(hours * 3600));
        assert_eq!((parse_age("30d"), parse_age("2w"), parse_age(" 12h ")), (hours(720), hours(336), hours(12)));
        assert_eq!((parse_age("d"), parse_age("-1d"), parse_age("soon")), (None, None, None));
    }
}
