//! `text()`: `:name` marks a bind, `\:` is a colon.

use schema::{Bind, Text};

use crate::Unsupported;
use crate::query::Writer;

impl Writer<'_> {
    /// Writes a text with its binds. As SQLAlchemy's pattern, this knows neither quotes nor comments: `:name` counts
    /// unless a colon, a backslash or a word stands before it, or a colon or a word behind it.
    pub(crate) fn text(&mut self, text: &Text) -> Result<(), Unsupported> {
        let sql = text.sql.as_str();
        if text.is_verbatim {
            self.push(sql);
            return Ok(());
        }
        let mut done = 0;
        let mut previous: Option<char> = None;
        let mut skip_to = 0;
        for (at, character) in sql.char_indices() {
            if at < skip_to {
                previous = Some(character);
                continue;
            }
            if character == ':' && !previous.is_some_and(|before| before == ':' || before == '\\' || is_word(before)) {
                let name = word_at(&sql[at + 1..]);
                let after = sql[at + 1 + name.len()..].chars().next();
                if !name.is_empty() && after != Some(':') {
                    self.unescaped(&sql[done..at]);
                    self.named(text, name)?;
                    done = at + 1 + name.len();
                    skip_to = done;
                }
            }
            previous = Some(character);
        }
        self.unescaped(&sql[done..]);
        Ok(())
    }

    fn named(&mut self, text: &Text, name: &str) -> Result<(), Unsupported> {
        match text.binds.iter().find(|bind| bind.name.as_deref() == Some(name)) {
            Some(bind) => self.bind(bind),
            None => self.bind(&Bind { name: Some(name.to_owned()), value: None, bind_type: None, expanding: false }),
        }
    }

    /// Writes text in which `\:` is a colon, unless another colon or word character follows the word behind it.
    fn unescaped(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find("\\:") {
            let name = word_at(&rest[at + 2..]);
            let end = at + 2 + name.len();
            let is_escape = !rest[end..].starts_with(':');
            self.push(&rest[..at]);
            self.push(if is_escape { &rest[at + 1..end] } else { &rest[at..end] });
            rest = &rest[end..];
        }
        self.push(rest);
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

fn word_at(text: &str) -> &str {
    let end = text.find(|character| !is_word(character)).unwrap_or(text.len());
    &text[..end]
}
