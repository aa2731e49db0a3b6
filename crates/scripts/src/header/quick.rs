//! Reads the usual header without a parser: docstring, imports, plain assignments, then functions.
//!
//! It answers only where it is certain that the parser would say the same; `None` means "ask the parser". What comes
//! after the header is looked at just enough to know that nothing there can assign a name of the header again.
//! Syntax errors below the header are not seen here; they are met when the script runs.

use super::assigned::{Assigned, Constant, Field};

/// Reads the header, or gives the file to the parser.
pub(super) fn read(source: &str) -> Option<Assigned> {
    let mut scanner = Scanner { source, bytes: source.as_bytes(), position: 0, assigned: Assigned::default() };
    let mut nothing_yet = true;
    loop {
        scanner.skip_empty_lines()?;
        let Some(byte) = scanner.peek() else { break };
        match byte {
            b'"' | b'\'' if nothing_yet => scanner.docstring()?,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => match scanner.statement()? {
                Found::Header => {}
                Found::Rest => break,
            },
            _ => break,
        }
        nothing_yet = false;
    }
    rest_is_harmless(&source[scanner.position..]).then_some(scanner.assigned)
}

enum Found {
    /// A statement of the header, which was read.
    Header,
    /// Something else begins here.
    Rest,
}

struct Scanner<'a> {
    source: &'a str,
    bytes: &'a [u8],
    /// Always at the first column of a line between two steps.
    position: usize,
    assigned: Assigned,
}

impl<'a> Scanner<'a> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.position).copied()
    }

    /// Skips lines that hold nothing or a comment; indented code here is nothing we know.
    fn skip_empty_lines(&mut self) -> Option<()> {
        loop {
            let line = &self.bytes[self.position..];
            let blank = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            match line.get(blank) {
                None => self.position = self.bytes.len(),
                Some(b'\n') => self.position += blank + 1,
                Some(b'#') => {
                    self.position += line.iter().position(|byte| *byte == b'\n').map_or(line.len(), |end| end + 1)
                }
                Some(_) if blank > 0 => return None,
                Some(_) => return Some(()),
            }
            if self.position == self.bytes.len() {
                return Some(());
            }
        }
    }

    /// Reads a docstring in triple quotes without escapes, alone on its lines.
    fn docstring(&mut self) -> Option<()> {
        let rest = &self.source[self.position..];
        let quotes = ["\"\"\"", "'''"].into_iter().find(|quotes| rest.starts_with(quotes))?;
        let body = &rest[3..];
        let end = body.find(quotes)?;
        let (text, after) = (&body[..end], &body[end + 3..]);
        let line_end = after.find('\n').unwrap_or(after.len());
        if text.contains('\\') || !is_blank_or_comment(&after[..line_end]) {
            return None;
        }
        self.assigned.docstring = Some(text.to_owned());
        self.position += 3 + end + 3 + (line_end + 1).min(after.len());
        Some(())
    }

    fn statement(&mut self) -> Option<Found> {
        let rest = &self.source[self.position..];
        let word_end = rest.bytes().position(|byte| !is_name_byte(byte)).unwrap_or(rest.len());
        if rest.as_bytes().get(word_end).is_some_and(|byte| !byte.is_ascii()) {
            return None;
        }
        let (word, after) = rest.split_at(word_end);
        match word {
            "import" | "from" => {
                let line = &rest[..logical_line(rest)?];
                if is_dangerous(line) || line.contains('*') {
                    return None;
                }
                self.position += line.len();
                Some(Found::Header)
            }
            "def" | "async" | "class" => Some(Found::Rest),
            _ => match after.trim_start_matches([' ', '\t']).as_bytes().first() {
                Some(b'=' | b':') => self.assignment(word, rest),
                _ => Some(Found::Rest),
            },
        }
    }

    fn assignment(&mut self, word: &str, rest: &'a str) -> Option<Found> {
        let Some(length) = logical_line(rest) else {
            return Some(Found::Rest);
        };
        let line = &rest[..length];
        let Some(field) = Field::named(word) else {
            if is_dangerous(line) {
                return None;
            }
            self.position += length;
            return Some(Found::Header);
        };
        let after = line[word.len()..].trim_start_matches([' ', '\t']);
        let value = match after.strip_prefix(':') {
            Some(annotated) => after_annotation(annotated)?,
            None => Some(after.strip_prefix('=')?),
        };
        if let Some(value) = value {
            self.assigned.set(field, constant(value)?);
        }
        self.position += length;
        Some(Found::Header)
    }
}

/// Returns the length of the statement that begins here, its line end included: brackets and texts may span lines.
///
/// Whatever makes this harder than counting (formatted texts, continuation lines, several statements) is `None`.
fn logical_line(source: &str) -> Option<usize> {
    let bytes = source.as_bytes();
    let mut depth = 0usize;
    let mut position = 0;
    while position < bytes.len() {
        match bytes[position] {
            b'\n' if depth == 0 => return Some(position + 1),
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.checked_sub(1)?,
            b'#' => {
                position += bytes[position..].iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len() - position);
                continue;
            }
            b';' | b'\\' | b'\x0c' => return None,
            b'"' | b'\'' => {
                position = text_end(bytes, position)?;
                continue;
            }
            _ => {}
        }
        position += 1;
    }
    (depth == 0).then_some(position)
}

/// Returns where the text ends whose quote stands at `start`.
fn text_end(bytes: &[u8], start: usize) -> Option<usize> {
    let prefix = bytes[..start].iter().rev().take_while(|byte| is_name_byte(**byte));
    if prefix.clone().any(|byte| !matches!(byte, b'r' | b'R' | b'b' | b'B' | b'u' | b'U')) {
        return None;
    }
    let quote = bytes[start];
    let is_triple = bytes[start..].starts_with(&[quote; 3]);
    let mut position = start + if is_triple { 3 } else { 1 };
    while position < bytes.len() {
        match bytes[position] {
            b'\\' => position += 1,
            b'\n' if !is_triple => return None,
            byte if byte == quote && !is_triple => return Some(position + 1),
            byte if byte == quote && bytes[position..].starts_with(&[quote; 3]) => return Some(position + 3),
            _ => {}
        }
        position += 1;
    }
    None
}

/// Returns what follows the `=` after an annotation; the inner `None` is an annotation without a value.
fn after_annotation(annotated: &str) -> Option<Option<&str>> {
    let bytes = annotated.as_bytes();
    let mut depth = 0usize;
    let mut position = 0;
    while position < bytes.len() {
        match bytes[position] {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.checked_sub(1)?,
            b'"' | b'\'' => {
                position = text_end(bytes, position)?;
                continue;
            }
            b'=' => {
                let is_operator = bytes.get(position + 1) == Some(&b'=')
                    || matches!(bytes[..position].last(), Some(b'!' | b'<' | b'>' | b':'));
                if is_operator || depth > 0 {
                    return None;
                }
                return Some(Some(&annotated[position + 1..]));
            }
            b'#' => break,
            _ => {}
        }
        position += 1;
    }
    Some(None)
}

/// Reads `None`, a text, or a tuple or list of texts, up to the end of the statement.
fn constant(value: &str) -> Option<Constant> {
    let value = value.trim_start_matches([' ', '\t']);
    let (constant, rest) = if let Some(rest) = value.strip_prefix("None") {
        (Constant::None, rest)
    } else if value.starts_with(['"', '\'']) {
        let (text, rest) = plain_text(value)?;
        (Constant::Text(text.to_owned()), rest)
    } else {
        listed(value)?
    };
    is_blank_or_comment(rest.trim_end_matches('\n')).then_some(constant)
}

fn listed(value: &str) -> Option<(Constant, &str)> {
    let closing = match value.as_bytes().first()? {
        b'(' => ')',
        b'[' => ']',
        _ => return None,
    };
    let mut texts = Vec::new();
    let mut has_comma = false;
    let mut rest = skip_space(&value[1..]);
    while !rest.starts_with(closing) {
        let (text, after) = plain_text(rest)?;
        texts.push(text.to_owned());
        rest = skip_space(after);
        match rest.strip_prefix(',') {
            Some(after) => {
                has_comma = true;
                rest = skip_space(after);
            }
            None if rest.starts_with(closing) => break,
            None => return None,
        }
    }
    let rest = &rest[1..];
    match (closing, has_comma, texts.len()) {
        (')', false, 1) => texts.pop().map(|text| (Constant::Text(text), rest)),
        _ => Some((Constant::Listed(texts), rest)),
    }
}

fn plain_text(value: &str) -> Option<(&str, &str)> {
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let end = value[1..].find(quote)?;
    let (text, rest) = (&value[1..=end], &value[end + 2..]);
    // Two quotes in a row may open a triple-quoted text, an escape or a line end is for the parser.
    let is_plain = !text.contains(['\\', '\n']) && !rest.starts_with(quote);
    is_plain.then_some((text, rest))
}

fn skip_space(text: &str) -> &str {
    text.trim_start_matches([' ', '\t', '\n'])
}

fn is_blank_or_comment(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '\t']);
    (text.is_empty() || text.starts_with('#')) && !text.contains('\n')
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Returns whether nothing after the header can change it: only functions follow, or no dangerous word is there.
fn rest_is_harmless(rest: &str) -> bool {
    let has_global_statement =
        rest.match_indices("global").any(|(at, word)| !rest[at + word.len()..].starts_with("s("));
    if has_global_statement {
        return false;
    }
    only_functions_follow(rest) || !(is_dangerous(rest) || has_foreign_name(rest))
}

/// Python folds look-alike letters in names to plain ones, so a line may assign `revision` without that word in it.
fn has_foreign_name(rest: &str) -> bool {
    rest.split('\n').any(|line| line.bytes().next().is_some_and(|byte| !byte.is_ascii()))
}

/// Returns whether every line of the first column opens a function, closes a bracket, or is a comment.
///
/// A line inside a text may look like any of these; it then is no statement and does no harm.
fn only_functions_follow(rest: &str) -> bool {
    !rest.contains(":=") && rest.split('\n').all(is_tame)
}

fn is_tame(line: &str) -> bool {
    let Some(first) = line.bytes().next() else { return true };
    match first {
        b' ' | b'\t' | b'#' => true,
        b')' | b']' | b'}' => !line.contains(';') && !line.contains('='),
        b'd' | b'a' => {
            let is_function = line.starts_with("def ") || line.starts_with("async def ");
            is_function && !line.contains('=') && line.trim_end().ends_with(':') && !is_dangerous(line)
        }
        _ => false,
    }
}

/// Returns whether the code holds something that code must hold to assign a name of the header in whatever way.
fn is_dangerous(code: &str) -> bool {
    const NAMES: [&str; 5] = ["revision", "branch_labels", "depends_on", "__doc__", "__dict__"];
    const FUNCTIONS: [&str; 5] = ["globals", "locals", "vars", "exec", "setattr"];
    NAMES.iter().any(|name| code.contains(name))
        || FUNCTIONS.iter().any(|function| has_word(code, function))
        || has_star_import(code)
}

/// Returns whether the word stands alone: `exec` is not in `op.execute`.
fn has_word(code: &str, word: &str) -> bool {
    let bytes = code.as_bytes();
    code.match_indices(word).any(|(at, _)| {
        let continues_a_name = at > 0 && is_name_byte(bytes[at - 1]);
        let goes_on = bytes.get(at + word.len()).is_some_and(|byte| is_name_byte(*byte));
        !continues_a_name && !goes_on
    })
}

fn has_star_import(code: &str) -> bool {
    code.match_indices("import")
        .any(|(at, word)| code[at + word.len()..].trim_start_matches([' ', '\t', '\\', '\n', '\x0c']).starts_with('*'))
}
