//! An opening tag of a template and its attributes: `<%def name="f()" filter="trim">`.

use super::error::Problem;
use super::names::{self, Filter};

/// An opening tag.
pub(super) struct Tag<'a> {
    pub(super) keyword: &'a str,
    attributes: Vec<(&'a str, &'a str)>,
    /// Whether it ends with `/>`.
    pub(super) is_closed: bool,
    /// How many bytes of the template it takes.
    pub(super) length: usize,
}

impl<'a> Tag<'a> {
    /// Reads the tag that the text begins with, if there is one.
    pub(super) fn at(text: &'a str) -> Option<Self> {
        let rest = text.strip_prefix("<%")?;
        let keyword_end = rest.find(|character| !(pysource::is_word(character) || matches!(character, '.' | ':')))?;
        let (keyword, mut rest) = rest.split_at(keyword_end);
        let mut attributes = Vec::new();
        let mut name = None;
        loop {
            let after_space = rest.trim_start_matches(pysource::is_space);
            let word_end = after_space.find(|character| !pysource::is_word(character)).unwrap_or(after_space.len());
            if let Some(after) = after_space.strip_prefix(['=', ',']) {
                rest = after;
            } else if word_end > 0 && after_space.len() < rest.len() {
                name = Some(&after_space[..word_end]);
                rest = &after_space[word_end..];
            } else if let Some(quote) = after_space.chars().next().filter(|quote| matches!(quote, '"' | '\'')) {
                let end = after_space[1..].find(quote)?;
                attributes.extend(name.take().map(|name| (name, &after_space[1..=end])));
                rest = &after_space[end + 2..];
            } else {
                rest = after_space;
                break;
            }
        }
        let (is_closed, rest) = match rest.strip_prefix('/') {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let rest = rest.strip_prefix('>')?;
        (keyword_end > 0).then_some(Self { keyword, attributes, is_closed, length: text.len() - rest.len() })
    }

    /// Returns the value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().rev().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    /// Reads the filters that an attribute lists.
    pub(super) fn filters(&self, name: &str, line: usize) -> Result<Vec<Filter>, Problem> {
        names::of_filters(self.attribute(name).unwrap_or_default(), line)
    }

    /// Refuses attributes that the tag does not have.
    pub(super) fn allow(&self, names: &[&str], line: usize) -> Result<(), Problem> {
        match self.attributes.iter().find(|(name, _)| !names.contains(name)) {
            Some((name, _)) => {
                Err(Problem::syntax(line, format!("Invalid attribute for tag '{}': '{name}'", self.keyword)))
            }
            None => Ok(()),
        }
    }
}
