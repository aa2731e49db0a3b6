//! Renderers of the user's, which write operations of their own.

use operation::{Content, Step};
use pyruntime::{Conversation, HostError};
use serde::Deserialize;
use serde_json::{Map, json};

use super::planned::Planned;
use crate::execute::Run;

/// What a renderer has written.
#[derive(Debug, Deserialize)]
pub(super) struct OwnText {
    lines: Vec<String>,
    pub(super) imports: Vec<String>,
}

impl Run<'_> {
    /// Asks the user's renderers; `None` in the place of an operation that is written here.
    pub(super) fn own_texts(
        &mut self,
        operations: &[Planned],
        as_batch: bool,
        python: &mut Conversation<'_>,
    ) -> Result<Vec<Option<OwnText>>, HostError> {
        let mut texts = Vec::new();
        for operation in operations {
            let Some(renderer) = operation.renderer else {
                texts.push(None);
                continue;
            };
            let mut call = Map::new();
            call.insert("id".into(), json!(renderer.callable));
            call.insert("arguments".into(), json!({"within_batch": as_batch && operation.within.is_some()}));
            let answer = self.have_python(python, "callback", call)?;
            let text = serde_json::from_value(answer)
                .map_err(|error| HostError::new("TypeError", format!("a renderer returned no text: {error}")))?;
            texts.push(Some(text));
        }
        Ok(texts)
    }
}

/// Returns what stands in a function, with the texts of the user's renderers.
pub(super) fn steps<'o>(operations: &'o [Planned], own: &'o [Option<OwnText>]) -> Result<Vec<Step<'o>>, HostError> {
    operations.iter().zip(own).map(|(operation, own)| step(operation, own.as_ref())).collect()
}

fn step<'o>(planned: &'o Planned, own: Option<&'o OwnText>) -> Result<Step<'o>, HostError> {
    let content = match (own, &planned.operation) {
        (Some(text), _) => Content::Lines(&text.lines),
        (None, Some(operation)) => Content::Operation(operation),
        (None, None) => {
            return Err(HostError::new("TypeError", "a new revision: a step is neither operation nor text"));
        }
    };
    Ok(Step { within: planned.within.as_ref(), content, note: planned.note.as_deref() })
}
