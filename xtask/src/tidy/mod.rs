//! `cargo xtask tidy`: the rules of STYLE.md and ARCHITECTURE.md that a program can check.
//!
//! Every rule is a file with one function from a source file to findings; `RULES` lists them.

mod circles;
mod first_line;
mod length;
mod names;
mod printing;
mod rooms;
mod source;
mod unfinished;
mod whitespace;
mod world;

use source::Source;

use crate::{process::Outcome, root};

/// Something that is not tidy: where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    path: String,
    line: usize,
    message: String,
}

type Rule = fn(&Source, &mut Vec<Finding>);

const RULES: &[Rule] = &[
    circles::check,
    first_line::check,
    length::check,
    names::check,
    printing::check,
    rooms::check,
    unfinished::check,
    whitespace::check,
    world::check,
];

/// Checks every file and prints what was found.
pub fn run() -> Outcome {
    let sources = Source::read_all(&root::root())?;
    let mut findings = Vec::new();
    for source in &sources {
        for rule in RULES {
            rule(source, &mut findings);
        }
    }
    findings.sort();
    for finding in &findings {
        println!("{}:{}: {}", finding.path, finding.line, finding.message);
    }
    if findings.is_empty() {
        println!("tidy: {} files, nothing found", sources.len());
        return Ok(());
    }
    Err(format!("{} findings in {} files", findings.len(), sources.len()).into())
}

impl Finding {
    fn new(source: &Source, line: usize, message: impl Into<String>) -> Self {
        Self { path: source.path.clone(), line, message: message.into() }
    }
}

/// What a rule says of a file with that path and text; for the rules' tests.
#[cfg(test)]
fn messages(rule: Rule, path: &str, text: &str) -> Vec<String> {
    let mut findings = Vec::new();
    rule(&Source::new(path, text), &mut findings);
    findings.into_iter().map(|finding| format!("{}: {}", finding.line, finding.message)).collect()
}
