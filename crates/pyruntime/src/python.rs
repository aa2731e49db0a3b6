//! The Python of a run: the embedded one, or the project's own.

use serde_json::Value as Json;

use crate::{CompileAhead, Embedded, External, Failure, Port, Stopper, embedded::UserSignals};

/// Either of the two; both speak the same wire.
pub enum Python {
    Embedded(Box<Embedded>),
    External(Box<External>),
}

/// Stops the Python code from another thread, as Ctrl-C does in CPython.
#[derive(Clone)]
pub enum Interrupter {
    Embedded(UserSignals),
    External(Stopper),
}

impl Python {
    /// Returns the queue of files to be compiled while the database works; CPython compiles for itself.
    pub fn compile_ahead(&self) -> Option<&CompileAhead> {
        match self {
            Self::Embedded(embedded) => Some(embedded.compile_ahead()),
            Self::External(_) => None,
        }
    }

    /// Returns a handle for Ctrl-C.
    pub fn interrupter(&self) -> Interrupter {
        match self {
            Self::Embedded(embedded) => Interrupter::Embedded(embedded.signals()),
            Self::External(external) => Interrupter::External(external.stopper()),
        }
    }
}

impl Port for Python {
    fn send(&mut self, message: Json) -> Result<(), Failure> {
        match self {
            Self::Embedded(embedded) => embedded.send(message),
            Self::External(external) => external.send(message),
        }
    }

    fn receive(&mut self) -> Result<Json, Failure> {
        match self {
            Self::Embedded(embedded) => embedded.receive(),
            Self::External(external) => external.receive(),
        }
    }
}

impl Interrupter {
    /// Raises `KeyboardInterrupt` at the next instruction of the Python code.
    pub fn interrupt(&self) {
        match self {
            Self::Embedded(signals) => signals.interrupt(),
            Self::External(stopper) => stopper.interrupt(),
        }
    }
}
