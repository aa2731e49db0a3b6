//! The Python of a run: the embedded one, or the project's own.

use serde_json::Value as Json;

use crate::{
    CompileAhead, Embedded, EmbeddedSettings, External, Failure, Port, Replay, Stopper, embedded::UserSignals,
    transcript::LateSignals,
};

/// One of them; all speak the same wire.
pub enum Python {
    Embedded(Box<Embedded>),
    /// The embedded one, which does not start as long as it would say what it said in an earlier run.
    Replay(Box<Replay>),
    External(Box<External>),
}

/// Stops the Python code from another thread, as Ctrl-C does in CPython.
#[derive(Clone)]
pub enum Interrupter {
    Embedded(UserSignals),
    Replay(LateSignals),
    External(Stopper),
}

impl Python {
    /// Starts the embedded Python, or remembers what it would say.
    ///
    /// # Errors
    /// When the operating system gives no thread.
    pub fn embedded(settings: EmbeddedSettings) -> std::io::Result<Self> {
        let transcripts = settings.transcripts();
        let settings = match &transcripts {
            Some(cache) => match Replay::begin(cache.clone(), settings) {
                Ok(replay) => return Ok(Self::Replay(Box::new(replay))),
                Err(settings) => settings,
            },
            None => settings,
        };
        Ok(Self::Embedded(Box::new(Embedded::remembering(settings, transcripts)?)))
    }

    /// Keeps what was said in a run that has ended well, for the next one.
    ///
    /// # Errors
    /// Python went away.
    pub fn remember(&mut self) -> Result<(), Failure> {
        match self {
            Self::Embedded(embedded) => embedded.remember(),
            Self::Replay(replay) => replay.remember(),
            Self::External(_) => Ok(()),
        }
    }

    /// Whether env.py did something else than in the run that was remembered: nothing is remembered of it any more.
    pub fn has_strayed(&self) -> bool {
        matches!(self, Self::Replay(replay) if replay.has_strayed())
    }

    /// Returns the queue of files to be compiled while the database works; CPython compiles for itself.
    pub fn compile_ahead(&self) -> Option<&CompileAhead> {
        match self {
            Self::Embedded(embedded) => Some(embedded.compile_ahead()),
            Self::Replay(replay) => Some(replay.compile_ahead()),
            Self::External(_) => None,
        }
    }

    /// Returns a handle for Ctrl-C.
    pub fn interrupter(&self) -> Interrupter {
        match self {
            Self::Embedded(embedded) => Interrupter::Embedded(embedded.signals()),
            Self::Replay(replay) => Interrupter::Replay(replay.signals()),
            Self::External(external) => Interrupter::External(external.stopper()),
        }
    }
}

impl Port for Python {
    fn send(&mut self, message: Json) -> Result<(), Failure> {
        match self {
            Self::Embedded(embedded) => embedded.send(message),
            Self::Replay(replay) => replay.send(message),
            Self::External(external) => external.send(message),
        }
    }

    fn receive(&mut self) -> Result<Json, Failure> {
        match self {
            Self::Embedded(embedded) => embedded.receive(),
            Self::Replay(replay) => replay.receive(),
            Self::External(external) => external.receive(),
        }
    }
}

impl Interrupter {
    /// Raises `KeyboardInterrupt` at the next instruction of the Python code.
    pub fn interrupt(&self) {
        match self {
            Self::Embedded(signals) => signals.interrupt(),
            Self::Replay(signals) => signals.interrupt(),
            Self::External(stopper) => stopper.interrupt(),
        }
    }
}
