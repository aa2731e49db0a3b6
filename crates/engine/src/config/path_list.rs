//! The two settings that are lists of paths, and how an ini file separates them.

use super::deprecation::Deprecation;
use super::error::ConfigError;
use super::pyproject::OptionValue;
use super::python_text::strip;
use super::settings::Config;

/// A list of paths and what is old-fashioned about how it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PathList {
    pub(super) paths: Vec<String>,
    pub(super) deprecation: Option<Deprecation>,
}

pub(super) fn version_locations(config: &Config) -> Result<PathList, ConfigError> {
    let Some(text) = filled(config, "version_locations")? else { return from_toml(config, "version_locations") };
    let Some((separator, name)) = separator(config, &["path_separator", "version_path_separator"])? else {
        let deprecation = Some(Deprecation::NoSeparatorForVersionLocations);
        return Ok(PathList { paths: split_legacy(&text, None), deprecation });
    };
    let deprecation = (name == "version_path_separator").then_some(Deprecation::OldSeparatorName);
    Ok(PathList { paths: split(&text, separator), deprecation })
}

pub(super) fn prepend_sys_path(config: &Config) -> Result<PathList, ConfigError> {
    let Some(text) = filled(config, "prepend_sys_path")? else { return from_toml(config, "prepend_sys_path") };
    let Some((separator, _)) = separator(config, &["path_separator"])? else {
        let deprecation = Some(Deprecation::NoSeparatorForSysPath);
        return Ok(PathList { paths: split_legacy(&text, Some(':')), deprecation });
    };
    Ok(PathList { paths: split(&text, separator), deprecation: None })
}

fn filled(config: &Config, name: &str) -> Result<Option<String>, ConfigError> {
    let text = config.ini().find_expanded(config.section_name(), name)?;
    Ok(text.filter(|text| !text.is_empty()))
}

fn from_toml(config: &Config, name: &str) -> Result<PathList, ConfigError> {
    let paths = match config.pyproject().get(name)? {
        None => Vec::new(),
        Some(OptionValue::List(paths)) => paths,
        // Alembic takes a string apart letter by letter, which is right for "." only. One path is what is meant.
        Some(OptionValue::Text(path)) => vec![path],
        Some(_) => {
            return Err(ConfigError::WrongType {
                file: config.toml_name().unwrap_or("pyproject.toml").into(),
                name: name.into(),
                wanted: "a list of strings",
            });
        }
    };
    Ok(PathList { paths, deprecation: None })
}

/// Returns the separator that the first of the keys names, and which key that was.
fn separator<'a>(config: &Config, names: &[&'a str]) -> Result<Option<(char, &'a str)>, ConfigError> {
    for name in names {
        let Some(value) = config.main_option(name)? else { continue };
        let separator = match value.as_str() {
            "space" => ' ',
            "newline" => '\n',
            "os" if cfg!(windows) => ';',
            "os" | ":" => ':',
            ";" => ';',
            _ => return Err(ConfigError::UnknownSeparator { name: (*name).into(), value }),
        };
        return Ok(Some((separator, name)));
    }
    Ok(None)
}

fn split(text: &str, separator: char) -> Vec<String> {
    text.split(separator).filter(|part| !part.is_empty()).map(|part| strip(part).to_owned()).collect()
}

/// Splits at a comma with the spaces after it, at a run of spaces, and at one more character if given.
pub(super) fn split_legacy(text: &str, also_at: Option<char>) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = String::new();
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            ',' | ' ' => while rest.next_if_eq(&' ').is_some() {},
            _ if Some(character) == also_at => {}
            _ => {
                part.push(character);
                continue;
            }
        }
        parts.push(std::mem::take(&mut part));
    }
    parts.push(part);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_old_way_of_splitting_keeps_empty_parts() {
        assert_eq!(split_legacy("a, b  c,,d", None), ["a", "b", "c", "", "d"]);
        assert_eq!(split_legacy("a:b , c", Some(':')), ["a", "b", "", "c"]);
    }

    #[test]
    fn parts_are_stripped_and_empty_ones_left_out() {
        assert_eq!(split("\na\n  b \n", '\n'), ["a", "b"]);
    }
}
