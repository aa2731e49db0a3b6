//! Takes the transcript of a run while it is spoken.

use serde_json::Value as Json;

use crate::transcript::{Event, Printed, Transcript};

/// What the host may have Python do in a run that is remembered; anything else, such as a hook, is user code that has to
/// run.
const REMEMBERED: [&str; 10] = [
    "import_script",
    "loaded_modules",
    "log",
    "named_types",
    "naming_convention",
    "read_script",
    "reading_scope",
    "run_env",
    "run_script",
    "try_script",
];

/// Its outcome is kept by the host, which then need not ask again.
const KEPT_BY_HOST: &str = "describe_models";

/// Whether the host may keep it: where this says no, it has to ask each time.
const KEY: &str = "models_key";

/// What the host is told while the models are described; it keeps that with them.
const TOLD_WITH_MODELS: [&str; 2] = ["naming_convention", "described_tables"];

/// How much may be kept of what Python says, in bytes of memory; what is longer writes data.
const MOST: usize = 4 * 1024 * 1024;

/// What was said so far.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    transcript: Transcript,
    size: usize,
    /// What is said cannot be said again without Python.
    is_over: bool,
    /// What is heard next.
    expected: Expected,
}

#[derive(Debug, Default)]
enum Expected {
    /// A part of the run.
    #[default]
    Part,
    /// Whether the models may be kept.
    Key,
    /// The models, which the host keeps, or what it is told on the way to them: left out.
    Models,
}

impl Notes {
    pub(crate) fn tell(&mut self, message: &Json) {
        match message.get("do").and_then(Json::as_str) {
            Some(KEPT_BY_HOST) => return self.expected = Expected::Models,
            Some(KEY) => self.expected = Expected::Key,
            Some(name) if !REMEMBERED.contains(&name) => return self.end(),
            Some(_) => {}
            None if matches!(self.expected, Expected::Models) => return,
            None => {}
        }
        if !self.is_over {
            self.add(Event::told(message), 0);
        }
    }

    pub(crate) fn hear(&mut self, message: &Json, printed: &[Printed]) {
        let outcome = message.get("outcome");
        let request = message.get("request").and_then(Json::as_str);
        match std::mem::take(&mut self.expected) {
            // Who describes the models may print, ask or raise: then that is part of the run.
            Expected::Models if printed.is_empty() && outcome.is_some_and(|models| models["may_be_kept"] == true) => {
                return;
            }
            Expected::Models if printed.is_empty() && request.is_some_and(|name| TOLD_WITH_MODELS.contains(&name)) => {
                return self.expected = Expected::Models;
            }
            Expected::Models => return self.end(),
            Expected::Key if outcome.is_none_or(Json::is_null) => return self.end(),
            Expected::Part if message.get("raised").is_some() => return self.end(),
            Expected::Key | Expected::Part => {}
        }
        for text in printed {
            self.add(Event::Printed(text.clone()), text.text.len());
        }
        if !self.is_over {
            self.add(Event::Heard(message.clone()), size(message));
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
        self.transcript.events.clear();
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

    use super::Notes;
    use crate::transcript::{Event, Printed};

    #[test]
    fn a_run_that_configures_is_noted() {
        let mut notes = Notes::default();
        notes.tell(&json!({"do": "run_env"}));
        let printed = [Printed { is_error: true, text: "hello\n".into() }];
        notes.hear(&json!({"request": "connect"}), &printed);
        notes.tell(&json!({"answer": 1}));
        notes.tell(&json!({"do": "describe_models"}));
        for told in ["naming_convention", "described_tables", "described_tables"] {
            notes.hear(&json!({"request": told}), &[]);
            notes.tell(&json!({"answer": null}));
        }
        notes.hear(&json!({"outcome": {"tables": [], "may_be_kept": true}}), &[]);
        notes.hear(&json!({"outcome": null}), &[]);
        let events = notes.whole().expect("all of it can be said again").events;
        let [Event::Told(_), Event::Printed(text), Event::Heard(_), Event::Told(_), Event::Heard(last)] = &events[..]
        else {
            panic!("{events:?}")
        };
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
