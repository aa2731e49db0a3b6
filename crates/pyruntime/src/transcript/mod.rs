//! The transcript of a run of env.py: where nothing has changed that it depends on, the next run needs no Python.
//!
//! env.py is executed to learn which database it connects to and what it configures. A run that does nothing else asks
//! for the same things in the same order as the last one, as long as it sees the same files, environment and answers.
//! Then the host is told what it was told before, and does all of it itself: connections, transactions, comparisons. As
//! soon as it answers something else, or wants something of Python that was not wanted before, Python starts, hears
//! what was said so far, and goes on from there (`replay.rs`). In any doubt (`python/alembic/_remembered.py`) no
//! transcript is kept.

mod kept;
mod notes;
mod replay;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

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
    /// The host told Python.
    Told(Json),
    /// Python told the host.
    Heard(Json),
    /// Python's code wrote to one of the standard streams.
    Printed(Printed),
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
