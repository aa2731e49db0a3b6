//! Reads just enough of PostgreSQL's SQL to tell statements apart, to see which of them return rows, and which begin or
//! end a transaction.

use std::ops::Range;

/// Returns the statements of a text without the semicolons between them; comments and empty statements are left out.
pub fn statements(sql: &str) -> Vec<&str> {
    let mut scanner = Scanner::new(sql);
    let mut found = Vec::new();
    let mut range: Option<Range<usize>> = None;
    let mut nesting = Nesting::default();
    while let Some((token, at)) = scanner.next() {
        if token == Token::Semicolon && nesting.is_outside() {
            found.extend(range.take().map(|range| &sql[range]));
            nesting = Nesting::default();
            continue;
        }
        nesting.enter(token, &sql[at.clone()]);
        range = Some(range.map_or(at.start, |range| range.start)..at.end);
    }
    found.extend(range.map(|range| &sql[range]));
    found
}

/// Returns the first word of a statement in upper case, after comments and opening parentheses.
pub fn first_keyword(sql: &str) -> String {
    let mut scanner = Scanner::new(sql);
    while let Some((token, at)) = scanner.next() {
        match token {
            Token::Open | Token::Semicolon => {}
            Token::Word => return sql[at].to_ascii_uppercase(),
            Token::Close | Token::Other => break,
        }
    }
    String::new()
}

/// Whether a statement may give rows; one without rows may also be among these (`CALL`, `WITH … INSERT`).
pub fn may_return_rows(statement: &str) -> bool {
    const QUESTIONS: [&str; 9] = ["SELECT", "VALUES", "TABLE", "SHOW", "EXPLAIN", "WITH", "FETCH", "EXECUTE", "CALL"];
    QUESTIONS.contains(&first_keyword(statement).as_str())
        || words(statement).any(|word| word.eq_ignore_ascii_case("returning"))
}

/// What a statement does to the transaction it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Boundary {
    Begins,
    Ends,
    Neither,
}

/// Returns what a statement does to the transaction it stands in, if it succeeds.
pub fn boundary(statement: &str) -> Boundary {
    let words: Vec<String> = words(statement).take(6).map(str::to_ascii_uppercase).collect();
    let has = |wanted: &str| words.iter().any(|word| word == wanted);
    let is_chained = has("AND") && has("CHAIN") && !has("NO");
    match words.first().map(String::as_str) {
        Some("BEGIN") => Boundary::Begins,
        Some("START") if has("TRANSACTION") => Boundary::Begins,
        Some("PREPARE") if words.get(1).is_some_and(|word| word == "TRANSACTION") => Boundary::Ends,
        Some("COMMIT" | "END" | "ROLLBACK" | "ABORT") if !has("TO") && !has("PREPARED") && !is_chained => {
            Boundary::Ends
        }
        _ => Boundary::Neither,
    }
}

/// Returns the bare words of a text: neither quoted names nor literals nor comments.
pub fn words(sql: &str) -> impl Iterator<Item = &str> {
    let mut scanner = Scanner::new(sql);
    std::iter::from_fn(move || scanner.next()).filter(|(token, _)| *token == Token::Word).map(|(_, at)| &sql[at])
}

/// A piece of a text: a bare word, or anything else, such as a literal, a quoted name or a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'sql> {
    Word(&'sql str),
    Other(&'sql str),
}

impl<'sql> Piece<'sql> {
    pub(crate) fn text(self) -> &'sql str {
        match self {
            Self::Word(text) | Self::Other(text) => text,
        }
    }
}

/// Returns the pieces of a text without its comments.
pub(crate) fn pieces(sql: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut scanner = Scanner::new(sql);
    let next = move || scanner.next();
    std::iter::from_fn(next).map(|(token, at)| match token {
        Token::Word => Piece::Word(&sql[at]),
        Token::Semicolon | Token::Open | Token::Close | Token::Other => Piece::Other(&sql[at]),
    })
}

/// What keeps a semicolon from ending a statement: parentheses (`CREATE RULE`) and the body of a function in SQL
/// (`BEGIN ATOMIC … END`).
#[derive(Default)]
struct Nesting {
    parentheses: usize,
    blocks: usize,
    after_begin: bool,
}

impl Nesting {
    fn is_outside(&self) -> bool {
        self.parentheses == 0 && self.blocks == 0
    }

    fn enter(&mut self, token: Token, text: &str) {
        let follows_begin = std::mem::take(&mut self.after_begin);
        match token {
            Token::Open => self.parentheses += 1,
            Token::Close => self.parentheses = self.parentheses.saturating_sub(1),
            Token::Word if text.eq_ignore_ascii_case("begin") => self.after_begin = true,
            Token::Word if follows_begin && text.eq_ignore_ascii_case("atomic") => self.blocks += 1,
            Token::Word if self.blocks > 0 && text.eq_ignore_ascii_case("case") => self.blocks += 1,
            Token::Word if self.blocks > 0 && text.eq_ignore_ascii_case("end") => self.blocks -= 1,
            Token::Word | Token::Semicolon | Token::Other => {}
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Word,
    Semicolon,
    Open,
    Close,
    /// A literal, a quoted name, a number, an operator.
    Other,
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scanner<'a> {
    fn new(sql: &'a str) -> Self {
        Self { bytes: sql.as_bytes(), at: 0 }
    }

    fn next(&mut self) -> Option<(Token, Range<usize>)> {
        self.skip_blank();
        let start = self.at;
        let token = match *self.bytes.get(start)? {
            b';' => self.single(Token::Semicolon),
            b'(' => self.single(Token::Open),
            b')' => self.single(Token::Close),
            b'\'' => self.quoted(b'\'', Backslash::Plain),
            b'"' => self.quoted(b'"', Backslash::Plain),
            b'e' | b'E' if self.bytes.get(start + 1) == Some(&b'\'') => {
                self.at += 1;
                self.quoted(b'\'', Backslash::Escapes)
            }
            b'$' => self.dollar(),
            byte if is_word_start(byte) => {
                self.skip_while(is_word_part);
                Token::Word
            }
            byte if byte.is_ascii_digit() => {
                self.skip_while(is_word_part);
                Token::Other
            }
            _ => self.single(Token::Other),
        };
        Some((token, start..self.at))
    }

    fn single(&mut self, token: Token) -> Token {
        self.at += 1;
        token
    }

    fn skip_while(&mut self, belongs: fn(u8) -> bool) {
        while self.bytes.get(self.at).is_some_and(|byte| belongs(*byte)) {
            self.at += 1;
        }
    }

    fn skip_blank(&mut self) {
        loop {
            self.skip_while(|byte| byte.is_ascii_whitespace() || byte == 0x0b);
            match self.bytes.get(self.at..self.at + 2) {
                Some(b"--") => self.skip_while(|byte| byte != b'\n' && byte != b'\r'),
                Some(b"/*") => self.skip_block_comment(),
                _ => return,
            }
        }
    }

    /// Block comments nest.
    fn skip_block_comment(&mut self) {
        let mut depth = 0;
        while self.at < self.bytes.len() {
            match self.bytes.get(self.at..self.at + 2) {
                Some(b"/*") => (depth, self.at) = (depth + 1, self.at + 2),
                Some(b"*/") => (depth, self.at) = (depth - 1, self.at + 2),
                _ => self.at += 1,
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// A doubled quote inside is two literals side by side, which makes no difference here.
    fn quoted(&mut self, quote: u8, backslash: Backslash) -> Token {
        self.at += 1;
        while let Some(byte) = self.bytes.get(self.at) {
            self.at += 1;
            if *byte == quote {
                let is_doubled = self.bytes.get(self.at) == Some(&quote);
                if !is_doubled {
                    return Token::Other;
                }
                self.at += 1;
            } else if *byte == b'\\' && backslash == Backslash::Escapes {
                self.at = (self.at + 1).min(self.bytes.len());
            }
        }
        Token::Other
    }

    /// `$$ … $$`, `$body$ … $body$`, or a parameter's mark `$1`.
    fn dollar(&mut self) -> Token {
        let start = self.at;
        self.at += 1;
        if self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.skip_while(|byte| byte.is_ascii_digit());
            return Token::Other;
        }
        self.skip_while(|byte| is_word_part(byte) && byte != b'$');
        if self.bytes.get(self.at) != Some(&b'$') {
            return Token::Other;
        }
        self.at += 1;
        let tag = &self.bytes[start..self.at];
        self.at = find(&self.bytes[self.at..], tag).map_or(self.bytes.len(), |index| self.at + index + tag.len());
        Token::Other
    }
}

/// Whether a backslash hides the character after it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Backslash {
    Plain,
    Escapes,
}

fn is_word_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

fn is_word_part(byte: u8) -> bool {
    is_word_start(byte) || byte.is_ascii_digit() || byte == b'$'
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_statements(sql: &str, expected: &[&str]) {
        assert_eq!(statements(sql), expected);
    }

    #[test]
    fn semicolons_in_literals_names_and_comments_do_not_split() {
        check_statements("select ';', \";\"; /* ; /* ; */ ; */ select 2 -- ;\n;;", &["select ';', \";\"", "select 2"]);
        check_statements(
            "select 'it''s;'; select e'\\';'; select 3",
            &["select 'it''s;'", "select e'\\';'", "select 3"],
        );
    }

    #[test]
    fn a_dollar_quoted_body_is_one_piece() {
        check_statements(
            "do $$ begin a; b; end $$; create function f() returns int as $f$ select $1; $$ $f$ language sql; select $1",
            &[
                "do $$ begin a; b; end $$",
                "create function f() returns int as $f$ select $1; $$ $f$ language sql",
                "select $1",
            ],
        );
    }

    #[test]
    fn a_function_body_in_sql_and_a_rule_keep_their_semicolons() {
        let function = "create function f() returns int begin atomic select case when true then 1 end; select 2; end";
        check_statements(&format!("{function}; select 3"), &[function, "select 3"]);
        let rule = "create rule r as on insert to t do (insert into a values (1); insert into b values (2))";
        check_statements(&format!("{rule};"), &[rule]);
        check_statements("begin; select 1; end; select 2", &["begin", "select 1", "end", "select 2"]);
    }

    #[test]
    fn unfinished_text_is_one_statement() {
        check_statements("select 'a; b", &["select 'a; b"]);
        check_statements("select $x$ a; b", &["select $x$ a; b"]);
        check_statements("select 1 /* a; b", &["select 1"]);
        check_statements(" -- nothing\n ; ", &[]);
        check_statements("select e'\\", &["select e'\\"]);
    }

    #[test]
    fn statements_that_may_return_rows_are_known_by_their_words() {
        for sql in
            ["select 1", "(values (1))", "-- x\nWITH a AS (SELECT 1) SELECT 1", "insert into t values (1) returning id"]
        {
            assert!(may_return_rows(sql), "{sql}");
        }
        for sql in ["insert into t values ('returning')", "create table \"returning\" ()", "", "update t set a = 1"] {
            assert!(!may_return_rows(sql), "{sql}");
        }
    }

    #[test]
    fn transaction_statements_are_told_from_savepoints() {
        for sql in ["begin", "START TRANSACTION ISOLATION LEVEL SERIALIZABLE", "/* x */ BEGIN WORK"] {
            assert_eq!(boundary(sql), Boundary::Begins, "{sql}");
        }
        for sql in ["commit", "END", "rollback work", "abort", "prepare transaction 'x'", "commit and no chain"] {
            assert_eq!(boundary(sql), Boundary::Ends, "{sql}");
        }
        for sql in [
            "rollback to savepoint a",
            "ROLLBACK WORK TO a",
            "commit prepared 'x'",
            "prepare p as select 1",
            "commit and chain",
            "select 1",
        ] {
            assert_eq!(boundary(sql), Boundary::Neither, "{sql}");
        }
    }
}
