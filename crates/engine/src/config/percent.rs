//! Python's `text % mapping`, which Alembic applies to every string of `pyproject.toml`.

use super::python_text::repr;
use indexmap::IndexMap;
use std::iter::Peekable;
use std::str::Chars;

/// Why a text cannot be formatted; the text is Python's own.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PercentError {
    /// `%(name)s` with a name that is not known.
    #[error("{}", repr(.name))]
    UnknownName { name: String },
    /// The text ends inside a `%...` or has a letter that is no conversion.
    #[error("{message}")]
    Malformed { message: String },
    /// The conversion does not fit a text.
    #[error("{message}")]
    WrongType { message: String },
}

impl PercentError {
    /// The name of Python's exception.
    pub fn python_class(&self) -> &'static str {
        match self {
            Self::UnknownName { .. } => "KeyError",
            Self::Malformed { .. } => "ValueError",
            Self::WrongType { .. } => "TypeError",
        }
    }

    /// The way out.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Self::UnknownName { name } => {
                format!("only `%(here)s` is known here; write `%%({name})s` to keep the text")
            }
            Self::Malformed { .. } | Self::WrongType { .. } => "write `%%` for a percent sign".into(),
        })
    }
}

/// Returns the template with `%(name)s` and `%%` replaced.
pub(super) fn format(template: &str, mapping: &IndexMap<String, String>) -> Result<String, PercentError> {
    let mut formatted = String::with_capacity(template.len());
    let mut reader =
        Reader { rest: template.chars().peekable(), position: 0, mapping, argument: Some(Argument::Mapping) };
    while let Some(character) = reader.next() {
        match character {
            '%' => reader.conversion(&mut formatted)?,
            _ => formatted.push(character),
        }
    }
    Ok(formatted)
}

/// What a conversion writes: the value of its name or, without a name and only once, the whole mapping.
enum Argument {
    Mapping,
    Text(String),
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
    position: usize,
    mapping: &'a IndexMap<String, String>,
    /// What the next conversion takes; nothing if it is taken already.
    argument: Option<Argument>,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        self.position += 1;
        self.rest.next()
    }

    fn next_if(&mut self, wanted: impl FnOnce(char) -> bool) -> Option<char> {
        let found = self.rest.next_if(|character| wanted(*character));
        self.position += usize::from(found.is_some());
        found
    }

    fn conversion(&mut self, formatted: &mut String) -> Result<(), PercentError> {
        if self.next_if(|character| character == '%').is_some() {
            formatted.push('%');
            return Ok(());
        }
        if self.next_if(|character| character == '(').is_some() {
            let name = self.name()?;
            let Some(value) = self.mapping.get(&name) else { return Err(PercentError::UnknownName { name }) };
            self.argument = Some(Argument::Text(value.clone()));
        }
        let mut left_aligned = false;
        while let Some(flag) = self.next_if(|character| "-+ #0".contains(character)) {
            left_aligned |= flag == '-';
        }
        let width = self.size()?.unwrap_or(0);
        let precision = match self.next_if(|character| character == '.') {
            Some(_) => self.size()?.unwrap_or(0),
            None => usize::MAX,
        };
        self.next_if(|character| "hlL".contains(character));
        let kind = self.next().ok_or_else(|| malformed("incomplete format"))?;
        let argument = self.take_argument()?;
        let text: String = self.converted(kind, &argument)?.chars().take(precision).collect();
        formatted.push_str(&match left_aligned {
            true => format!("{text:<width$}"),
            false => format!("{text:>width$}"),
        });
        Ok(())
    }

    fn take_argument(&mut self) -> Result<Argument, PercentError> {
        self.argument.take().ok_or_else(|| wrong_type("not enough arguments for format string"))
    }

    /// Reads the name after `(`, in which brackets pair.
    fn name(&mut self) -> Result<String, PercentError> {
        let mut name = String::new();
        let mut depth = 1;
        loop {
            let character = self.next().ok_or_else(|| malformed("incomplete format key"))?;
            match character {
                '(' => depth += 1,
                ')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Ok(name);
            }
            name.push(character);
        }
    }

    fn size(&mut self) -> Result<Option<usize>, PercentError> {
        if self.next_if(|character| character == '*').is_some() {
            self.take_argument()?;
            return Err(wrong_type("* wants int"));
        }
        let mut digits = String::new();
        while let Some(digit) = self.next_if(|character| character.is_ascii_digit()) {
            digits.push(digit);
        }
        if digits.is_empty() {
            return Ok(None);
        }
        let sized = digits.parse::<u16>().map_err(|_| malformed("width too big"))?;
        Ok(Some(sized.into()))
    }

    fn converted(&self, kind: char, argument: &Argument) -> Result<String, PercentError> {
        let python_type = match argument {
            Argument::Mapping => "dict",
            Argument::Text(_) => "str",
        };
        match (kind, argument) {
            ('s' | 'r' | 'a', Argument::Mapping) => Ok(shown(self.mapping)),
            ('s', Argument::Text(text)) => Ok(text.clone()),
            ('r' | 'a', Argument::Text(text)) => Ok(repr(text)),
            ('i' | 'd' | 'u', _) => {
                Err(wrong_type(&format!("%{kind} format: a real number is required, not {python_type}")))
            }
            ('x' | 'X' | 'o', _) => {
                Err(wrong_type(&format!("%{kind} format: an integer is required, not {python_type}")))
            }
            ('e' | 'E' | 'f' | 'F' | 'g' | 'G', _) => {
                Err(wrong_type(&format!("must be real number, not {python_type}")))
            }
            ('c', Argument::Text(text)) if text.chars().count() == 1 => Ok(text.clone()),
            ('c', _) => Err(wrong_type("%c requires int or char")),
            _ => {
                let named = if (' '..='~').contains(&kind) { kind } else { '?' };
                let code = kind as u32;
                let index = self.position - 1;
                Err(malformed(&format!("unsupported format character '{named}' ({code:#x}) at index {index}")))
            }
        }
    }
}

fn shown(mapping: &IndexMap<String, String>) -> String {
    let pairs: Vec<String> = mapping.iter().map(|(key, value)| format!("{}: {}", repr(key), repr(value))).collect();
    format!("{{{}}}", pairs.join(", "))
}

fn malformed(message: &str) -> PercentError {
    PercentError::Malformed { message: message.into() }
}

fn wrong_type(message: &str) -> PercentError {
    PercentError::WrongType { message: message.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(template: &str, expected: Result<&str, &str>) {
        let arguments = IndexMap::from([("here".to_owned(), "/p".to_owned())]);
        let found = format(template, &arguments).map_err(|error| error.to_string());
        assert_eq!(found.as_deref().map_err(String::as_str), expected);
    }

    #[test]
    fn here_is_replaced_and_doubled_percent_is_one() {
        check("%(here)s/a-%%(rev)s", Ok("/p/a-%(rev)s"));
        check("[%(here)5s|%(here)-5.1s]", Ok("[   /p|/    ]"));
    }

    #[test]
    fn a_lonely_percent_is_refused_with_pythons_words() {
        check("100%", Err("incomplete format"));
        check("%(here", Err("incomplete format key"));
        check("%(rev)s", Err("'rev'"));
        check("50% of", Err("%o format: an integer is required, not dict"));
        check("5%y", Err("unsupported format character 'y' (0x79) at index 2"));
    }
}
