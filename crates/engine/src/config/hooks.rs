//! Post-write hooks: the programs that run over a new script.

use super::error::ConfigError;
use super::path_list::split_legacy;
use super::pyproject::OptionValue;
use super::settings::Config;
use indexmap::IndexMap;
use serde::Serialize;

/// A hook with all its options, `type` among them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PostWriteHook {
    pub name: String,
    pub options: IndexMap<String, String>,
}

impl PostWriteHook {
    /// Returns the kind of the hook: `exec`, `module`, `console_scripts` or one that env.py registers.
    pub fn hook_type(&self) -> Result<&str, ConfigError> {
        self.option("type").ok_or_else(|| ConfigError::HookWithoutType { hook: self.name.clone() })
    }

    /// Returns an option of the hook.
    pub fn option(&self, option: &str) -> Option<&str> {
        self.options.get(option).map(String::as_str)
    }

    /// Returns an option that the hook's type needs.
    pub fn required_option(&self, option: &str) -> Result<&str, ConfigError> {
        self.option(option)
            .ok_or_else(|| ConfigError::HookWithoutOption { hook: self.name.clone(), option: option.into() })
    }
}

/// Reads the hooks from `[post_write_hooks]`, or from TOML where the ini has no such section.
pub(super) fn read(config: &Config) -> Result<Vec<PostWriteHook>, ConfigError> {
    match config.section("post_write_hooks")? {
        Some(section) => Ok(from_section(&section)),
        None => from_toml(config),
    }
}

fn from_section(section: &IndexMap<String, String>) -> Vec<PostWriteHook> {
    let names = section.get("hooks").map_or("", String::as_str);
    let names = split_legacy(names, None).into_iter().filter(|name| !name.is_empty());
    names
        .map(|name| {
            let prefix = format!("{name}.");
            let options = section
                .iter()
                .filter_map(|(key, value)| Some((key.strip_prefix(&prefix)?.to_owned(), value.clone())))
                .collect();
            PostWriteHook { name, options }
        })
        .collect()
}

fn from_toml(config: &Config) -> Result<Vec<PostWriteHook>, ConfigError> {
    let tables = match config.pyproject().get("post_write_hooks")? {
        None => Vec::new(),
        Some(OptionValue::Tables(tables)) => tables,
        Some(OptionValue::List(items)) if items.is_empty() => Vec::new(),
        Some(_) => {
            return Err(ConfigError::WrongType {
                file: config.toml_name().unwrap_or("pyproject.toml").into(),
                name: "post_write_hooks".into(),
                wanted: "a list of tables: write `[[tool.alembic.post_write_hooks]]`",
            });
        }
    };
    tables
        .into_iter()
        .map(|mut options| {
            let name = options.shift_remove("name").ok_or(ConfigError::HookWithoutName)?;
            Ok(PostWriteHook { name, options })
        })
        .collect()
}
