//! Steps through the tokens of a statement.

use super::token::{Kind, Token};

/// A place in a statement.
#[derive(Clone)]
pub(super) struct Cursor<'t, 's> {
    sql: &'s str,
    tokens: &'t [Token<'s>],
}

impl<'t, 's> Cursor<'t, 's> {
    pub(super) fn new(sql: &'s str, tokens: &'t [Token<'s>]) -> Self {
        Self { sql, tokens }
    }

    pub(super) fn peek(&self) -> Option<&'t Token<'s>> {
        self.tokens.first()
    }

    pub(super) fn next(&mut self) -> Option<&'t Token<'s>> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first)
    }

    /// Returns the next token as a name.
    pub(super) fn name(&mut self) -> Option<String> {
        self.next().map(Token::name)
    }

    pub(super) fn is_at(&self, kind: Kind) -> bool {
        self.peek().is_some_and(|token| token.kind == kind)
    }

    /// Steps over the words if all of them are next.
    pub(super) fn takes(&mut self, words: &[&str]) -> bool {
        let are_next =
            self.tokens.len() >= words.len() && self.tokens.iter().zip(words).all(|(token, word)| token.is(word));
        if are_next {
            self.tokens = &self.tokens[words.len()..];
        }
        are_next
    }

    /// Steps over the first of the words that is next, and returns it.
    pub(super) fn takes_any(&mut self, words: &[&'static str]) -> Option<&'static str> {
        words.iter().copied().find(|word| self.takes(&[word]))
    }

    /// Steps over a pair of parentheses and returns what is inside.
    pub(super) fn parentheses(&mut self) -> Option<Self> {
        if !self.is_at(Kind::Open) {
            return None;
        }
        let mut depth = 0_usize;
        for (index, token) in self.tokens.iter().enumerate() {
            match token.kind {
                Kind::Open => depth += 1,
                Kind::Close => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                let inside = Self { sql: self.sql, tokens: &self.tokens[1..index] };
                self.tokens = &self.tokens[index + 1..];
                return Some(inside);
            }
        }
        None
    }

    /// Returns what is left, as it is written.
    pub(super) fn text(&self) -> &'s str {
        match (self.tokens.first(), self.tokens.last()) {
            (Some(first), Some(last)) => &self.sql[first.start..last.end()],
            _ => "",
        }
    }

    /// Returns the parts between the commas that stand in no parentheses.
    pub(super) fn parts(&self) -> Vec<Self> {
        let mut depth = 0_usize;
        let between = self.tokens.split(move |token| {
            match token.kind {
                Kind::Open => depth += 1,
                Kind::Close => depth = depth.saturating_sub(1),
                _ => {}
            }
            token.kind == Kind::Comma && depth == 0
        });
        between.map(|tokens| Self { sql: self.sql, tokens }).collect()
    }

    /// Returns the place without its last token, if that is the word.
    pub(super) fn without_last(&self, word: &str) -> Option<Self> {
        let (last, rest) = self.tokens.split_last()?;
        last.is(word).then_some(Self { sql: self.sql, tokens: rest })
    }

    /// Returns the only token.
    pub(super) fn only(&self) -> Option<&'t Token<'s>> {
        match self.tokens {
            [token] => Some(token),
            _ => None,
        }
    }
}
