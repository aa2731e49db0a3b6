//! The words, names and marks of a statement; comments are left out.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A keyword, a plain name or a number.
    Word,
    /// A name in any of SQLite's quotes: `"a"`, `` `a` ``, `[a]`, and `'a'`, which is text except where a name must be.
    Quoted,
    Open,
    Close,
    Comma,
    Mark,
}

/// A token and where it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'s> {
    pub kind: Kind,
    pub text: &'s str,
    pub start: usize,
}

impl Token<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Returns whether the token is that keyword.
    pub(super) fn is(&self, keyword: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(keyword)
    }

    /// Returns the name that the token is.
    pub(super) fn name(&self) -> String {
        if self.kind != Kind::Quoted {
            return self.text.to_owned();
        }
        let close = closing(self.text.as_bytes()[0]) as char;
        let inner = self.text.get(1..self.text.len() - 1).unwrap_or_default();
        inner.replace(&format!("{close}{close}"), &close.to_string())
    }
}

/// Returns the tokens of a statement.
pub(super) fn tokens(sql: &str) -> Vec<Token<'_>> {
    let bytes = sql.as_bytes();
    let mut found = Vec::new();
    let mut start = 0;
    while let Some(&byte) = bytes.get(start) {
        let (kind, end) = match byte {
            _ if byte.is_ascii_whitespace() => (None, start + 1),
            b'-' if bytes.get(start + 1) == Some(&b'-') => (None, end_of(sql, start, "\n")),
            b'/' if bytes.get(start + 1) == Some(&b'*') => (None, end_of(sql, start, "*/")),
            b'\'' | b'"' | b'`' | b'[' => (Some(Kind::Quoted), quoted_end(bytes, start)),
            b'(' => (Some(Kind::Open), start + 1),
            b')' => (Some(Kind::Close), start + 1),
            b',' => (Some(Kind::Comma), start + 1),
            _ if is_word(byte) => {
                let length = bytes[start..].iter().take_while(|byte| is_word(**byte)).count();
                (Some(Kind::Word), start + length)
            }
            _ => (Some(Kind::Mark), start + 1),
        };
        found.extend(kind.map(|kind| Token { kind, text: &sql[start..end], start }));
        start = end;
    }
    found
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || !byte.is_ascii()
}

fn closing(open: u8) -> u8 {
    if open == b'[' { b']' } else { open }
}

/// A doubled quote stands for itself.
fn quoted_end(bytes: &[u8], start: usize) -> usize {
    let close = closing(bytes[start]);
    let mut at = start + 1;
    while at < bytes.len() {
        if bytes[at] == close {
            if bytes.get(at + 1) != Some(&close) {
                return at + 1;
            }
            at += 1;
        }
        at += 1;
    }
    bytes.len()
}

fn end_of(sql: &str, start: usize, end: &str) -> usize {
    sql[start..].find(end).map_or(sql.len(), |at| start + at + end.len())
}
