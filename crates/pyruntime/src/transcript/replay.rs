//! A Python that is not there: it says what it said in an earlier run, as long as the host says the same.

use std::{
    collections::VecDeque,
    io::Write,
    sync::{Arc, Mutex, PoisonError},
};

use serde_json::{Value as Json, json};

use crate::{
    CompileAhead, Embedded, EmbeddedSettings, Failure, Port,
    embedded::UserSignals,
    seen::Look,
    transcript::{Event, Printed, READS, ReadingAhead, Spoken, Transcript, TranscriptCache, fact_of, fingerprint},
};

/// One run by its transcript; where it goes another way another transcript does, or the embedded Python starts, and goes
/// on.
pub struct Replay {
    transcript: Transcript,
    /// What it depends on.
    looks: Vec<Look>,
    /// How many of its events are over.
    done: usize,
    /// What the host has told meanwhile, but for facts.
    told: Vec<Json>,
    /// The facts that it has asked for and not heard yet. Whoever wants anything else has heard them before.
    facts: VecDeque<Fact>,
    reading_ahead: ReadingAhead,
    cache: TranscriptCache,
    /// The places of transcripts that were not looked at yet, the most useful one last.
    others: Vec<usize>,
    /// With what Python starts, once; afterwards there is nothing to go back to.
    settings: Option<EmbeddedSettings>,
    ahead: CompileAhead,
    live: Option<Box<Embedded>>,
    has_strayed: bool,
    signals: LateSignals,
}

/// A question and what is to be heard of it.
struct Fact {
    asked: Json,
    heard: VecDeque<Spoken>,
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
        let first = std::iter::from_fn(|| others.pop()).find_map(|place| cache.open(place));
        let Some((transcript, looks)) = first else { return Err(settings) };
        let (ahead, signals) = (CompileAhead::default(), LateSignals::default());
        let (settings, told, facts) = (Some(settings), Vec::new(), VecDeque::new());
        let (done, live, has_strayed, reading_ahead) = (0, None, false, ReadingAhead::default());
        Ok(Self {
            transcript,
            looks,
            done,
            told,
            facts,
            reading_ahead,
            cache,
            others,
            settings,
            ahead,
            live,
            has_strayed,
            signals,
        })
    }

    pub(crate) fn compile_ahead(&self) -> &CompileAhead {
        &self.ahead
    }

    pub(crate) fn signals(&self) -> LateSignals {
        self.signals.clone()
    }

    /// Keeps what was said in a run that has ended well.
    pub(crate) fn remember(&mut self) -> Result<(), Failure> {
        self.live.as_mut().map_or(Ok(()), |live| live.remember())
    }

    pub(crate) fn has_strayed(&self) -> bool {
        self.has_strayed
    }

    /// Finds a transcript in which the same was said so far, and that goes on from there.
    fn change_over(&mut self, goes_on: impl Fn(&Transcript, usize) -> bool) -> bool {
        while let Some(place) = self.others.pop() {
            let Some((other, looks)) = self.cache.open(place) else { continue };
            let done = other.place_behind(&self.transcript.events[..self.done]);
            if let Some(done) = done.filter(|done| goes_on(&other, *done)) {
                self.cache.renew(place);
                (self.transcript, self.looks, self.done) = (other, looks, done);
                return true;
            }
        }
        false
    }

    /// What is to be heard of a fact, by whichever transcript knows it.
    fn heard_of(&mut self, fact: &str, asked: &Json) -> Option<Vec<Spoken>> {
        let is_read = asked["do"] == READS;
        if is_read && !self.reading_ahead.reads(asked) {
            return Some(vec![Spoken::from(json!({"outcome": false}))]);
        }
        if self.transcript.fact(fact).is_none() {
            self.change_over(|other, _| other.fact(fact).is_some());
        }
        let heard = self.transcript.fact(fact)?.to_vec();
        if is_read {
            self.reading_ahead.ended(heard.last());
        }
        Some(heard)
    }

    /// The next message of a fact, where one is heard next.
    fn hear_fact(&mut self) -> Option<Json> {
        let fact = self.facts.front_mut()?;
        let spoken = fact.heard.pop_front();
        if fact.heard.is_empty() {
            self.facts.pop_front();
        }
        let Spoken { message, printed } = spoken?;
        printed.iter().for_each(Printed::print);
        Some(message)
    }

    /// Starts Python, and has it come to where this run is; what it prints on the way has been printed.
    fn go_on(&mut self) -> Result<&mut Embedded, Failure> {
        let Some(settings) = self.settings.take() else { return Err(Failure::Lost(STRAYED.into())) };
        let seen = std::mem::take(&mut self.looks);
        let mut live = Embedded::silent(settings, Some(self.cache.clone()), self.ahead.clone(), seen)
            .map_err(|error| Failure::Lost(error.to_string()))?;
        self.signals.set(live.signals());
        live.know(std::mem::take(&mut self.transcript.facts));
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
        for fact in self.facts.drain(..) {
            live.send(fact.asked)?;
        }
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
        if let Some(fact) = fact_of(&message) {
            let Some(heard) = self.heard_of(&fact, &message) else { return self.go_on()?.send(message) };
            self.facts.push_back(Fact { heard: heard.into(), asked: message });
            return Ok(());
        }
        let next = Event::Told(fingerprint(&message));
        let comes_next = |transcript: &Transcript, done: usize| transcript.events.get(done) == Some(&next);
        if !comes_next(&self.transcript, self.done) && !self.change_over(comes_next) {
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
        if let Some(fact) = self.hear_fact() {
            return Ok(fact);
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
