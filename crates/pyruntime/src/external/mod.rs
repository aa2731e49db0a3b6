//! The external Python: the project's own interpreter, in a process that speaks the same wire over a socket.

mod process;
mod sources;

use std::{
    io::{BufRead, BufReader, Write},
    net::Shutdown,
    os::unix::net::UnixStream,
    path::PathBuf,
    thread::{self, JoinHandle},
};

use serde_json::{Value as Json, json};

use crate::{Failure, Port};

use process::Process;
pub use process::Stopper;

/// Longest message that is read: more is no answer of a migration, and would only fill memory.
const LONGEST: usize = 1 << 30;

/// How the external Python starts.
#[derive(Clone, Debug)]
pub struct ExternalSettings {
    /// The interpreter; a bare name is looked for on the PATH.
    pub program: PathBuf,
    /// `sys.argv`, as the program was called.
    pub arguments: Vec<String>,
}

/// Why an external Python does not serve.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    pub message: String,
    pub hint: Option<String>,
}

/// A running external Python.
pub struct External {
    process: Process,
    port: Option<BufReader<UnixStream>>,
    /// Hands over our modules.
    first_words: Option<JoinHandle<()>>,
    /// Why nothing more will come.
    lost: Option<String>,
    program: String,
}

/// What Python and SQLAlchemy it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions {
    pub python: String,
    pub sqlalchemy: String,
}

impl External {
    /// Starts the process and hands it our modules; [`External::greet`] waits for it.
    ///
    /// # Errors
    /// When the program cannot be started.
    pub fn start(settings: &ExternalSettings) -> Result<Self, Refusal> {
        let program = settings.program.display().to_string();
        let (process, port) = Process::start(&settings.program).map_err(|error| Refusal {
            message: format!("{program} cannot be started: {error}"),
            hint: Some("`--python` and the setting `python` name the interpreter, such as .venv/bin/python".into()),
        })?;
        let given = line(&json!({"arguments": settings.arguments, "sources": sources::all()}));
        let unready = |error: std::io::Error| Refusal { message: format!("{program}: {error}"), hint: None };
        let mut speaker = port.try_clone().map_err(unready)?;
        // It is more than the socket holds, and nobody says that the process ever reads it. One that has ended already is
        // asked for the reason when it has to say hello.
        let speaks = move || drop(speaker.write_all(given.as_bytes()));
        let first_words = thread::Builder::new().name("first words".to_owned()).spawn(speaks).map_err(unready)?;
        Ok(Self { process, port: Some(BufReader::new(port)), first_words: Some(first_words), lost: None, program })
    }

    /// Waits until it is ready.
    ///
    /// # Errors
    /// When it is no Python, too old, or has no SQLAlchemy.
    pub fn greet(&mut self) -> Result<Versions, Refusal> {
        let hello = match self.receive() {
            Ok(Json::Object(hello)) => hello,
            Ok(_) => return Err(self.no_python("it sent no hello")),
            Err(failure) => return Err(self.no_python(&failure.to_string())),
        };
        let text = |json: &Json, key: &str| json.get(key).and_then(Json::as_str).map(str::to_owned);
        if let Some(refused) = hello.get("refused") {
            return Err(Refusal { message: text(refused, "message").unwrap_or_default(), hint: text(refused, "hint") });
        }
        match hello.get("hello").map(|hello| (text(hello, "python"), text(hello, "sqlalchemy"))) {
            Some((Some(python), Some(sqlalchemy))) => Ok(Versions { python, sqlalchemy }),
            _ => Err(self.no_python("it sent no hello")),
        }
    }

    fn no_python(&self, reason: &str) -> Refusal {
        Refusal {
            message: format!("{} does not work as a Python: {reason}", self.program),
            hint: Some("`--python` and the setting `python` name the interpreter, such as .venv/bin/python".into()),
        }
    }

    /// Returns a handle for Ctrl-C.
    pub fn stopper(&self) -> Stopper {
        self.process.stopper()
    }

    /// Notes why nothing more will come.
    fn lose(&mut self, reason: String) -> Failure {
        let reason = self.lost.get_or_insert(reason).clone();
        Failure::Lost(reason)
    }

    fn ended(&mut self) -> Failure {
        // The port is closed first: a process that only closed its end would be waited for in vain.
        self.port = None;
        let reason = match self.process.wait() {
            Some(status) => format!("the process of {} ended ({status})", self.program),
            None => format!("the process of {} closed its connection to Limbeck", self.program),
        };
        self.lose(reason)
    }
}

impl Port for External {
    fn send(&mut self, message: Json) -> Result<(), Failure> {
        if let Some(first_words) = self.first_words.take() {
            // What it could not write is noticed here or by the next answer.
            drop(first_words.join());
        }
        let Some(port) = &mut self.port else { return Err(self.ended()) };
        match port.get_mut().write_all(line(&message).as_bytes()) {
            Ok(()) => Ok(()),
            Err(_) => Err(self.ended()),
        }
    }

    fn receive(&mut self) -> Result<Json, Failure> {
        let Some(port) = &mut self.port else { return Err(self.ended()) };
        let line = match read_line(port) {
            Ok(Some(line)) => line,
            Ok(None) => return Err(self.ended()),
            Err(reason) => return Err(self.lose(reason)),
        };
        serde_json::from_slice(&line).map_err(|error| {
            let shown: String = String::from_utf8_lossy(&line).chars().take(60).collect();
            let reason = format!(
                "the process of {} wrote {shown:?} where only Limbeck's own messages belong ({error})",
                self.program
            );
            // Whatever else it says cannot be understood any more.
            self.port = None;
            self.lose(reason)
        })
    }
}

impl Drop for External {
    fn drop(&mut self) {
        // Closing the port ends `_host.serve`, which flushes the streams; the thread of the first words has it, too.
        if let Some(port) = self.port.take() {
            drop(port.get_ref().shutdown(Shutdown::Both));
        }
        self.process.end();
    }
}

/// A message as it is sent.
fn line(message: &Json) -> String {
    format!("{message}\n")
}

/// Reads a line; `None`: the other end is closed.
fn read_line(port: &mut BufReader<UnixStream>) -> Result<Option<Vec<u8>>, String> {
    let mut line = Vec::new();
    loop {
        let (taken, is_whole) = match port.fill_buf() {
            Ok([]) => return Ok(None),
            Ok(bytes) => {
                let end = bytes.iter().position(|byte| *byte == b'\n');
                let taken = end.map_or(bytes.len(), |end| end + 1);
                line.extend_from_slice(&bytes[..taken]);
                (taken, end.is_some())
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(_) => return Ok(None),
        };
        port.consume(taken);
        if is_whole {
            return Ok(Some(line));
        }
        if line.len() > LONGEST {
            return Err(format!("a message of Python's is longer than {LONGEST} bytes"));
        }
    }
}
