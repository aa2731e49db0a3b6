//! The keywords of `context.configure()` that are for autogenerate.

use serde::{Deserialize, Deserializer};
use serde_json::Value as Json;

use crate::execute::context::Callable;

/// Absent keywords have Alembic's defaults.
#[derive(Clone, Debug, Deserialize)]
#[serde(default)]
pub(crate) struct AutogenerateSettings {
    #[serde(deserialize_with = "switch")]
    pub(crate) compare_type: Switch,
    #[serde(deserialize_with = "switch")]
    pub(crate) compare_server_default: Switch,
    pub(crate) include_name: Option<Callable>,
    pub(crate) include_object: Option<Callable>,
    pub(crate) render_item: Option<Callable>,
    pub(crate) include_schemas: bool,
    pub(crate) render_as_batch: bool,
    pub(crate) upgrade_token: String,
    pub(crate) downgrade_token: String,
    pub(crate) sqlalchemy_module_prefix: String,
    pub(crate) alembic_module_prefix: String,
    pub(crate) user_module_prefix: Option<String>,
    pub(crate) autogenerate_plugins: Option<Vec<String>>,
    /// Plug-ins that user code has registered.
    pub(crate) own_plugins: Vec<String>,
}

impl Default for AutogenerateSettings {
    fn default() -> Self {
        Self {
            compare_type: Switch::On,
            compare_server_default: Switch::On,
            include_name: None,
            include_object: None,
            render_item: None,
            include_schemas: false,
            render_as_batch: false,
            upgrade_token: "upgrades".into(),
            downgrade_token: "downgrades".into(),
            sqlalchemy_module_prefix: "sa.".into(),
            alembic_module_prefix: "op.".into(),
            user_module_prefix: None,
            autogenerate_plugins: None,
            own_plugins: Vec::new(),
        }
    }
}

/// A keyword that is a boolean or a function of the user's.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Switch {
    On,
    Off,
    Asks(Callable),
}

impl Switch {
    pub(crate) fn is_on(self) -> bool {
        !matches!(self, Self::Off)
    }
}

fn switch<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Switch, D::Error> {
    Ok(match Json::deserialize(deserializer)? {
        json if json.get("callable").is_some() => {
            Switch::Asks(serde_json::from_value(json).map_err(serde::de::Error::custom)?)
        }
        Json::Null | Json::Bool(false) => Switch::Off,
        _ => Switch::On,
    })
}
