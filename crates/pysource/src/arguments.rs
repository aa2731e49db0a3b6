//! The arguments of a call, in order, those with their default left out.

use std::fmt::Display;

use crate::{boolean, text};

/// Collects what stands between the parentheses.
#[derive(Default)]
pub(crate) struct Arguments {
    written: Vec<String>,
}

impl Arguments {
    /// Adds an argument without a keyword.
    pub fn plain(&mut self, written: impl Into<String>) {
        self.written.push(written.into());
    }

    /// Adds `keyword=` with Python text behind it.
    pub fn keyword(&mut self, keyword: &str, written: impl Display) {
        self.written.push(format!("{keyword}={written}"));
    }

    pub fn number(&mut self, keyword: &str, number: Option<impl Display>) {
        if let Some(number) = number {
            self.keyword(keyword, number);
        }
    }

    pub fn text(&mut self, keyword: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.keyword(keyword, text(value));
        }
    }

    /// Adds a flag that is on.
    pub fn set(&mut self, keyword: &str, flag: bool) {
        if flag {
            self.keyword(keyword, boolean(true));
        }
    }

    /// Adds a flag that is off, where it is on by default.
    pub fn unset(&mut self, keyword: &str, flag: bool) {
        if !flag {
            self.keyword(keyword, boolean(false));
        }
    }

    /// Adds a flag that is not what it is by default.
    pub fn unlike(&mut self, keyword: &str, default: bool, flag: Option<bool>) {
        if let Some(flag) = flag.filter(|flag| *flag != default) {
            self.keyword(keyword, boolean(flag));
        }
    }

    /// Adds all of these.
    pub fn extend(&mut self, written: Vec<String>) {
        self.written.extend(written);
    }

    /// Returns `callee(…)`.
    pub fn call(&self, callee: &str) -> String {
        format!("{callee}({})", self.joined())
    }

    /// Returns the arguments without parentheses.
    pub fn joined(&self) -> String {
        self.written.join(", ")
    }
}
