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
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Event {
    /// The host told Python a message of this digest: what a database has told is not kept.
    Told(String),
    /// Python told the host.
    Heard(Json),
    /// Python's code wrote to one of the standard streams.
    Printed(Printed),
}

impl Transcript {
    /// Where an event stands, if nothing else was said before than this; what was printed may be another.
    fn place_behind(&self, before: &[Event], event: &Event) -> Option<usize> {
        let is_said = |event: &&Event| !matches!(event, Event::Printed(_));
        let mut said = self.events.iter().enumerate().filter(|(_, event)| is_said(event));
        let is_same = before.iter().filter(is_said).all(|event| said.next().is_some_and(|(_, own)| own == event));
        said.next().filter(|(_, own)| is_same && *own == event).map(|(place, _)| place)
    }
}

impl Event {
    pub(crate) fn told(message: &Json) -> Self {
        let text = serde_json::to_vec(message).unwrap_or_default();
        Self::Told(in_hexadecimal(&digest(&text)[..16]))
    }
}

/// What Python's code wrote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Printed {
    pub(crate) is_error: bool,
    pub(crate) text: String,
}

/// What the Python thread sends: a message, and what was printed before it.
pub(crate) struct Spoken {
    pub(crate) message: Json,
    pub(crate) printed: Vec<Printed>,
}

impl From<Json> for Spoken {
    fn from(message: Json) -> Self {
        Self { message, printed: Vec::new() }
    }
}
