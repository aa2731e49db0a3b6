//! Reads ini text line by line, with the rules and the refusals of Python's `ConfigParser`.

use super::ini::{DEFAULT, Options};
use super::ini_error::IniError;
use super::python_text::{is_space, strip, strip_end, universal_newlines};
use indexmap::IndexMap;
use std::collections::HashSet;

/// What a text holds: `[DEFAULT]`, and the other sections in their order.
#[derive(Default)]
pub(super) struct Read {
    pub(super) defaults: Options,
    pub(super) sections: IndexMap<String, Options>,
}

/// Reads the text; `source_name` is how messages call it, already quoted.
pub(super) fn read(text: &str, source_name: &str) -> Result<Read, IniError> {
    let mut reader = Reader { source_name, ..Reader::default() };
    let text = universal_newlines(text);
    for (index, line) in text.split_inclusive('\n').enumerate() {
        reader.read_line(index + 1, line)?;
    }
    if !reader.wrong_lines.is_empty() {
        return Err(IniError::Parsing { source_name: source_name.into(), lines: reader.wrong_lines });
    }
    Ok(reader.finish())
}

/// The lines of each value, until they are joined.
type Lines = IndexMap<String, Vec<String>>;

#[derive(Default)]
struct Reader<'a> {
    source_name: &'a str,
    defaults: Lines,
    sections: IndexMap<String, Lines>,
    section: Option<String>,
    /// The key whose value may go on in the next line.
    option: Option<String>,
    /// How far the key stands from the left margin; deeper lines continue its value.
    indent: usize,
    seen_options: HashSet<(String, String)>,
    wrong_lines: Vec<(usize, String)>,
}

impl Reader<'_> {
    fn read_line(&mut self, number: usize, line: &str) -> Result<(), IniError> {
        let content = strip(line);
        if content.is_empty() {
            if let Some(value) = self.open_value() {
                value.push(String::new());
            }
            return Ok(());
        }
        if content.starts_with(['#', ';']) {
            return Ok(());
        }
        let indent = line.chars().take_while(|character| is_space(*character)).count();
        if indent > self.indent
            && let Some(value) = self.open_value()
        {
            value.push(content.to_owned());
            return Ok(());
        }
        self.indent = indent;
        if let Some(header) = header(content) {
            return self.begin_section(number, header);
        }
        if self.section.is_none() {
            return Err(IniError::MissingSectionHeader {
                source_name: self.source_name.into(),
                line: number,
                text: line.into(),
            });
        }
        match content.split_once(['=', ':']) {
            Some((key, value)) => self.begin_option(number, line, strip_end(key), strip(value)),
            None => {
                self.wrong_lines.push((number, line.into()));
                Ok(())
            }
        }
    }

    fn begin_section(&mut self, number: usize, header: &str) -> Result<(), IniError> {
        if self.sections.contains_key(header) {
            return Err(IniError::DuplicateSection {
                source_name: self.source_name.into(),
                line: number,
                section: header.into(),
            });
        }
        if header != DEFAULT {
            self.sections.insert(header.into(), Lines::new());
        }
        self.section = Some(header.into());
        self.option = None;
        Ok(())
    }

    fn begin_option(&mut self, number: usize, line: &str, key: &str, value: &str) -> Result<(), IniError> {
        if key.is_empty() {
            self.wrong_lines.push((number, line.into()));
        }
        let key = key.to_lowercase();
        let section = self.section.clone().expect("a key is read inside a section");
        if !self.seen_options.insert((section.clone(), key.clone())) {
            return Err(IniError::DuplicateOption {
                source_name: self.source_name.into(),
                line: number,
                section,
                option: key,
            });
        }
        self.lines_of(&section).insert(key.clone(), vec![value.to_owned()]);
        self.option = Some(key).filter(|key| !key.is_empty());
        Ok(())
    }

    fn lines_of(&mut self, section: &str) -> &mut Lines {
        if section == DEFAULT {
            return &mut self.defaults;
        }
        self.sections.get_mut(section).expect("a header adds its section")
    }

    fn open_value(&mut self) -> Option<&mut Vec<String>> {
        let section = self.section.as_deref()?;
        let option = self.option.as_deref()?;
        let lines = if section == DEFAULT { &mut self.defaults } else { self.sections.get_mut(section)? };
        lines.get_mut(option)
    }

    fn finish(self) -> Read {
        Read {
            defaults: joined(self.defaults),
            sections: self.sections.into_iter().map(|(name, lines)| (name, joined(lines))).collect(),
        }
    }
}

/// Returns the name in `[name]`; it reaches to the last bracket, and text after that is not looked at.
fn header(content: &str) -> Option<&str> {
    let inside = content.strip_prefix('[')?;
    let end = inside.rfind(']')?;
    // Python asks for at least one character, and then takes as many as it can.
    (end > 0).then(|| &inside[..end])
}

fn joined(lines: Lines) -> Options {
    lines.into_iter().map(|(key, value)| (key, strip_end(&value.join("\n")).to_owned())).collect()
}
