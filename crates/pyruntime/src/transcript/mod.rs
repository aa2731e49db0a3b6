//! The transcript of a run of env.py: where nothing has changed that it depends on, the next run needs no Python.
//!
//! env.py is executed to learn which database it connects to and what it configures, and scripts to learn what they ask
//! for. They ask for the same things in the same order as in an earlier run, as long as they see the same files,
//! environment and answers. Then the host is told what it was told before, and does all of it itself: connections,
//! transactions, statements, comparisons. As soon as it answers something else, or wants something of Python that was
//! not wanted before, another transcript goes on from there, if there is one; else Python starts, hears what was said so
//! far, and goes on (`replay.rs`). In any doubt (`python/alembic/_remembered.py`) no transcript is kept.

mod kept;
mod notes;
mod replay;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::{hexadecimal::in_hexadecimal, seen::digest};

pub(crate) use kept::{Circumstances, TranscriptCache};
pub(crate) use notes::Notes;
pub use replay::{LateSignals, Replay};

/// One run, in order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Transcript {
    pub(crate) events: Vec<Event>,
    facts: Facts,
}

/// What was heard of that which is the same at any time, by the fingerprint of the question; nothing where it was not.
pub(crate) type Facts = BTreeMap<String, Option<Vec<Spoken>>>;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Event {
    /// The host told Python a message of this fingerprint: what a database has told is not kept.
    Told(String),
    /// Python told the host.
    Heard(Json),
    /// Python's code wrote to one of the standard streams.
    Printed(Printed),
}

impl Transcript {
    /// How many events are over where the same was said as before; what was printed may be another.
    fn place_behind(&self, before: &[Event]) -> Option<usize> {
        let is_said = |event: &&Event| !matches!(event, Event::Printed(_));
        let mut said = self.events.iter().enumerate().filter(|(_, event)| is_said(event));
        let mut over = 0;
        for event in before.iter().filter(is_said) {
            let (place, _) = said.next().filter(|(_, own)| *own == event)?;
            over = place + 1;
        }
        Some(over)
    }

    fn fact(&self, fingerprint: &str) -> Option<&[Spoken]> {
        self.facts.get(fingerprint)?.as_deref()
    }
}

/// Whether Python reads scripts ahead: behind one that has to be run none, until it is told to begin (`_run.py`).
#[derive(Debug, Default)]
struct ReadingAhead {
    goes_on: bool,
}

impl ReadingAhead {
    /// Whether the script that is asked for is read.
    fn reads(&mut self, asked: &Json) -> bool {
        self.goes_on |= asked["begins"] == true;
        self.goes_on
    }

    /// What was heard of it last: `false`, it has to be run.
    fn ended(&mut self, heard: Option<&Spoken>) {
        self.goes_on = heard.is_some_and(|spoken| spoken.message["outcome"] == true);
    }
}

/// Has Python read a script ahead.
const READS: &str = "read_script";

/// What is heard of it is a fact, whenever it is asked for: a host that has kept what plain scripts ask for asks at other
/// times, or not at all, and does not wait until a line is logged.
const FACTS: [&str; 3] = ["log", READS, "reading_scope"];

/// What a fact is known by; `None`: the message asks for none.
fn fact_of(message: &Json) -> Option<String> {
    let name = message.get("do")?.as_str().filter(|name| FACTS.contains(name))?;
    match message.as_object().filter(|_| name == READS) {
        Some(asked) => {
            let asked = asked.iter().filter(|(name, _)| *name != "begins");
            Some(fingerprint(&asked.map(|(name, value)| (name.clone(), value.clone())).collect()))
        }
        None => Some(fingerprint(message)),
    }
}

/// Tells messages apart.
fn fingerprint(message: &Json) -> String {
    let text = serde_json::to_vec(message).unwrap_or_default();
    in_hexadecimal(&digest(&text)[..16])
}

/// What Python's code wrote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Printed {
    pub(crate) is_error: bool,
    pub(crate) text: String,
}

/// What the Python thread sends: a message, and what was printed before it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Spoken {
    pub(crate) message: Json,
    pub(crate) printed: Vec<Printed>,
}

impl From<Json> for Spoken {
    fn from(message: Json) -> Self {
        Self { message, printed: Vec::new() }
    }
}
