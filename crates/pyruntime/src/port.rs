//! The conversation: Python asks, the host answers, and may ask Python to do something meanwhile.

use serde_json::{Map, Value as Json, json};

use crate::{Frame, HostError, Noted, Raised, Request};

/// A way to exchange messages with a Python: a channel to a thread, or a pipe to a process.
pub trait Port {
    /// Sends one message.
    fn send(&mut self, message: Json) -> Result<(), Failure>;
    /// Waits for the next message.
    fn receive(&mut self) -> Result<Json, Failure>;
}

/// Why a `do` had no result.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Failure {
    /// The user's code raised.
    #[error("{}: {}", .0.dotted_name(), .0.message)]
    Raised(Box<Raised>),
    /// Python went away, or spoke nonsense.
    #[error("the Python side stopped: {0}")]
    Lost(String),
}

/// What a running env.py or script may ask of the world.
pub trait Host {
    /// Answers one request. `python` serves to have Python do something before the answer.
    fn answer(&mut self, request: Request, python: &mut Conversation<'_>) -> Result<Json, HostError>;
}

/// A conversation over a port. Calls nest: a `do` may cause requests, whose answers may need another `do`.
pub struct Conversation<'port> {
    port: &'port mut dyn Port,
    ahead: Option<Ahead>,
    asked_from: Option<Frame>,
}

/// A plain script that Python reads while the host is busy.
enum Ahead {
    /// The messages by which it asks are kept where somebody wants them.
    Asked {
        keeps_messages: bool,
    },
    Over(Option<Reading>),
}

/// What a plain script asked for when it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    pub noted: Vec<Noted>,
    /// The messages that said so, as a list in JSON; nothing where nobody wants them.
    pub messages: Option<Vec<u8>>,
}

/// What a script that was recorded asked for, and how it ended.
pub type RecordedScript = (Vec<Noted>, Result<Json, Box<Raised>>);

impl<'port> Conversation<'port> {
    pub fn new(port: &'port mut dyn Port) -> Self {
        Self { port, ahead: None, asked_from: None }
    }

    /// Has Python do `name` and serves its requests until the outcome arrives.
    pub fn run(&mut self, host: &mut dyn Host, name: &str, arguments: Map<String, Json>) -> Result<Json, Failure> {
        self.ask(name, arguments)?;
        loop {
            let mut message = self.receive()?;
            if let Some(outcome) = message.remove("outcome") {
                return Ok(outcome);
            }
            if let Some(raised) = message.remove("raised") {
                let raised = serde_json::from_value(raised).map_err(|error| Failure::Lost(error.to_string()))?;
                return Err(Failure::Raised(Box::new(raised)));
            }
            self.asked_from = message.remove("frame").and_then(|frame| serde_json::from_value(frame).ok());
            let reply = match serde_json::from_value::<Request>(Json::Object(message)) {
                Ok(request) => match host.answer(request, self) {
                    Ok(answer) => json!({ "answer": answer }),
                    Err(error) => error.to_json(),
                },
                Err(error) => {
                    HostError::new("NotImplementedError", format!("Limbeck cannot read this: {error}")).to_json()
                }
            };
            self.finish_reading()?;
            self.port.send(reply)?;
        }
    }

    /// The line of the user's code that the request which is answered comes from, where Python tells it
    /// (`tells_places`).
    pub fn asked_from(&self) -> Option<&Frame> {
        self.asked_from.as_ref()
    }

    /// Says where a request that was noted comes from.
    pub fn stand_at(&mut self, frame: &Frame) {
        self.asked_from = Some(frame.clone());
    }

    /// Has Python read a script (`read_script`) and returns at once: Python works while the host does something else.
    pub fn start_reading(&mut self, arguments: Map<String, Json>, keeps_messages: bool) -> Result<(), Failure> {
        self.ask("read_script", arguments)?;
        self.ahead = Some(Ahead::Asked { keeps_messages });
        Ok(())
    }

    /// Has `take_reading` return what the next script asked for in an earlier run.
    pub fn read_earlier(&mut self, noted: Vec<Noted>) -> Result<(), Failure> {
        self.finish_reading()?;
        self.ahead = Some(Ahead::Over(Some(Reading { noted, messages: None })));
        Ok(())
    }

    /// Has Python record a script (`record_script`): what it noted, and the outcome or the exception that ended it.
    ///
    /// # Errors
    /// Python went away.
    pub fn record(&mut self, arguments: Map<String, Json>) -> Result<RecordedScript, Failure> {
        self.ask("record_script", arguments)?;
        let mut noted = Vec::new();
        loop {
            let mut message = self.receive()?;
            if let Some(outcome) = message.remove("outcome") {
                return Ok((noted, Ok(outcome)));
            }
            if let Some(raised) = message.remove("raised") {
                let raised = serde_json::from_value(raised).map_err(|error| Failure::Lost(error.to_string()))?;
                return Ok((noted, Err(Box::new(raised))));
            }
            let one = serde_json::from_value(Json::Object(message));
            noted.push(one.map_err(|error| Failure::Lost(error.to_string()))?);
        }
    }

    /// Takes what the script that was read last asks for; `None`: no script was read, or it has to be run.
    pub fn take_reading(&mut self) -> Result<Option<Reading>, Failure> {
        self.finish_reading()?;
        Ok(match self.ahead.take() {
            Some(Ahead::Over(reading)) => reading,
            _ => None,
        })
    }

    fn ask(&mut self, name: &str, arguments: Map<String, Json>) -> Result<(), Failure> {
        self.finish_reading()?;
        let mut message = arguments;
        message.insert("do".into(), json!(name));
        self.port.send(Json::Object(message))
    }

    /// Whatever Python is told next, it says first what it has read.
    fn finish_reading(&mut self) -> Result<(), Failure> {
        let Some(Ahead::Asked { keeps_messages }) = self.ahead else { return Ok(()) };
        // An exception, or a request that cannot be read, is raised where it belongs: when the script is run.
        let mut reading = Some(Reading { noted: Vec::new(), messages: keeps_messages.then(|| b"[".to_vec()) });
        loop {
            let message = self.receive()?;
            if let Some(outcome) = message.get("outcome") {
                reading = reading.filter(|_| *outcome == json!(true));
                break;
            }
            if message.contains_key("raised") {
                reading = None;
                break;
            }
            reading = reading.and_then(|reading| reading.with(message));
        }
        if let Some(messages) = reading.as_mut().and_then(|reading| reading.messages.as_mut()) {
            messages.push(b']');
        }
        self.ahead = Some(Ahead::Over(reading));
        Ok(())
    }

    fn receive(&mut self) -> Result<Map<String, Json>, Failure> {
        match self.port.receive()? {
            Json::Object(message) => Ok(message),
            _ => Err(Failure::Lost("a message was not an object".into())),
        }
    }
}

impl Reading {
    /// Adds what one message says; `None`: it cannot be read.
    fn with(mut self, message: Map<String, Json>) -> Option<Self> {
        if let Some(messages) = &mut self.messages {
            if !self.noted.is_empty() {
                messages.push(b',');
            }
            serde_json::to_writer(messages, &message).ok()?;
        }
        self.noted.push(serde_json::from_value(Json::Object(message)).ok()?);
        Some(self)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use super::*;

    struct Script {
        incoming: VecDeque<Json>,
        sent: Vec<Json>,
    }

    impl Port for Script {
        fn send(&mut self, message: Json) -> Result<(), Failure> {
            self.sent.push(message);
            Ok(())
        }

        fn receive(&mut self) -> Result<Json, Failure> {
            self.incoming.pop_front().ok_or_else(|| Failure::Lost("end".into()))
        }
    }

    struct RunsOneScript;

    impl Host for RunsOneScript {
        fn answer(&mut self, request: Request, python: &mut Conversation<'_>) -> Result<Json, HostError> {
            match request {
                Request::RunMigrations { .. } => {
                    python.run(self, "run_script", Map::new()).map_err(|_| HostError::command("failed"))?;
                    Ok(Json::Null)
                }
                Request::Heads => Ok(json!(["a"])),
                other => Err(HostError::command(format!("{other:?}"))),
            }
        }
    }

    #[test]
    fn a_request_inside_a_do_inside_a_request_is_answered_in_order() {
        let mut port = Script {
            incoming: VecDeque::from([
                json!({"request": "run_migrations"}),
                json!({"request": "heads"}),
                json!({"outcome": null}),
                json!({"outcome": 7}),
            ]),
            sent: Vec::new(),
        };
        let outcome = Conversation::new(&mut port).run(&mut RunsOneScript, "run_env", Map::new()).unwrap();
        assert_eq!(outcome, json!(7));
        assert_eq!(
            port.sent,
            [json!({"do": "run_env"}), json!({"do": "run_script"}), json!({"answer": ["a"]}), json!({"answer": null})]
        );
    }

    #[test]
    fn what_is_read_ahead_is_kept_until_it_is_asked_for() {
        let mut port = Script {
            incoming: VecDeque::from([
                json!({"noted": {"request": "heads"}, "frame": {"file": "a.py", "line": 7, "function": "upgrade"}}),
                json!({"outcome": true}),
                json!({"outcome": "logged"}),
            ]),
            sent: Vec::new(),
        };
        let mut conversation = Conversation::new(&mut port);
        conversation.start_reading(Map::new(), true).unwrap();
        assert_eq!(conversation.run(&mut RunsOneScript, "log", Map::new()).unwrap(), json!("logged"));
        let reading = conversation.take_reading().unwrap().unwrap();
        assert_eq!((&reading.noted[0].request, reading.noted[0].frame.line), (&Request::Heads, 7));
        let kept: Vec<Noted> = serde_json::from_slice(&reading.messages.unwrap()).unwrap();
        assert_eq!(kept, reading.noted);
        assert_eq!(conversation.take_reading().unwrap(), None);
    }

    #[test]
    fn a_script_that_raises_while_it_is_read_has_to_be_run() {
        let mut port = Script {
            incoming: VecDeque::from([json!({"raised": {"class": "KeyError", "message": "'x'"}})]),
            sent: Vec::new(),
        };
        let mut conversation = Conversation::new(&mut port);
        conversation.start_reading(Map::new(), false).unwrap();
        assert_eq!(conversation.take_reading().unwrap(), None);
    }

    #[test]
    fn an_exception_of_a_script_ends_the_do() {
        let mut port = Script {
            incoming: VecDeque::from([
                json!({"raised": {"module": "builtins", "class": "KeyError", "message": "'x'"}}),
            ]),
            sent: Vec::new(),
        };
        let failure = Conversation::new(&mut port).run(&mut RunsOneScript, "run_env", Map::new()).unwrap_err();
        assert_eq!(failure.to_string(), "KeyError: 'x'");
    }
}
