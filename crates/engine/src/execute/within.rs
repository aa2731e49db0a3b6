//! A command inside a run: user code calls `alembic.command.upgrade(config, "head")`, and Python waits for its end.
//!
//! The inner run speaks with the same Python, over the same port, and has the connections of the outer one, so that a
//! connection in `config.attributes` is the connection that it is.

use std::{cell::RefCell, rc::Rc, sync::Arc};

use pyruntime::{CompileAhead, Failure, HostError, Port, Python};
use serde_json::{Value as Json, json};

use crate::{
    Error, Interrupt, Project, Reporter,
    execute::{Run, Tape, connections::Connections, script_directory::script_directory},
    report::{Event, Question},
};

/// The Python of a run, which runs inside it speak with, too: never two of them at a time.
#[derive(Clone)]
pub(crate) struct SharedPython(Rc<RefCell<Python>>);

impl SharedPython {
    pub(crate) fn new(python: Python) -> Self {
        Self(Rc::new(RefCell::new(python)))
    }

    /// Keeps what was said in this run for the next one; what Python has to say of that is of no importance.
    pub(crate) fn remember(&self) {
        drop(self.0.borrow_mut().remember());
    }

    /// Whether env.py did something else than in the run that was remembered.
    pub(crate) fn has_strayed(&self) -> bool {
        self.0.borrow().has_strayed()
    }

    pub(crate) fn compile_ahead(&self) -> Option<CompileAhead> {
        self.0.borrow().compile_ahead().cloned()
    }
}

impl Port for SharedPython {
    fn send(&mut self, message: Json) -> Result<(), Failure> {
        self.0.borrow_mut().send(message)
    }

    fn receive(&mut self) -> Result<Json, Failure> {
        self.0.borrow_mut().receive()
    }
}

/// What a project has of the run that it is opened in.
pub(crate) struct Within {
    pub(crate) python: SharedPython,
    connections: RefCell<Option<Connections>>,
    interrupt: Interrupt,
    tape: Option<Arc<Tape>>,
}

impl Within {
    /// Lends the connections of the outer run to an inner one.
    pub(crate) fn lend(&self) -> Connections {
        let lent = self.connections.take();
        lent.unwrap_or_else(|| Connections::taped(self.interrupt.clone(), self.tape.clone()))
    }

    pub(crate) fn give_back(&self, connections: Connections) {
        self.connections.replace(Some(connections));
    }
}

/// Keeps what belongs to standard output: it goes to `Config.stdout`. Everything else is told as it happens.
struct Kept<'outer> {
    output: String,
    reporter: &'outer mut dyn Reporter,
}

impl Reporter for Kept<'_> {
    fn report(&mut self, event: Event<'_>) {
        match event {
            Event::Output(text) => self.output.push_str(text),
            // These count the steps of the outer run.
            Event::Planned { .. } | Event::Started { .. } | Event::Finished { .. } => {}
            event => self.reporter.report(event),
        }
    }

    fn ask(&mut self, question: Question<'_>) -> Option<bool> {
        self.reporter.ask(question)
    }
}

impl Run<'_> {
    /// Carries out a command that user code calls; answers what it printed, and the revisions that it wrote.
    pub(super) fn inner_command(&mut self, name: &str, config: &Json, arguments: &Json) -> Result<Json, HostError> {
        let interrupt = self.connections.interrupt().clone();
        let tape = self.connections.tape().cloned();
        let lent = std::mem::replace(&mut self.connections, Connections::taped(interrupt.clone(), tape.clone()));
        let within = Rc::new(Within {
            python: self.python.clone(),
            connections: RefCell::new(Some(lent)),
            interrupt: interrupt.clone(),
            tape,
        });
        self.ending.has_run_inside = true;
        self.lose_retry("it called a command of its own");
        let mut kept = Kept { output: String::new(), reporter: &mut *self.reporter };
        // It may write revisions.
        self.others.clear();
        let done = self.project.command_within(name, config, arguments, &within, &interrupt, &mut kept);
        let output = kept.output;
        self.connections = within.lend();
        match done {
            Ok(revisions) => Ok(json!({"output": output, "revisions": revisions})),
            Err(error) => Err(with_output(risen(error), output)),
        }
    }

    /// Asks the script directory of a `Config` of user code. `settings`, with which each begins, reads its files anew.
    pub(super) fn other_directory(&mut self, method: &str, arguments: &Json, config: &Json) -> Result<Json, HostError> {
        let name = config.to_string();
        if method == "settings" || !self.others.contains_key(&name) {
            let project = self.other_project(config).map_err(Error::into_host_error)?;
            self.others.insert(name.clone(), project);
        }
        script_directory(&self.others[&name], method, arguments)
    }

    fn other_project(&mut self, config: &Json) -> Result<Project, Error> {
        let within = Rc::new(Within {
            python: self.python.clone(),
            connections: RefCell::default(),
            interrupt: self.connections.interrupt().clone(),
            tape: self.connections.tape().cloned(),
        });
        let project = self.project.given(config, Some(within), self.reporter)?;
        project.graph(self.reporter)?;
        Ok(project)
    }
}

/// The error of the inner command, under the class that its user code may catch.
fn risen(error: Error) -> HostError {
    match &error.raised {
        Some(raised) => HostError::new(&raised.dotted_name(), &raised.message).with_hint(error.hint),
        None => error.into_host_error(),
    }
}

/// What was printed before an error stands before it.
fn with_output(mut error: HostError, output: String) -> HostError {
    if !output.is_empty() {
        error.details.insert("output".into(), Json::String(output));
    }
    error
}
