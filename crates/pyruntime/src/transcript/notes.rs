//! Takes the transcript of a run while it is spoken.

use std::collections::VecDeque;

use serde_json::Value as Json;

use crate::transcript::{Event, Facts, Printed, READS, ReadingAhead, Spoken, Transcript, fact_of, fingerprint};

/// What the host may have Python do in a run that is remembered; anything else, such as a hook, is user code that has to
/// run.
const REMEMBERED: [&str; 7] =
    ["import_script", "loaded_modules", "named_types", "naming_convention", "run_env", "run_script", "try_script"];

/// Its outcome is kept by the host, which then need not ask again.
const KEPT_BY_HOST: &str = "describe_models";

/// Whether the host may keep it: where this says no, it has to ask each time.
const KEY: &str = "models_key";

/// What the host is told while the models are described; it keeps that with them.
const TOLD_WITH_MODELS: [&str; 2] = ["naming_convention", "described_tables"];

/// How much may be kept of what Python says, in bytes of memory; what is longer writes data.
const MOST: usize = 4 * 1024 * 1024;

/// How much may be told: what is longer reads data.
const MOST_TOLD: usize = 16 * 1024 * 1024;

/// How much of it may be facts: the host keeps what many plain scripts ask for.
const MOST_OF_FACTS: usize = 1024 * 1024;

/// What was said so far.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    transcript: Transcript,
    size: usize,
    size_of_facts: usize,
    size_told: usize,
    reading_ahead: ReadingAhead,
    /// What is said cannot be said again without Python.
    is_over: bool,
    /// What Python is to do, in that order; what is wanted while it waits for an answer stands behind that question.
    wanted: Vec<VecDeque<Wanted>>,
}

/// Something that Python is to do.
#[derive(Debug)]
enum Wanted {
    /// A part of the run.
    Part,
    /// A fact, the question, and what was heard of it so far.
    Fact { fact: String, asked: Json, heard: Vec<Spoken> },
    /// Whether the models may be kept.
    Key,
    /// The models, which the host keeps, or what it is told on the way to them: left out.
    Models,
}

impl Notes {
    pub(crate) fn tell(&mut self, message: &Json) {
        if self.is_over {
            return;
        }
        self.size_told += size(message);
        if self.size_told > MOST_TOLD {
            return self.end();
        }
        if let Some(fact) = fact_of(message) {
            return self.want(Wanted::Fact { fact, asked: message.clone(), heard: Vec::new() });
        }
        match message.get("do").and_then(Json::as_str) {
            None => {
                self.wanted.pop();
                if matches!(self.first_wanted(), Some(Wanted::Models)) {
                    return;
                }
            }
            Some(KEPT_BY_HOST) => return self.want(Wanted::Models),
            Some(KEY) => self.want(Wanted::Key),
            Some(name) if REMEMBERED.contains(&name) => self.want(Wanted::Part),
            Some(_) => return self.end(),
        }
        self.add(Event::Told(fingerprint(message)), 0);
    }

    pub(crate) fn hear(&mut self, message: &Json, printed: &[Printed]) {
        if self.is_over {
            return;
        }
        let (outcome, is_raised) = (message.get("outcome"), message.get("raised").is_some());
        let request = message.get("request").and_then(Json::as_str);
        let is_end = outcome.is_some() || is_raised;
        if let Some(Wanted::Fact { heard, .. }) = self.first_wanted() {
            if is_raised || request.is_some() {
                return self.end();
            }
            heard.push(Spoken { message: message.clone(), printed: printed.to_vec() });
            return if is_end {
                self.learn()
            };
        }
        let is_alone = printed.is_empty();
        let (is_noted, is_left_out) = match self.first_wanted() {
            // Who describes the models may print, ask or raise: then that is part of the run.
            Some(Wanted::Models) => {
                let are_kept = outcome.is_some_and(|models| models["may_be_kept"] == true);
                let is_on_the_way = request.is_some_and(|name| TOLD_WITH_MODELS.contains(&name));
                (is_alone && (are_kept || is_on_the_way), true)
            }
            Some(Wanted::Key) => (outcome.is_some_and(|key| !key.is_null()), false),
            _ => (!is_raised, false),
        };
        if !is_noted {
            return self.end();
        }
        if is_end {
            self.wanted.last_mut().and_then(VecDeque::pop_front);
        } else {
            self.wanted.push(VecDeque::new());
        }
        if !is_left_out {
            for text in printed {
                self.add(Event::Printed(text.clone()), text.text.len());
            }
            self.add(Event::Heard(message.clone()), size(message));
        }
    }

    fn want(&mut self, wanted: Wanted) {
        match self.wanted.last_mut() {
            Some(level) => level.push_back(wanted),
            None => self.wanted.push(VecDeque::from([wanted])),
        }
    }

    /// What Python does at present.
    fn first_wanted(&mut self) -> Option<&mut Wanted> {
        self.wanted.last_mut()?.front_mut()
    }

    /// Takes over facts of another transcript of the run.
    pub(crate) fn know(&mut self, facts: Facts) {
        self.transcript.facts = facts;
    }

    /// All was heard of something that is asked for as a fact: it is one if it is always the same.
    fn learn(&mut self) {
        let wanted = self.wanted.last_mut().and_then(VecDeque::pop_front);
        let Some(Wanted::Fact { fact, asked, heard }) = wanted else { return };
        if asked["do"] == READS {
            if !self.reading_ahead.reads(&asked) {
                return;
            }
            self.reading_ahead.ended(heard.last());
        }
        if heard.len() > 1 {
            self.size_of_facts += heard.iter().map(|spoken| size(&spoken.message)).sum::<usize>();
        }
        let heard = Some(heard).filter(|heard| heard.len() == 1 || self.size_of_facts <= MOST_OF_FACTS);
        let known = self.transcript.facts.entry(fact).or_insert_with(|| heard.clone());
        if *known != heard {
            *known = None;
        }
    }

    /// The run, where all of it can be said again.
    pub(crate) fn whole(self) -> Option<Transcript> {
        (!self.is_over).then_some(self.transcript)
    }

    fn add(&mut self, event: Event, size: usize) {
        self.size += EVENT + size;
        if self.size > MOST {
            self.end();
        }
        if !self.is_over {
            self.transcript.events.push(event);
        }
    }

    fn end(&mut self) {
        self.is_over = true;
        self.transcript = Transcript::default();
    }
}

/// What an event takes beside what is said.
const EVENT: usize = 64;

/// How much memory a message takes, about.
fn size(message: &Json) -> usize {
    const VALUE: usize = 32;
    match message {
        Json::Null | Json::Bool(_) | Json::Number(_) => VALUE,
        Json::String(text) => VALUE + text.len(),
        Json::Array(items) => VALUE + items.iter().map(size).sum::<usize>(),
        Json::Object(fields) => {
            VALUE + fields.iter().map(|(name, value)| VALUE + name.len() + size(value)).sum::<usize>()
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Event, Notes, Printed, Spoken, fact_of};

    #[test]
    fn a_run_that_configures_is_noted() {
        let mut notes = Notes::default();
        notes.tell(&json!({"do": "run_env"}));
        let printed = [Printed { is_error: true, text: "hello\n".into() }];
        notes.hear(&json!({"request": "connect"}), &printed);
        notes.tell(&json!({"answer": 1}));
        notes.hear(&json!({"request": "run_migrations"}), &[]);
        notes.tell(&json!({"do": "describe_models"}));
        for told in ["naming_convention", "described_tables", "described_tables"] {
            notes.hear(&json!({"request": told}), &[]);
            notes.tell(&json!({"answer": null}));
        }
        notes.hear(&json!({"outcome": {"tables": [], "may_be_kept": true}}), &[]);
        notes.tell(&json!({"answer": null}));
        notes.hear(&json!({"outcome": null}), &[]);
        let events = notes.whole().expect("all of it can be said again").events;
        let [_, Event::Printed(text), .., Event::Heard(asks), Event::Told(_), Event::Heard(last)] = &events[..] else {
            panic!("{events:?}")
        };
        assert_eq!((events.len(), asks), (7, &json!({"request": "run_migrations"})));
        assert_eq!((text.text.as_str(), last), ("hello\n", &json!({"outcome": null})));
    }

    #[test]
    fn what_a_script_asks_for_is_noted_up_to_a_size() {
        let mut notes = Notes::default();
        notes.tell(&json!({"do": "run_script"}));
        let answer = json!({"answer": {"rows": [["anna@example.org"]]}});
        let request = json!({"request": "execute", "statement": "x".repeat(1000)});
        for _ in 0..1000 {
            notes.hear(&request, &[]);
            notes.tell(&answer);
        }
        assert!(!notes.is_over);
        let text = serde_json::to_string(&notes.transcript).expect("it can be written");
        assert!(text.contains("execute") && !text.contains("anna"), "the rows of a database are not kept");
        for _ in 0..4000 {
            notes.hear(&request, &[]);
        }
        assert_eq!(notes.whole(), None);
        let mut notes = Notes::default();
        (0..17).for_each(|_| notes.tell(&json!({"answer": "x".repeat(1024 * 1024)})));
        assert_eq!(notes.whole(), None);
    }

    #[test]
    fn scripts_that_are_read_ahead_are_facts_that_are_heard_while_others_are_done() {
        let mut notes = Notes::default();
        notes.tell(&json!({"do": "run_env"}));
        notes.hear(&json!({"request": "run_migrations"}), &[]);
        let read = |file: &str, begins: bool| json!({"do": "read_script", "file": file, "begins": begins});
        notes.tell(&read("a.py", true));
        notes.tell(&json!({"do": "log"}));
        for file in ["b.py", "c.py"] {
            notes.tell(&read(file, false));
        }
        notes.hear(&json!({"noted": 1}), &[]);
        notes.hear(&json!({"outcome": true}), &[]);
        notes.hear(&json!({"outcome": "a line"}), &[]);
        notes.hear(&json!({"outcome": false}), &[]);
        notes.hear(&json!({"outcome": false}), &[]);
        for file in ["c.py", "d.py", "d.py"] {
            notes.tell(&read(file, true));
        }
        for outcome in [true, true, false] {
            notes.hear(&json!({"outcome": outcome}), &[]);
        }
        notes.tell(&json!({"answer": null}));
        notes.hear(&json!({"outcome": null}), &[]);
        let transcript = notes.whole().expect("all of it can be said again");
        assert_eq!(transcript.events.len(), 4, "{:?}", transcript.events);
        let fact = |message: &serde_json::Value| transcript.fact(&fact_of(message)?).map(<[Spoken]>::to_vec);
        let spoken = |messages: &[serde_json::Value]| Some(messages.iter().cloned().map(Spoken::from).collect());
        assert_eq!(fact(&read("a.py", false)), spoken(&[json!({"noted": 1}), json!({"outcome": true})]));
        assert_eq!(fact(&json!({"do": "log"})), spoken(&[json!({"outcome": "a line"})]));
        assert_eq!(fact(&read("b.py", true)), spoken(&[json!({"outcome": false})]));
        assert_eq!(fact(&read("c.py", true)), spoken(&[json!({"outcome": true})]), "behind b.py it was not read");
        assert_eq!(fact(&read("d.py", true)), None, "it is not always the same");
    }

    #[test]
    fn hooks_and_errors_are_not() {
        let mut notes = Notes::default();
        notes.tell(&json!({"do": "run_env"}));
        notes.tell(&json!({"do": "callback"}));
        assert_eq!(notes.whole(), None);
        let mut notes = Notes::default();
        notes.hear(&json!({"raised": {"class": "ValueError"}}), &[]);
        assert_eq!(notes.whole(), None);
        let mut notes = Notes::default();
        notes.tell(&json!({"do": "describe_models"}));
        notes.hear(&json!({"request": "compile"}), &[]);
        assert_eq!(notes.whole(), None);
        for kept in [json!({"do": "models_key"}), json!({"do": "describe_models"})] {
            let mut notes = Notes::default();
            notes.tell(&kept);
            notes.hear(&json!({"outcome": null}), &[]);
            assert_eq!(notes.whole(), None, "the host has to ask for the models again");
        }
    }
}
