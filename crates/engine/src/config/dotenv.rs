//! `.env` files as python-dotenv reads them, and the database URL that may stand in one.

use super::environment::Environment;
use super::error::ConfigError;
use super::file;
use super::python_text::{is_space, strip_end, universal_newlines};
use indexmap::IndexMap;
use std::path::Path;

/// A key's value; a key without `=` has none.
pub type DotEnvValue = Option<String>;

/// What a `.env` file holds, before variables are expanded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DotEnv {
    /// Keys and values in file order; a key may come twice.
    pub pairs: Vec<(String, DotEnvValue)>,
    /// First lines of the statements that could not be read and were passed over.
    pub wrong_lines: Vec<usize>,
}

/// Who wins where the file and the environment both have a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precedence {
    /// `dotenv_values()` and `load_dotenv(override=True)`.
    FileFirst,
    /// `load_dotenv()`.
    EnvironmentFirst,
}

impl DotEnv {
    /// Reads the text of a `.env` file. Nothing is an error: what cannot be read is passed over.
    pub fn parse(text: &str) -> Self {
        let mut reader = Reader { rest: text.strip_prefix('\u{feff}').unwrap_or(text), line: 1 };
        let mut found = Self::default();
        while !reader.rest.is_empty() {
            let line = reader.line;
            match reader.binding() {
                Some(Some(pair)) => found.pairs.push(pair),
                Some(None) => {}
                None => {
                    reader.skip_rest_of_line();
                    found.wrong_lines.push(line);
                }
            }
        }
        found
    }

    /// Returns each key once, with `${NAME}` and `${NAME:-default}` replaced.
    pub fn resolve(&self, environment: &Environment, precedence: Precedence) -> IndexMap<String, DotEnvValue> {
        let mut resolved: IndexMap<String, DotEnvValue> = IndexMap::new();
        for (key, value) in &self.pairs {
            let value = value.as_ref().map(|value| {
                expand(value, |name| {
                    let from_file = resolved.get(name).map(|value| value.clone().unwrap_or_default());
                    let from_environment = environment.variable(name).map(str::to_owned);
                    match precedence {
                        Precedence::FileFirst => from_file.or(from_environment),
                        Precedence::EnvironmentFirst => from_environment.or(from_file),
                    }
                })
            });
            resolved.insert(key.clone(), value);
        }
        resolved
    }
}

/// The variable with the URL of the database.
const DATABASE_URL: &str = "DATABASE_URL";

/// The variable with the server's own address, where that URL leads to a pooler.
pub(crate) const DATABASE_DIRECT_URL: &str = "DATABASE_DIRECT_URL";

/// Returns `DATABASE_URL`.
///
/// # Errors
/// A `.env` that cannot be read.
pub fn database_url(directory: &Path, environment: &Environment) -> Result<Option<String>, ConfigError> {
    url_of_variable(DATABASE_URL, directory, environment)
}

/// Returns a URL from a variable of the environment, or else of the `.env` of the folder; an empty one does not count.
///
/// Hosting services write `postgres://`, which SQLAlchemy has not known since 1.4.
pub(crate) fn url_of_variable(
    name: &str,
    directory: &Path,
    environment: &Environment,
) -> Result<Option<String>, ConfigError> {
    let url = written_url(name, directory, environment)?;
    Ok(url.map(|url| match url.strip_prefix("postgres://") {
        Some(rest) => format!("postgresql://{rest}"),
        None => url,
    }))
}

fn written_url(name: &str, directory: &Path, environment: &Environment) -> Result<Option<String>, ConfigError> {
    if let Some(url) = environment.filled_variable(name) {
        return Ok(Some(url.to_owned()));
    }
    let path = directory.join(".env");
    if !path.is_file() || is_switched_off(environment) {
        return Ok(None);
    }
    let text = file::read(&path, &path.to_string_lossy())?;
    let found = DotEnv::parse(&universal_newlines(&text)).resolve(environment, Precedence::EnvironmentFirst);
    Ok(found.get(name).cloned().flatten().filter(|url| !url.is_empty()))
}

fn is_switched_off(environment: &Environment) -> bool {
    let wish = environment.variable("PYTHON_DOTENV_DISABLED").unwrap_or_default().to_lowercase();
    ["1", "true", "t", "yes", "y"].contains(&wish.as_str())
}

fn expand(value: &str, find: impl Fn(&str) -> Option<String>) -> String {
    let mut expanded = String::new();
    let mut rest = value;
    while let Some(start) = rest.find("${") {
        expanded.push_str(&rest[..start]);
        let inside = &rest[start + 2..];
        let Some((name, default, after)) = variable(inside) else {
            expanded.push_str("${");
            rest = inside;
            continue;
        };
        expanded.push_str(&find(name).unwrap_or_else(|| default.unwrap_or_default().to_owned()));
        rest = after;
    }
    expanded.push_str(rest);
    expanded
}

/// Splits `NAME}rest` or `NAME:-default}rest`.
fn variable(inside: &str) -> Option<(&str, Option<&str>, &str)> {
    let end = inside.find(['}', ':'])?;
    let (name, after) = inside.split_at(end);
    if let Some(rest) = after.strip_prefix('}') {
        return Some((name, None, rest));
    }
    let (default, rest) = after.strip_prefix(":-")?.split_once('}')?;
    Some((name, Some(default), rest))
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
}

impl<'a> Reader<'a> {
    /// Reads one statement: a pair, or nothing but white space and comment. `None`: it cannot be read.
    fn binding(&mut self) -> Option<Option<(String, DotEnvValue)>> {
        self.take_while(is_space);
        if self.rest.is_empty() {
            return Some(None);
        }
        self.export();
        let key = self.key()?;
        self.take_while(is_inline_space);
        let value = if self.take('=') { Some(self.value_after_equal_sign()?) } else { None };
        self.comment();
        self.end_of_line()?;
        Some(key.map(|key| (key.to_owned(), value)))
    }

    fn export(&mut self) {
        if let Some(after) = self.rest.strip_prefix("export")
            && after.starts_with(is_inline_space)
        {
            self.advance("export".len());
            self.take_while(is_inline_space);
        }
    }

    /// Reads a key; `Some(None)` is a comment line.
    fn key(&mut self) -> Option<Option<&'a str>> {
        if self.rest.starts_with('#') {
            return Some(None);
        }
        if self.rest.starts_with('\'') {
            let key = self.rest[1..].split_once('\'').map(|(key, _)| key).filter(|key| !key.is_empty())?;
            self.advance(key.len() + 2);
            return Some(Some(key));
        }
        let key = self.take_while(|character| !is_space(character) && character != '=' && character != '#');
        (!key.is_empty()).then_some(Some(key))
    }

    fn value_after_equal_sign(&mut self) -> Option<String> {
        let spaced = !self.take_while(is_inline_space).is_empty();
        // `KEY= # note` is empty, `KEY=#text` is not.
        if spaced && self.rest.starts_with('#') {
            return Some(String::new());
        }
        match self.rest.chars().next() {
            Some('\'') => self.quoted('\'').map(|text| unescaped(text, single_quote_escape)),
            Some('"') => self.quoted('"').map(|text| unescaped(text, double_quote_escape)),
            _ => Some(without_comment(self.take_while(|character| character != '\n' && character != '\r')).to_owned()),
        }
    }

    fn quoted(&mut self, quote: char) -> Option<&'a str> {
        let inside = &self.rest[1..];
        let mut escaped = false;
        for (position, character) in inside.char_indices() {
            match character {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                _ if character == quote => {
                    self.advance(position + 2);
                    return Some(&inside[..position]);
                }
                _ => {}
            }
        }
        None
    }

    fn comment(&mut self) {
        let spaces = self.rest.len() - self.rest.trim_start_matches(is_inline_space).len();
        if self.rest[spaces..].starts_with('#') {
            self.take_while(|character| character != '\n' && character != '\r');
        }
    }

    fn end_of_line(&mut self) -> Option<()> {
        self.take_while(is_inline_space);
        if self.rest.is_empty() || self.take('\n') {
            return Some(());
        }
        if self.rest.starts_with("\r\n") {
            self.advance(2);
            return Some(());
        }
        self.take('\r').then_some(())
    }

    fn skip_rest_of_line(&mut self) {
        self.take_while(|character| character != '\n' && character != '\r');
        if !self.take('\r') {
            self.take('\n');
        }
    }

    fn take(&mut self, wanted: char) -> bool {
        let there = self.rest.starts_with(wanted);
        if there {
            self.advance(wanted.len_utf8());
        }
        there
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|character| !wanted(character)).unwrap_or(self.rest.len());
        let taken = &self.rest[..end];
        self.advance(end);
        taken
    }

    fn advance(&mut self, length: usize) {
        let (taken, rest) = self.rest.split_at(length);
        self.line += universal_newlines(taken).matches('\n').count();
        self.rest = rest;
    }
}

fn is_inline_space(character: char) -> bool {
    is_space(character) && character != '\n' && character != '\r'
}

/// Cuts at white space that is followed by `#`.
fn without_comment(text: &str) -> &str {
    let cut = text.match_indices('#').find(|(at, _)| text[..*at].ends_with(is_space)).map_or(text.len(), |(at, _)| at);
    strip_end(&text[..cut])
}

fn unescaped(text: &str, meaning: fn(char) -> Option<char>) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        if character != '\\' {
            plain.push(character);
            continue;
        }
        let mut after = rest.clone();
        match after.next().and_then(meaning) {
            Some(meant) => {
                plain.push(meant);
                rest = after;
            }
            None => plain.push('\\'),
        }
    }
    plain
}

fn single_quote_escape(character: char) -> Option<char> {
    matches!(character, '\\' | '\'').then_some(character)
}

fn double_quote_escape(character: char) -> Option<char> {
    Some(match character {
        '\\' | '\'' | '"' => character,
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\u{b}',
        _ => return None,
    })
}
