//! A plan as text for people.

use super::{
    Outcome, PlanReport, RecordedRun,
    estimate::{shown_bytes, shown_count, shown_seconds},
    planned::{Blocks, PlannedEffect, PlannedStatement, PlannedStep},
    report::Basis,
    verdict::Level,
};

/// Whether words may be coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    None,
    /// The escapes that every terminal knows.
    Ansi,
}

impl Colours {
    pub(crate) fn paint(self, code: &str, text: &str) -> String {
        match self {
            Self::None => text.to_owned(),
            Self::Ansi => format!("\x1b[{code}m{text}\x1b[0m"),
        }
    }

    fn of_level(self, level: Level, text: &str) -> String {
        self.paint(
            match level {
                Level::NothingToDo | Level::Safe => "32",
                Level::Careful => "33",
                Level::Dangerous | Level::Fails => "31",
            },
            text,
        )
    }
}

const BOLD: &str = "1";
const FAINT: &str = "2";
const RED: &str = "31";
const YELLOW: &str = "33";

impl PlanReport {
    /// Returns the plan as text.
    pub fn to_text(&self, colours: Colours) -> String {
        if self.is_empty() {
            return format!("{}\n", self.nothing_to_do());
        }
        let mut text = format!("{}\n", colours.paint(BOLD, &self.title()));
        for (index, step) in self.steps.iter().enumerate() {
            text.push('\n');
            if let Some(run) = self.run_that_begins(index) {
                text.push_str(&format!("{run}\n\n"));
            }
            write_step(index + 1, step, self.basis, colours, &mut text);
        }
        if let Some(rest) = self.not_reached() {
            text.push_str(&format!("\n{rest}\n"));
        }
        let level = colours.of_level(self.verdict.level, self.verdict.level.word());
        text.push_str(&format!("\nverdict: {level}: {}\n", self.verdict.sentence));
        for note in &self.notes {
            text.push_str(&format!("note: {note}\n"));
        }
        text
    }

    /// The sentence of a plan without a step, for each run.
    pub(super) fn nothing_to_do(&self) -> String {
        let sentence = |run: &RecordedRun| format!("Nothing to do: {} is at {}.", run.database.url, place_of(run));
        self.runs.iter().map(sentence).collect::<Vec<_>>().join("\n")
    }

    /// What comes after the step that failed.
    pub(crate) fn not_reached(&self) -> Option<String> {
        match self.planned().saturating_sub(self.steps.len()) {
            0 => None,
            1 => Some("1 later step was not reached".into()),
            count => Some(format!("{count} later steps were not reached")),
        }
    }

    /// What is planned, in one line.
    pub(crate) fn title(&self) -> String {
        let count = match self.planned() {
            1 => "1 step".to_owned(),
            count => format!("{count} steps"),
        };
        match self.runs.as_slice() {
            [run] => format!("{} from {}: {count} on {}", self.direction, place_of(run), shown_database(run)),
            runs => format!("{}: {count} in {} runs of migrations", self.direction, runs.len()),
        }
    }

    /// Where several runs are planned, the place of the run that a step is the first of.
    pub(crate) fn run_that_begins(&self, index: usize) -> Option<String> {
        let run = self.steps[index].run;
        let is_first = index == 0 || self.steps[index - 1].run != run;
        let run = self.runs.get(run).filter(|_| is_first && self.runs.len() > 1)?;
        Some(format!("on {} from {}", shown_database(run), place_of(run)))
    }
}

/// The heads of a run.
fn place_of(run: &RecordedRun) -> String {
    if run.heads.is_empty() { "base".to_owned() } else { run.heads.join(", ") }
}

/// `postgresql://app:***@db/shop (postgresql 15.4)`
fn shown_database(run: &RecordedRun) -> String {
    let database = &run.database;
    let version: Vec<String> = database.server_version.iter().map(u32::to_string).collect();
    format!("{} ({} {})", database.url, database.dialect, version.join("."))
}

fn write_step(number: usize, step: &PlannedStep, basis: Basis, colours: Colours, text: &mut String) {
    text.push_str(&format!("{number}. {}", colours.paint(BOLD, &step.description)));
    if let Some(file) = &step.file {
        text.push_str(&format!("  {}", colours.paint(FAINT, file)));
    }
    text.push('\n');
    if step.statements.is_empty() {
        text.push_str("   no statement\n");
    }
    for statement in &step.statements {
        write_statement(step, statement, basis, colours, text);
    }
}

fn write_statement(
    step: &PlannedStep,
    statement: &PlannedStatement,
    basis: Basis,
    colours: Colours,
    text: &mut String,
) {
    let place = shown_place(step, statement);
    let mut lines = statement.sql.trim().lines();
    text.push_str(&format!("   {}  {}\n", colours.paint(FAINT, &format!("{place:>4}")), lines.next().unwrap_or("")));
    for line in lines {
        text.push_str(&format!("         {line}\n"));
    }
    for effect in worth_telling(statement) {
        let code = match effect.blocks {
            Blocks::ReadsAndWrites if effect.seconds.is_none_or(|seconds| seconds > 1.0) => RED,
            Blocks::Writes | Blocks::ReadsAndWrites if effect.rewrites || effect.scans => YELLOW,
            _ => FAINT,
        };
        text.push_str(&format!("         {}\n", colours.paint(code, &shown_effect(effect))));
    }
    for line in facts(statement, basis) {
        text.push_str(&format!("         {}\n", colours.paint(FAINT, &line)));
    }
    if let Outcome::Failed(message) = &statement.outcome {
        text.push_str(&format!("         {}\n", colours.paint(RED, &format!("failed: {}", message.trim()))));
    }
}

/// The line of the version file; in another file of the project's with its name.
pub(crate) fn shown_place(step: &PlannedStep, statement: &PlannedStatement) -> String {
    match &statement.place {
        Some(place) if Some(&place.file) == step.file.as_ref() => place.line.to_string(),
        Some(place) => format!("{}:{}", place.file, place.line),
        None => "-".into(),
    }
}

/// The effects that somebody could notice: that a question reads a table is clear.
pub(crate) fn worth_telling(statement: &PlannedStatement) -> impl Iterator<Item = &PlannedEffect> {
    statement.effects.iter().filter(|effect| effect.lock != "ACCESS SHARE" || !shown_work(effect).is_empty())
}

/// `users: SHARE, blocks writes; builds an index; 5,000,000 rows, 812 MB; about 4.0 s`.
pub(crate) fn shown_effect(effect: &PlannedEffect) -> String {
    let mut parts = vec![format!("{}: {}, {}", effect.table, effect.lock, effect.blocks.shown())];
    let work = shown_work(effect);
    let size: Vec<String> =
        [effect.rows.map(shown_rows), effect.bytes.map(shown_bytes)].into_iter().flatten().collect();
    if !work.is_empty() {
        parts.push(work);
        parts.push(if size.is_empty() { "size not known".into() } else { size.join(", ") });
        parts.extend(effect.seconds.map(|seconds| format!("about {}", shown_seconds(seconds))));
    } else if !size.is_empty() {
        parts.push(size.join(", "));
    }
    if effect.is_worst_case {
        parts.push("at worst".into());
    }
    parts.join("; ")
}

/// `rewrites the table`, `reads every row`, …
pub(super) fn shown_work(effect: &PlannedEffect) -> String {
    match (effect.rewrites, effect.builds_index, effect.scans) {
        (true, ..) => "rewrites the table".into(),
        (_, true, _) => "builds an index".into(),
        _ if effect.changes_rows && effect.lock != "ACCESS SHARE" => "changes rows".into(),
        (.., true) => "reads every row".into(),
        _ => String::new(),
    }
}

/// `1 row`, `5,000,000 rows`.
pub(super) fn shown_rows(rows: u64) -> String {
    match rows {
        1 => "1 row".into(),
        rows => format!("{} rows", shown_count(rows)),
    }
}

/// What is known of a statement beside its effects, a line each.
pub(crate) fn facts(statement: &PlannedStatement, basis: Basis) -> Vec<String> {
    let mut facts = Vec::new();
    if statement.times > 1 {
        facts.push(format!("sent {} times", shown_count(statement.times)));
    }
    if basis != Basis::Description {
        let rows = statement.rows.map(shown_rows);
        let took = statement.seconds.map(|seconds| format!("took {}", shown_seconds(seconds)));
        let happened: Vec<String> = rows.into_iter().chain(took).collect();
        facts.extend((!happened.is_empty()).then(|| happened.join(", ")));
    }
    if let Some(measured) = &statement.measured {
        let strongest = measured.strongest_locks();
        let locks: Vec<String> = strongest.iter().map(|(table, lock)| format!("{lock} on {table}")).collect();
        facts.extend((!locks.is_empty()).then(|| format!("took {}", locks.join(", "))));
        facts.extend((!measured.rewritten.is_empty()).then(|| format!("rewrote {}", measured.rewritten.join(", "))));
        facts.extend((measured.wal_bytes > 0).then(|| format!("wrote {} of log", shown_bytes(measured.wal_bytes))));
    }
    if let Outcome::LeftOut(reason) = &statement.outcome {
        facts.push(format!("not executed: {reason}"));
    }
    let is_code = statement.estimated_seconds.is_none() && statement.effects.iter().all(|one| one.seconds.is_some());
    if statement.outcome == Outcome::Described && is_code {
        facts.push("how long it takes cannot be known beforehand".into());
    }
    if !statement.in_transaction {
        facts.push("outside a transaction".into());
    }
    facts
}
