//! Replaces what changes from run to run: folders, dates, addresses, Python's own frames.

use std::sync::LazyLock;

use regex::Regex;

static DATE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d)?"));
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b0x[0-9a-f]{6,}"));
static PACKAGES: LazyLock<Regex> = LazyLock::new(|| pattern(r"/\S*/site-packages\b"));
static WARNING: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\S+:\d+: (\w*Warning: )"));

const TRACEBACK: &str = "Traceback (most recent call last):";

/// Replacements that make two runs comparable.
#[derive(Clone, Debug, Default)]
pub struct Normaliser {
    replacements: Vec<(String, String)>,
}

impl Normaliser {
    pub fn new() -> Self {
        Self::default()
    }

    /// Also replaces this text, before anything else.
    #[must_use]
    pub fn replacing(mut self, from: &str, to: &str) -> Self {
        self.replacements.push((from.to_owned(), to.to_owned()));
        self
    }

    /// `<SITE>`, `<DATE>`, `<ADDR>`, and whatever this value was told to replace.
    pub fn text(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (from, to) in &self.replacements {
            text = text.replace(from, to);
        }
        let text = PACKAGES.replace_all(&text, "<SITE>");
        let text = DATE.replace_all(&text, "<DATE>");
        ADDRESS.replace_all(&text, "0x<ADDR>").into_owned()
    }

    /// The same for standard error: warnings lose their place, tracebacks keep only the exception, and our own
    /// `hint:` and `note:` lines, which Alembic does not have, are left out.
    pub fn error_text(&self, text: &str) -> String {
        let text = self.text(text);
        let lines = text.lines().filter(|line| !is_our_addition(line) && !is_warning_source(line));
        let lines: Vec<_> = lines.map(|line| WARNING.replace(line, "$1").into_owned()).collect();
        last_exception_only(&lines).join("\n")
    }
}

fn is_our_addition(line: &str) -> bool {
    line.starts_with("hint: ") || line.starts_with("note: ")
}

/// Python prints the source line below a warning.
fn is_warning_source(line: &str) -> bool {
    line.starts_with("  util.warn")
}

/// Cuts from the first traceback to the last one's exception: Alembic's chains show SQLAlchemy's own frames, ours the
/// user's, and the exception at the end is what both must say.
fn last_exception_only(lines: &[String]) -> Vec<String> {
    let Some(first) = lines.iter().position(|line| line == TRACEBACK) else {
        return lines.iter().filter(|line| !is_background(line)).cloned().collect();
    };
    let last = lines.iter().rposition(|line| line == TRACEBACK).unwrap_or(first);
    let frames = lines[last + 1..].iter().take_while(|line| line.starts_with(' ') || line.is_empty()).count();
    let exception = &lines[last + 1 + frames..];
    lines[..first].iter().chain(exception).filter(|line| !is_background(line)).cloned().collect()
}

fn is_background(line: &str) -> bool {
    line.starts_with("(Background on this error at:")
}

/// Leaves out a usage text: the lines from `usage:` up to the `error:` line.
pub fn without_usage(text: &str) -> String {
    let lines: Vec<_> = text.lines().collect();
    let usage = lines.iter().position(|line| line.to_lowercase().starts_with("usage:"));
    let error = lines.iter().position(|line| line.contains(": error: "));
    match (usage, error) {
        (Some(usage), Some(error)) if usage < error => [&lines[..usage], &lines[error..]].concat().join("\n"),
        _ => text.to_owned(),
    }
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is a constant of this file")
}

#[cfg(test)]
mod tests {
    use super::{Normaliser, without_usage};

    #[test]
    fn folders_dates_and_addresses_become_names() {
        let normaliser = Normaliser::new().replacing("/tmp/x", "<PROJ>");
        assert_eq!(
            normaliser.text("/tmp/x/a.py /usr/lib/site-packages/b 2026-01-02 03:04:05.678 <b object at 0x7f00ab12cd>"),
            "<PROJ>/a.py <SITE>/b <DATE> <b object at 0x<ADDR>>"
        );
    }

    #[test]
    fn a_chain_of_tracebacks_keeps_the_last_exception_and_its_statement() {
        let text = "INFO before\nTraceback (most recent call last):\n  File \"a\"\ninner.Error: x\n\nThe above exception \
                    was the direct cause of the following exception:\n\nTraceback (most recent call last):\n  File \
                    \"b\"\nouter.Error: y\n[SQL: select 1]\n(Background on this error at: https://x)\nhint: z\n";
        assert_eq!(Normaliser::new().error_text(text), "INFO before\nouter.Error: y\n[SQL: select 1]");
    }

    #[test]
    fn a_warning_loses_its_place() {
        let text = "/site/alembic/revision.py:236: UserWarning: gone\n  util.warn(\nKeyError: 'a'\n";
        assert_eq!(Normaliser::new().error_text(text), "UserWarning: gone\nKeyError: 'a'");
    }

    #[test]
    fn the_usage_text_goes_up_to_the_error() {
        assert_eq!(without_usage("usage: a [-h]\n   b\na: error: no"), "a: error: no");
        assert_eq!(without_usage("plain"), "plain");
    }
}
