//! What a comparison asks while it goes on: the user's functions, the server, and the person at the terminal.

mod filter;
mod renamed;
mod server;

use std::cell::RefCell;

use pyruntime::{Conversation, HostError};
use schema::Schema;
use serde_json::{Map, Value as Json, json};

use crate::execute::{
    Run,
    autogenerate::{AutogenerateSettings, plugins::Chosen},
    context::Callable,
};

/// Asks in the middle of a run.
pub(super) struct Questions<'run, 'host, 'port> {
    settings: AutogenerateSettings,
    chosen: Chosen,
    database: &'run Schema,
    inner: RefCell<Inner<'run, 'host, 'port>>,
}

struct Inner<'run, 'host, 'port> {
    run: &'run mut Run<'host>,
    python: &'run mut Conversation<'port>,
    /// What a function raised: it ends the comparison, whose own functions cannot fail.
    raised: Option<HostError>,
}

impl<'run, 'host, 'port> Questions<'run, 'host, 'port> {
    pub(super) fn new(
        settings: AutogenerateSettings,
        chosen: Chosen,
        database: &'run Schema,
        run: &'run mut Run<'host>,
        python: &'run mut Conversation<'port>,
    ) -> Self {
        Self { settings, chosen, database, inner: RefCell::new(Inner { run, python, raised: None }) }
    }

    /// What a function raised while it was asked.
    pub(super) fn end(self) -> Result<(), HostError> {
        self.inner.into_inner().raised.map_or(Ok(()), Err)
    }

    /// Calls a function of the user's; `None` where it does not say yes or no.
    fn ask(&self, function: Callable, arguments: Json) -> Option<bool> {
        let mut inner = self.inner.borrow_mut();
        if inner.raised.is_some() {
            return None;
        }
        let mut call = Map::new();
        call.insert("id".into(), json!(function.callable));
        call.insert("arguments".into(), arguments);
        let Inner { run, python, .. } = &mut *inner;
        match run.have_python(python, "callback", call) {
            Ok(answer) => answer.as_bool(),
            Err(error) => {
                inner.raised = Some(error);
                None
            }
        }
    }
}
