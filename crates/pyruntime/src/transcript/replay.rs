//! A Python that is not there: it says what it said in an earlier run, as long as the host says the same.

use std::{
    io::Write,
    sync::{Arc, Mutex, PoisonError},
};

use serde_json::Value as Json;

use crate::{
    CompileAhead, Embedded, EmbeddedSettings, Failure, Port,
    embedded::UserSignals,
    transcript::{Event, Printed, Transcript, TranscriptCache},
};

/// One run by its transcript; where it goes another way the embedded Python starts, and goes on.
pub struct Replay {
    transcript: Transcript,
    /// How many of its events are over.
    done: usize,
    cache: TranscriptCache,
    /// With what Python starts, once; afterwards there is nothing to go back to.
    settings: Option<EmbeddedSettings>,
    ahead: CompileAhead,
    live: Option<Box<Embedded>>,
    has_strayed: bool,
    signals: LateSignals,
}

/// Interrupts the Python of a replay, if it has started.
#[derive(Clone, Default)]
pub struct LateSignals {
    signals: Arc<Mutex<Option<UserSignals>>>,
}

impl LateSignals {
    pub(crate) fn interrupt(&self) {
        if let Some(signals) = &*self.signals.lock().unwrap_or_else(PoisonError::into_inner) {
            signals.interrupt();
        }
    }

    fn set(&self, signals: UserSignals) {
        *self.signals.lock().unwrap_or_else(PoisonError::into_inner) = Some(signals);
    }
}

impl Replay {
    pub(crate) fn new(transcript: Transcript, cache: TranscriptCache, settings: EmbeddedSettings) -> Self {
        let (ahead, signals) = (CompileAhead::default(), LateSignals::default());
        Self { transcript, done: 0, cache, settings: Some(settings), ahead, live: None, has_strayed: false, signals }
    }

    pub(crate) fn compile_ahead(&self) -> &CompileAhead {
        &self.ahead
    }

    pub(crate) fn signals(&self) -> LateSignals {
        self.signals.clone()
    }

    /// The Python that has started, if this run did not stay with the transcript.
    pub(crate) fn live(&mut self) -> Option<&mut Embedded> {
        self.live.as_deref_mut()
    }

    pub(crate) fn has_strayed(&self) -> bool {
        self.has_strayed
    }

    /// Starts Python, and has it come to where this run is; what it prints on the way has been printed.
    fn go_on(&mut self) -> Result<&mut Embedded, Failure> {
        let Some(settings) = self.settings.take() else { return Err(Failure::Lost(STRAYED.into())) };
        // It is written anew, or never, at the end of this run.
        self.cache.forget();
        let mut live = Embedded::silent(settings, Some(self.cache.clone()), self.ahead.clone())
            .map_err(|error| Failure::Lost(error.to_string()))?;
        self.signals.set(live.signals());
        for (index, event) in self.transcript.events[..self.done].iter().enumerate() {
            match event {
                Event::Told(message) => {
                    if index + 1 == self.done {
                        // Nobody has heard yet what comes now.
                        live.speak();
                    }
                    live.send(message.clone())?;
                }
                Event::Heard(message) => {
                    let heard = live.receive()?;
                    // What it answers is a fact that holds as long as the transcript does.
                    let is_answer = heard.get("outcome").is_some() && message.get("outcome").is_some();
                    if !is_answer && heard != *message {
                        self.has_strayed = true;
                        self.cache.refuse();
                        return Err(Failure::Lost(STRAYED.into()));
                    }
                }
                Event::Printed(_) => {}
            }
        }
        live.speak();
        Ok(self.live.insert(Box::new(live)))
    }
}

const STRAYED: &str = "env.py asked for something else than in the run before, although nothing had changed that it \
                       depends on; the same command again runs it from the beginning";

impl Port for Replay {
    fn send(&mut self, message: Json) -> Result<(), Failure> {
        if let Some(live) = &mut self.live {
            return live.send(message);
        }
        match self.transcript.events.get(self.done) {
            Some(Event::Told(told)) if *told == message => {
                self.done += 1;
                Ok(())
            }
            _ => self.go_on()?.send(message),
        }
    }

    fn receive(&mut self) -> Result<Json, Failure> {
        if let Some(live) = &mut self.live {
            return live.receive();
        }
        while let Some(event) = self.transcript.events.get(self.done) {
            match event {
                Event::Printed(printed) => printed.print(),
                Event::Heard(message) => {
                    self.done += 1;
                    return Ok(message.clone());
                }
                Event::Told(_) => break,
            }
            self.done += 1;
        }
        self.go_on()?.receive()
    }
}

impl Printed {
    /// A reader that went away is no error, as in Python's own logging.
    fn print(&self) {
        let written = if self.is_error {
            std::io::stderr().write_all(self.text.as_bytes())
        } else {
            let mut stdout = std::io::stdout();
            stdout.write_all(self.text.as_bytes()).and_then(|()| stdout.flush())
        };
        drop(written);
    }
}
