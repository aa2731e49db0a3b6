//! Findings as people and programs read them.

use std::{collections::BTreeMap, fmt::Write as _};

use lint::{Finding, Level};
use serde_json::json;

use super::Judged;
use crate::Project;

/// Everything that is told.
pub(super) struct Report<'a> {
    pub(super) judged: &'a Judged,
    pub(super) mended: usize,
    /// The texts of the files by their shown paths.
    pub(super) sources: &'a BTreeMap<String, String>,
    pub(super) project: &'a Project,
}

/// The statement's lines are shown up to this number.
const MOST_SQL_LINES: usize = 6;

impl Report<'_> {
    /// Text for people: each finding with the line it is about.
    pub(super) fn text(&self, colours: bool) -> String {
        let paint =
            |code: &str, text: &str| if colours { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() };
        let mut out = String::new();
        for finding in &self.judged.findings {
            let (word, colour) = match finding.level {
                Level::Warning => ("warning", "1;33"),
                Level::Error => ("error", "1;31"),
            };
            let head = paint(colour, &format!("{word}[{}]", finding.rule));
            let _ = writeln!(out, "{head}{}", paint("1", &format!(": {}", finding.message)));
            let (line, excerpt) = self.excerpt(finding);
            let margin = " ".repeat(line.to_string().len());
            if let Some(place) = &finding.place {
                let _ = writeln!(out, "{margin}{} {}:{line}", paint("34", "-->"), place.file);
                let _ = writeln!(out, "{margin} {}", paint("34", "|"));
                let _ = writeln!(out, "{} {}", paint("34", &format!("{line} |")), excerpt);
                let _ = writeln!(out, "{margin} {}", paint("34", "|"));
            }
            if let Some(sql) = finding.sql.as_ref().filter(|sql| !excerpt.contains(sql.as_str())) {
                let mut lines = sql.lines().map(str::trim_end).filter(|line| !line.trim().is_empty());
                let first = lines.next().unwrap_or_default();
                let _ = writeln!(out, "{margin} {} {}: {}", paint("34", "="), paint("1", "SQL"), first.trim_start());
                for line in lines.take(MOST_SQL_LINES) {
                    let _ = writeln!(out, "{margin}        {line}");
                }
            }
            let mends = if finding.fix.is_some() { " (`--fix` can rewrite it)" } else { "" };
            let _ =
                writeln!(out, "{margin} {} {}: {}{mends}\n", paint("34", "="), paint("1", "way out"), finding.way_out);
        }
        for step in &self.judged.steps {
            let Some(stopped) = &step.stopped else { continue };
            let line = stopped.line.map_or_else(|| "its middle".to_owned(), |line| format!("line {line}"));
            let file = self.project.path_of(&step.revision);
            let file = self.project.shown(std::path::Path::new(&file));
            let _ = writeln!(out, "{}: {file} is judged up to {line} only: {}\n", paint("1;36", "note"), stopped.why);
        }
        let _ = writeln!(out, "{}", self.summary());
        out
    }

    fn summary(&self) -> String {
        let plural = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
        let findings = &self.judged.findings;
        let revisions = plural(self.judged.steps.len(), "revision");
        let mut text = match findings.len() {
            0 => format!("{revisions}: nothing found"),
            count => format!("{revisions}: {}", plural(count, "finding")),
        };
        let errors = findings.iter().filter(|finding| finding.level == Level::Error).count();
        if errors > 0 {
            let _ = write!(text, ", {}", plural(errors, "error"));
        }
        let fixable = findings.iter().filter(|finding| finding.fix.is_some()).count();
        if fixable > 0 {
            let _ = write!(text, ", {fixable} with a fix");
        }
        if self.mended > 0 {
            let _ = write!(text, "; {} rewritten", self.mended);
        }
        text
    }

    /// The line that is shown, and its text.
    fn excerpt(&self, finding: &Finding) -> (u32, String) {
        let Some(place) = &finding.place else { return (0, String::new()) };
        let source = self.sources.get(&place.file).map(String::as_str).unwrap_or_default();
        let text = source.lines().nth((place.line as usize).saturating_sub(1)).unwrap_or_default();
        (place.line, text.to_owned())
    }

    /// JSON, in the form that docs/lint.md describes.
    pub(super) fn json(&self) -> String {
        let findings: Vec<_> = self
            .judged
            .findings
            .iter()
            .map(|finding| {
                json!({
                    "rule": finding.rule,
                    "level": finding.level,
                    "message": finding.message,
                    "way_out": finding.way_out,
                    "file": finding.place.as_ref().map(|place| &place.file),
                    "line": finding.place.as_ref().map(|place| place.line),
                    "revision": finding.revision,
                    "sql": finding.sql,
                    "fix": finding.fix.as_ref().map(|fix| fix.statements().collect::<Vec<_>>()),
                })
            })
            .collect();
        let stopped: Vec<_> = self
            .judged
            .steps
            .iter()
            .filter_map(|step| {
                let stopped = step.stopped.as_ref()?;
                Some(json!({"revision": step.revision.as_str(), "line": stopped.line, "why": stopped.why}))
            })
            .collect();
        let all = json!({"revisions": self.judged.steps.len(), "findings": findings, "stopped": stopped, "mended": self.mended});
        format!("{all:#}\n")
    }

    /// Workflow commands that GitHub shows beside the lines of a pull request.
    pub(super) fn github(&self) -> String {
        let mut out = String::new();
        for finding in &self.judged.findings {
            let word = match finding.level {
                Level::Warning => "warning",
                Level::Error => "error",
            };
            let place =
                finding.place.as_ref().map(|place| format!("file={},line={},", property(&place.file), place.line));
            let _ = writeln!(
                out,
                "::{word} {}title={}::{}",
                place.unwrap_or_default(),
                property(&format!("limbeck {}", finding.rule)),
                data(&format!("{}\nway out: {}", finding.message, finding.way_out)),
            );
        }
        for step in &self.judged.steps {
            if let Some(stopped) = &step.stopped {
                let file = self.project.shown(std::path::Path::new(&self.project.path_of(&step.revision)));
                let line = stopped.line.unwrap_or(1);
                let why = data(&format!("judged up to here only: {}", stopped.why));
                let _ = writeln!(out, "::notice file={},line={line},title=limbeck::{why}", property(&file));
            }
        }
        out
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
