//! The texts that the user's `render_item` gave for types and server defaults of the models.

use std::collections::BTreeSet;

use pyruntime::HostError;
use pysource::{Item, RenderItem};
use schema::{ColumnType, Fill};
use serde::Deserialize;
use serde_json::Value as Json;

/// All of them. They were asked for when the models were read: the user's function sees the user's own objects.
#[derive(Debug, Default)]
pub(crate) struct Rendered {
    texts: Vec<Text>,
}

#[derive(Debug, Deserialize)]
struct Text {
    #[serde(flatten)]
    of: Of,
    text: String,
    imports: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", content = "item", rename_all = "snake_case")]
enum Of {
    Type(ColumnType),
    ServerDefault(Fill),
}

impl Rendered {
    /// Reads what `describe_models` found.
    pub(super) fn read(json: Json) -> Result<Self, HostError> {
        match json {
            Json::Null => Ok(Self::default()),
            json => serde_json::from_value(json)
                .map(|texts| Self { texts })
                .map_err(|error| HostError::new("TypeError", format!("render_item(): {error}"))),
        }
    }

    /// Adds those of another database's models: what they need may be written later.
    pub(super) fn extend(&mut self, other: Self) {
        self.texts.extend(other.texts);
    }
}

impl RenderItem for Rendered {
    fn render(&self, item: Item<'_>, imports: &mut BTreeSet<String>) -> Option<String> {
        let found = self.texts.iter().find(|text| match (&text.of, item) {
            (Of::Type(known), Item::Type(asked)) => known == asked,
            (Of::ServerDefault(known), Item::ServerDefault(asked)) => known == asked,
            (Of::Type(_) | Of::ServerDefault(_), _) => false,
        })?;
        imports.extend(found.imports.iter().cloned());
        Some(found.text.clone())
    }
}
