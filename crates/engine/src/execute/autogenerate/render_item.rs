//! The user's `render_item`: asked about everything that is written, as it is written.

use std::{cell::RefCell, collections::BTreeSet};

use pyruntime::{Conversation, HostError};
use pysource::{Item, RenderItem};
use schema::TableName;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use crate::execute::{Run, context::Callable};

/// Asks in the middle of the writing.
pub(super) struct UsersItems<'run, 'host, 'port> {
    /// None: there is no `render_item`.
    function: Option<Callable>,
    inner: RefCell<Inner<'run, 'host, 'port>>,
}

struct Inner<'run, 'host, 'port> {
    run: &'run mut Run<'host>,
    python: &'run mut Conversation<'port>,
    /// What the function raised: it ends the writing, which cannot fail for that.
    raised: Option<HostError>,
}

/// What it has given.
#[derive(Deserialize)]
struct Given {
    text: String,
    imports: Vec<String>,
}

impl<'run, 'host, 'port> UsersItems<'run, 'host, 'port> {
    pub(super) fn new(
        function: Option<Callable>,
        run: &'run mut Run<'host>,
        python: &'run mut Conversation<'port>,
    ) -> Self {
        Self { function, inner: RefCell::new(Inner { run, python, raised: None }) }
    }

    /// What the function raised while it was asked.
    pub(super) fn end(self) -> Result<(), HostError> {
        self.inner.into_inner().raised.map_or(Ok(()), Err)
    }

    fn ask(&self, function: Callable, item: Item<'_>, table: Option<&TableName>) -> Result<Option<Given>, HostError> {
        let mut call = Map::new();
        call.insert("id".into(), json!(function.callable));
        call.insert("arguments".into(), json!({"kind": item.kind(), "item": wire(item), "table": table}));
        let Inner { run, python, .. } = &mut *self.inner.borrow_mut();
        let answer = run.have_python(python, "callback", call)?;
        serde_json::from_value(answer).map_err(|error| HostError::new("TypeError", format!("render_item(): {error}")))
    }
}

impl RenderItem for UsersItems<'_, '_, '_> {
    fn render(&self, item: Item<'_>, table: Option<&TableName>, imports: &mut BTreeSet<String>) -> Option<String> {
        let function = self.function.filter(|_| self.inner.borrow().raised.is_none())?;
        match self.ask(function, item, table) {
            Ok(given) => given.map(|given| {
                imports.extend(given.imports);
                given.text
            }),
            Err(error) => {
                self.inner.borrow_mut().raised = Some(error);
                None
            }
        }
    }
}

fn wire(item: Item<'_>) -> Json {
    match item {
        Item::Type(column_type) => json!(column_type),
        Item::ServerDefault(fill) => json!(fill),
        Item::Column(column) => json!(column),
        Item::PrimaryKey(key) => json!(key),
        Item::Unique(unique) => json!(unique),
        Item::ForeignKey(key) => json!(key),
        Item::Check(check) => json!(check),
        Item::Exclude(exclude) => json!(exclude),
    }
}
