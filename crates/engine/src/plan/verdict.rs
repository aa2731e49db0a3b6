//! The verdict on a plan: who has to wait, and for how long.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    Outcome,
    estimate::shown_seconds,
    planned::{Blocks, PlannedStatement, PlannedStep},
};

/// Longer than this people notice.
const NOTICED: f64 = 1.0;

/// Longer than this requests time out.
const DANGEROUS: f64 = 10.0;

/// How a plan ends for those who use the database meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    NothingToDo,
    /// Nobody waits for longer than a second.
    Safe,
    /// Somebody waits for seconds, or nobody knows for how long.
    Careful,
    /// Somebody waits for more than ten seconds.
    Dangerous,
    /// A step failed.
    Fails,
}

/// The verdict, with its reasons.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    pub level: Level,
    /// One sentence.
    pub sentence: String,
    pub waits: Vec<Wait>,
    /// The whole plan, as far as it is known.
    pub seconds: f64,
}

/// A table whose users have to wait.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Wait {
    pub table: String,
    pub blocks: Blocks,
    /// From the statement that takes the lock to the end of its transaction; `None`: nobody knows.
    pub seconds: Option<f64>,
    /// The step that takes the lock, from 1.
    pub step: usize,
}

impl Level {
    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::NothingToDo => "nothing to do",
            Self::Safe => "safe",
            Self::Careful => "careful",
            Self::Dangerous => "dangerous",
            Self::Fails => "fails",
        }
    }
}

impl Verdict {
    pub(super) fn of(dialect: &str, steps: &[PlannedStep]) -> Self {
        let all: Vec<(usize, &PlannedStatement)> = steps
            .iter()
            .enumerate()
            .flat_map(|(index, step)| step.statements.iter().map(move |statement| (index + 1, statement)))
            .collect();
        let seconds = all.iter().filter_map(|(_, statement)| duration(statement)).sum::<f64>() + 0.0;
        let waits = waits(&all);
        let longest = waits.iter().max_by(|one, other| one.length().total_cmp(&other.length()));
        let level = match (steps.is_empty(), longest) {
            (true, _) => Level::NothingToDo,
            (_, Some(wait)) if wait.seconds.is_none() => Level::Careful,
            (_, Some(wait)) if wait.length() > DANGEROUS => Level::Dangerous,
            (_, Some(wait)) if wait.length() > NOTICED => Level::Careful,
            _ => Level::Safe,
        };
        let sentence = match (level, longest) {
            (Level::NothingToDo, _) => "nothing to do".to_owned(),
            (_, Some(wait)) => wait.sentence(dialect),
            (_, None) => "no table that is in use is locked against reads or writes".to_owned(),
        };
        Self { level, sentence, waits, seconds }
    }

    /// The verdict on steps that stopped with an error: a statement's, or one of the script or of the version table.
    pub(super) fn of_failure(steps: &[PlannedStep], message: &str) -> Self {
        let statements = steps.last().map_or(&[][..], |step| &step.statements);
        let failed = statements.iter().rev().find_map(|statement| match &statement.outcome {
            Outcome::Failed(message) => Some(message.as_str()),
            _ => None,
        });
        let reason = failed.unwrap_or(message).lines().next().unwrap_or_default();
        let sentence = format!("step {} fails: {reason}", steps.len());
        let seconds = steps.iter().flat_map(|step| &step.statements).filter_map(duration).sum::<f64>() + 0.0;
        Self { level: Level::Fails, sentence, waits: Vec::new(), seconds }
    }
}

impl Wait {
    /// For comparing: what nobody knows may be the longest.
    fn length(&self) -> f64 {
        self.seconds.unwrap_or(f64::INFINITY)
    }

    fn sentence(&self, dialect: &str) -> String {
        let who = match (dialect, self.blocks) {
            ("sqlite", _) => "writers of the whole database".to_owned(),
            (_, Blocks::ReadsAndWrites) => format!("reads and writes of {}", self.table),
            _ => format!("writes to {}", self.table),
        };
        match self.seconds {
            Some(seconds) => format!("{who} wait up to about {} (from step {})", shown_seconds(seconds), self.step),
            None => format!("{who} wait, and how long cannot be known beforehand (from step {})", self.step),
        }
    }
}

/// How long a statement takes: measured where it was executed, else estimated.
fn duration(statement: &PlannedStatement) -> Option<f64> {
    match (statement.seconds, statement.estimated_seconds) {
        (Some(measured), _) => Some(measured),
        (None, estimated) => estimated,
    }
}

/// Who waits: a lock is held from its statement to the end of the transaction.
fn waits(all: &[(usize, &PlannedStatement)]) -> Vec<Wait> {
    let mut found: BTreeMap<(usize, String), Wait> = BTreeMap::new();
    for (position, (step, statement)) in all.iter().enumerate() {
        for effect in statement.effects.iter().filter(|effect| effect.blocks > Blocks::Nothing) {
            let key = (statement.transaction, effect.table.clone());
            if let Some(known) = found.get_mut(&key) {
                known.blocks = known.blocks.max(effect.blocks);
                continue;
            }
            let held = all[position..].iter().filter(|(_, later)| later.transaction == statement.transaction);
            let seconds = held.map(|(_, later)| duration(later)).sum::<Option<f64>>();
            found.insert(key, Wait { table: effect.table.clone(), blocks: effect.blocks, seconds, step: *step });
        }
    }
    found.into_values().collect()
}
