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

/// One run by its transcript; where it goes another way another transcript does, or the embedded Python starts, and goes
/// on.
pub struct Replay {
    transcript: Transcript,
    /// How many of its events are over.
    done: usize,
    /// What the host has told meanwhile.
    told: Vec<Json>,
    cache: TranscriptCache,
    place: usize,
    /// The places of transcripts that were not looked at yet, the most useful one last.
    others: Vec<usize>,
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
    /// A run by what was kept of earlier ones; else the settings come back.
    pub(crate) fn begin(cache: TranscriptCache, settings: EmbeddedSettings) -> Result<Self, EmbeddedSettings> {
        let mut others = cache.places();
        others.reverse();
        let (mut place, mut first) = (0, None);
        while first.is_none()
            && let Some(next) = others.pop()
        {
            (place, first) = (next, cache.open(next));
        }
        let Some(transcript) = first else { return Err(settings) };
        let (ahead, signals) = (CompileAhead::default(), LateSignals::default());
        let (settings, told) = (Some(settings), Vec::new());
        let (done, live, has_strayed) = (0, None, false);
        Ok(Self { transcript, done, told, cache, place, others, settings, ahead, live, has_strayed, signals })
    }

    pub(crate) fn compile_ahead(&self) -> &CompileAhead {
        &self.ahead
    }

    pub(crate) fn signals(&self) -> LateSignals {
        self.signals.clone()
    }

    /// Keeps what was said in a run that has ended well.
    pub(crate) fn remember(&mut self) -> Result<(), Failure> {
        match &mut self.live {
            Some(live) => live.remember(),
            None => {
                self.cache.renew(self.place);
                Ok(())
            }
        }
    }

    pub(crate) fn has_strayed(&self) -> bool {
        self.has_strayed
    }

    /// Finds a transcript in which the same was said so far and this comes next.
    fn change_over(&mut self, next: &Event) -> bool {
        while let Some(place) = self.others.pop() {
            let Some(other) = self.cache.open(place) else { continue };
            if let Some(done) = other.place_behind(&self.transcript.events[..self.done], next) {
                (self.transcript, self.done, self.place) = (other, done, place);
                return true;
            }
        }
        false
    }

    /// Starts Python, and has it come to where this run is; what it prints on the way has been printed.
    fn go_on(&mut self) -> Result<&mut Embedded, Failure> {
        let Some(settings) = self.settings.take() else { return Err(Failure::Lost(STRAYED.into())) };
        let mut live = Embedded::silent(settings, Some(self.cache.clone()), self.ahead.clone())
            .map_err(|error| Failure::Lost(error.to_string()))?;
        self.signals.set(live.signals());
        let mut told = std::mem::take(&mut self.told).into_iter();
        for (index, event) in self.transcript.events[..self.done].iter().enumerate() {
            match event {
                Event::Told(_) => {
                    if index + 1 == self.done {
                        // Nobody has heard yet what comes now.
                        live.speak();
                    }
                    if let Some(message) = told.next() {
                        live.send(message)?;
                    }
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

const STRAYED: &str = "env.py or a script asked for something else than in the run before, although nothing had changed \
                       that they depend on; the same command again runs them from the beginning";

impl Port for Replay {
    fn send(&mut self, message: Json) -> Result<(), Failure> {
        if let Some(live) = &mut self.live {
            return live.send(message);
        }
        let next = Event::told(&message);
        if self.transcript.events.get(self.done) != Some(&next) && !self.change_over(&next) {
            return self.go_on()?.send(message);
        }
        self.done += 1;
        self.told.push(message);
        Ok(())
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
