//! The conversation: Python asks, the host answers, and may ask Python to do something meanwhile.

use std::collections::VecDeque;

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
    /// What Python works on while the host does something else, in that order.
    awaited: VecDeque<Awaited>,
    /// What the scripts ask for whose readings are over; `None`: it has to be run.
    read: VecDeque<Option<Reading>>,
    /// Whether scripts are read of which none was forgotten: Python reads none behind one that has to be run.
    has_begun_reading: bool,
    /// What the user's code raised while nobody waited for it.
    raised: Option<Box<Raised>>,
    asked_from: Option<Frame>,
}

/// Something that nobody waits for yet.
enum Awaited {
    /// A plain script is read; the messages by which it asks are kept where somebody wants them.
    Reading { keeps_messages: bool },
    /// What the next script asks for is known without Python.
    Known(Option<Reading>),
    /// Something is done that has no outcome and asks for nothing.
    Deed,
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
        let (awaited, read, has_begun_reading) = (VecDeque::new(), VecDeque::new(), false);
        Self { port, awaited, read, has_begun_reading, raised: None, asked_from: None }
    }

    /// Has Python do `name` and serves its requests until the outcome arrives.
    pub fn run(&mut self, host: &mut dyn Host, name: &str, arguments: Map<String, Json>) -> Result<Json, Failure> {
        self.ask_alone(name, arguments)?;
        loop {
            let mut message = self.receive()?;
            if let Some(outcome) = message.remove("outcome") {
                return Ok(outcome);
            }
            if let Some(raised) = message.remove("raised") {
                return Err(Failure::Raised(raised_of(raised)?));
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
            self.settle()?;
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

    /// Has Python do what asks for nothing and has no outcome, and returns at once; what it raises is raised by the next
    /// call that waits.
    ///
    /// # Errors
    /// Python went away.
    pub fn post(&mut self, name: &str, arguments: Map<String, Json>) -> Result<(), Failure> {
        self.send(name, arguments)?;
        self.awaited.push_back(Awaited::Deed);
        Ok(())
    }

    /// Has Python read a script (`read_script`) and returns at once: Python works while the host does something else.
    /// `take_reading` returns what scripts ask for in the order of these calls and of those of `read_earlier`.
    ///
    /// # Errors
    /// Python went away.
    pub fn start_reading(&mut self, mut arguments: Map<String, Json>, keeps_messages: bool) -> Result<(), Failure> {
        let begins = !std::mem::replace(&mut self.has_begun_reading, true);
        arguments.insert("begins".into(), json!(begins));
        self.send("read_script", arguments)?;
        self.awaited.push_back(Awaited::Reading { keeps_messages });
        Ok(())
    }

    /// Says what the next script asked for in an earlier run; `None`: there is nothing to read.
    pub fn read_earlier(&mut self, noted: Option<Vec<Noted>>) {
        self.awaited.push_back(Awaited::Known(noted.map(|noted| Reading { noted, messages: None })));
    }

    /// Waits for what was posted.
    ///
    /// # Errors
    /// Python went away, or raised in something that was posted.
    pub fn wait_for_posted(&mut self) -> Result<(), Failure> {
        self.settle()?;
        self.raise()
    }

    /// Waits for what was posted, and forgets what was read and is not taken.
    ///
    /// # Errors
    /// Python went away, or raised in something that was posted.
    pub fn forget_readings(&mut self) -> Result<(), Failure> {
        self.settle()?;
        self.read.clear();
        self.has_begun_reading = false;
        self.raise()
    }

    /// Has Python record a script (`record_script`): what it noted, and the outcome or the exception that ended it.
    ///
    /// # Errors
    /// Python went away.
    pub fn record(&mut self, arguments: Map<String, Json>) -> Result<RecordedScript, Failure> {
        self.ask_alone("record_script", arguments)?;
        let mut noted = Vec::new();
        loop {
            let mut message = self.receive()?;
            if let Some(outcome) = message.remove("outcome") {
                return Ok((noted, Ok(outcome)));
            }
            if let Some(raised) = message.remove("raised") {
                return Ok((noted, Err(raised_of(raised)?)));
            }
            let one = serde_json::from_value(Json::Object(message));
            noted.push(one.map_err(|error| Failure::Lost(error.to_string()))?);
        }
    }

    /// Takes what the next of the scripts that are read asks for; `None`: none is read, or it has to be run.
    ///
    /// # Errors
    /// Python went away, or raised in something that was posted.
    pub fn take_reading(&mut self) -> Result<Option<Reading>, Failure> {
        while self.read.is_empty()
            && let Some(awaited) = self.awaited.pop_front()
        {
            self.finish(awaited)?;
        }
        self.raise()?;
        Ok(self.read.pop_front().flatten())
    }

    /// Asks for what is waited for: whatever Python is told next, it says first what it was told before.
    fn ask_alone(&mut self, name: &str, arguments: Map<String, Json>) -> Result<(), Failure> {
        self.settle()?;
        self.raise()?;
        self.send(name, arguments)
    }

    fn send(&mut self, name: &str, arguments: Map<String, Json>) -> Result<(), Failure> {
        let mut message = arguments;
        message.insert("do".into(), json!(name));
        self.port.send(Json::Object(message))
    }

    /// Waits for all that is awaited.
    fn settle(&mut self) -> Result<(), Failure> {
        while let Some(awaited) = self.awaited.pop_front() {
            self.finish(awaited)?;
        }
        Ok(())
    }

    /// Raises what nobody waited for.
    fn raise(&mut self) -> Result<(), Failure> {
        self.raised.take().map_or(Ok(()), |raised| Err(Failure::Raised(raised)))
    }

    fn finish(&mut self, awaited: Awaited) -> Result<(), Failure> {
        match awaited {
            Awaited::Reading { keeps_messages } => {
                let reading = self.finish_reading(keeps_messages)?;
                self.read.push_back(reading);
            }
            Awaited::Known(reading) => self.read.push_back(reading),
            Awaited::Deed => self.finish_deed()?,
        }
        Ok(())
    }

    fn finish_deed(&mut self) -> Result<(), Failure> {
        let mut message = self.receive()?;
        match message.remove("raised") {
            Some(raised) => self.raised = Some(raised_of(raised)?),
            None if message.contains_key("outcome") => {}
            None => return Err(Failure::Lost("something asks that was told to do its work without".into())),
        }
        Ok(())
    }

    fn finish_reading(&mut self, keeps_messages: bool) -> Result<Option<Reading>, Failure> {
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
        Ok(reading)
    }

    fn receive(&mut self) -> Result<Map<String, Json>, Failure> {
        match self.port.receive()? {
            Json::Object(message) => Ok(message),
            _ => Err(Failure::Lost("a message was not an object".into())),
        }
    }
}

fn raised_of(raised: Json) -> Result<Box<Raised>, Failure> {
    serde_json::from_value(raised).map(Box::new).map_err(|error| Failure::Lost(error.to_string()))
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
    fn what_is_posted_and_read_comes_back_in_its_order() {
        let mut port = Script {
            incoming: VecDeque::from([
                json!({"noted": {"request": "heads"}, "frame": {"file": "a.py", "line": 7, "function": "upgrade"}}),
                json!({"outcome": true}),
                json!({"outcome": null}),
                json!({"outcome": false}),
                json!({"raised": {"module": "builtins", "class": "KeyboardInterrupt", "message": ""}}),
            ]),
            sent: Vec::new(),
        };
        let mut conversation = Conversation::new(&mut port);
        conversation.start_reading(Map::new(), false).unwrap();
        conversation.post("log", Map::new()).unwrap();
        conversation.start_reading(Map::new(), false).unwrap();
        conversation.read_earlier(Some(Vec::new()));
        conversation.post("log", Map::new()).unwrap();
        assert_eq!(conversation.take_reading().unwrap().unwrap().noted.len(), 1);
        assert_eq!(conversation.take_reading().unwrap(), None, "it has to be run");
        assert_eq!(conversation.take_reading().unwrap(), Some(Reading::default()));
        let failure = conversation.run(&mut RunsOneScript, "log", Map::new()).unwrap_err();
        assert_eq!(failure.to_string(), "KeyboardInterrupt: ");
    }

    #[test]
    fn python_is_told_to_begin_with_the_first_script_and_behind_what_was_forgotten() {
        let incoming = VecDeque::from(vec![json!({"outcome": false}); 2]);
        let mut port = Script { incoming, sent: Vec::new() };
        let mut conversation = Conversation::new(&mut port);
        conversation.start_reading(Map::new(), false).unwrap();
        conversation.start_reading(Map::new(), false).unwrap();
        conversation.forget_readings().unwrap();
        conversation.start_reading(Map::new(), false).unwrap();
        let begins: Vec<&Json> = port.sent.iter().map(|message| &message["begins"]).collect();
        assert_eq!(begins, [true, false, true]);
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
