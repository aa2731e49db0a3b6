//! An ini file as Python's `ConfigParser` understands it: read once, asked and changed in memory.

use super::ini_error::IniError;
use super::ini_reader;
use super::interpolation::{self, Scope};
use indexmap::IndexMap;
use serde::Serialize;

/// The section whose keys every other section inherits.
pub const DEFAULT: &str = "DEFAULT";

/// Keys, lower-cased, and values in their order.
pub type Options = IndexMap<String, String>;

/// The sections of an ini file; values are kept raw and expanded when asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Ini {
    defaults: Options,
    sections: IndexMap<String, Options>,
}

impl Ini {
    /// Makes an ini without any section but `[DEFAULT]`.
    pub fn with_defaults(defaults: &[(String, String)]) -> Self {
        let defaults = defaults.iter().map(|(key, value)| (key.to_lowercase(), value.clone())).collect();
        Self { defaults, sections: IndexMap::new() }
    }

    /// Reads ini text on top of the given defaults; `source_name` is how messages call the file, already quoted.
    pub fn parse(text: &str, source_name: &str, defaults: &[(String, String)]) -> Result<Self, IniError> {
        let mut ini = Self::with_defaults(defaults);
        let read = ini_reader::read(text, source_name)?;
        ini.defaults.extend(read.defaults);
        ini.sections = read.sections;
        Ok(ini)
    }

    /// Makes an ini of what was read elsewhere.
    pub(super) fn of_parts(defaults: Options, sections: IndexMap<String, Options>) -> Self {
        Self { defaults, sections }
    }

    /// Names of all sections but `[DEFAULT]`, in file order.
    pub fn sections(&self) -> impl Iterator<Item = &str> {
        self.sections.keys().map(String::as_str)
    }

    /// Tells whether the file has the section; `[DEFAULT]` does not count.
    pub fn has_section(&self, section: &str) -> bool {
        self.sections.contains_key(section)
    }

    /// Keys of the section itself, in file order: without those that it inherits.
    pub fn own_keys(&self, section: &str) -> impl Iterator<Item = &str> {
        self.sections.get(section).into_iter().flat_map(Options::keys).map(String::as_str)
    }

    /// Tells whether the section, or `[DEFAULT]`, has the key.
    pub fn has_option(&self, section: &str, option: &str) -> bool {
        let option = option.to_lowercase();
        if section.is_empty() || section == DEFAULT {
            return self.defaults.contains_key(&option);
        }
        self.has_section(section) && self.find(section, &option).is_some()
    }

    /// Returns the value with references expanded.
    pub fn get(&self, section: &str, option: &str) -> Result<String, IniError> {
        let raw = self.get_raw(section, option)?;
        self.expand(section, &option.to_lowercase(), raw)
    }

    /// Returns the value with references expanded, or nothing where section or key are missing.
    pub fn find_expanded(&self, section: &str, option: &str) -> Result<Option<String>, IniError> {
        match self.get(section, option) {
            Ok(value) => Ok(Some(value)),
            Err(IniError::NoSection { .. } | IniError::NoOption { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Returns the value as it stands in the file.
    pub fn get_raw(&self, section: &str, option: &str) -> Result<&str, IniError> {
        self.require_section(section)?;
        self.find(section, &option.to_lowercase())
            .ok_or_else(|| IniError::NoOption { option: option.to_lowercase(), section: section.into() })
    }

    /// Returns all keys of the section, inherited ones first, with references expanded.
    pub fn items(&self, section: &str) -> Result<Options, IniError> {
        self.raw_items(section)?
            .into_iter()
            .map(|(option, raw)| {
                let value = self.expand(section, &option, &raw)?;
                Ok((option, value))
            })
            .collect()
    }

    /// Returns all keys of the section, inherited ones first, as they stand in the file.
    pub fn raw_items(&self, section: &str) -> Result<Options, IniError> {
        self.require_section(section)?;
        let mut items = self.defaults.clone();
        if let Some(own) = self.sections.get(section) {
            items.extend(own.iter().map(|(key, value)| (key.clone(), value.clone())));
        }
        Ok(items)
    }

    /// Sets a value in a section; the section is made if it is missing.
    pub fn set_in_new_section(&mut self, section: &str, option: &str, value: &str) -> Result<(), IniError> {
        if !self.has_section(section) {
            self.add_section(section)?;
        }
        self.set(section, option, value)
    }

    /// Adds an empty section.
    pub fn add_section(&mut self, section: &str) -> Result<(), IniError> {
        if section == DEFAULT {
            return Err(IniError::InvalidSectionName { section: section.into() });
        }
        self.sections.entry(section.into()).or_default();
        Ok(())
    }

    /// Sets a value in a section that exists.
    pub fn set(&mut self, section: &str, option: &str, value: &str) -> Result<(), IniError> {
        interpolation::check_set(value)?;
        self.options_mut(section)?.insert(option.to_lowercase(), value.into());
        Ok(())
    }

    /// Removes a key from a section and tells whether it was there.
    pub fn remove_option(&mut self, section: &str, option: &str) -> Result<bool, IniError> {
        Ok(self.options_mut(section)?.shift_remove(&option.to_lowercase()).is_some())
    }

    fn options_mut(&mut self, section: &str) -> Result<&mut Options, IniError> {
        if section.is_empty() || section == DEFAULT {
            return Ok(&mut self.defaults);
        }
        self.sections.get_mut(section).ok_or_else(|| IniError::NoSection { section: section.into() })
    }

    fn require_section(&self, section: &str) -> Result<(), IniError> {
        if section == DEFAULT || self.has_section(section) {
            return Ok(());
        }
        Err(IniError::NoSection { section: section.into() })
    }

    /// Looks a lower-cased key up, first in the section, then in `[DEFAULT]`.
    fn find(&self, section: &str, option: &str) -> Option<&str> {
        let own = self.sections.get(section).and_then(|options| options.get(option));
        own.or_else(|| self.defaults.get(option)).map(String::as_str)
    }

    fn expand(&self, section: &str, option: &str, raw: &str) -> Result<String, IniError> {
        interpolation::expand(&Scope { section, option, raw, keys: &|key| self.find(section, key) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn parse(text: &str) -> Ini {
        Ini::parse(text, "'a.ini'", &[("here".into(), "/p".into())]).unwrap()
    }

    #[test]
    fn keys_refer_to_each_other_and_to_here() {
        let ini = parse("[alembic]\nname = db\nurl = sqlite:///%(here)s/%(NAME)s?x=%%20\n");
        assert_eq!(ini.get("alembic", "URL").unwrap(), "sqlite:////p/db?x=%20");
    }

    #[test]
    fn a_bare_percent_breaks_the_section_but_not_its_other_keys() {
        let ini = parse("[alembic]\na = 1\nb = 50%\n");
        assert_eq!(ini.get("alembic", "a").unwrap(), "1");
        assert_eq!(ini.items("alembic").unwrap_err().to_string(), "'%' must be followed by '%' or '(', found: '%'");
    }

    #[test]
    fn a_value_that_is_set_can_be_read_and_removed() {
        let mut ini = parse("[alembic]\n");
        ini.set("alembic", "Key", "%(here)s").unwrap();
        assert_eq!(ini.get("alembic", "key").unwrap(), "/p");
        assert!(ini.remove_option("alembic", "KEY").unwrap());
        assert!(!ini.remove_option("alembic", "KEY").unwrap());
    }

    #[test]
    fn a_key_that_leads_to_itself_is_refused() {
        let ini = parse("[alembic]\na = %(b)s\nb = %(a)s\n");
        assert!(matches!(ini.get("alembic", "a"), Err(IniError::InterpolationDepth { .. })));
    }
}
