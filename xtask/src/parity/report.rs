//! What was compared and found, as a table, and as a row of docs/projects.md.

use std::collections::BTreeMap;

use super::options::{EnvPy, Options};
use crate::text_difference::beginning;

/// What came of one command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    Identical,
    /// Both fail at the same statement, or with the same sentence.
    BothFail(String),
    /// How many lines differ, and the first of them.
    Differs {
        lines: usize,
        difference: String,
    },
    OursFails(String),
    OnlyAlembicFails(String),
    /// Both fail, but not at the same thing.
    FailOtherwise {
        alembic: String,
        ours: String,
    },
    /// Files of the walk do not run, so there is nothing to compare.
    NotCompared,
}

/// A version file that does not run embedded, and the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotRun {
    pub revision: String,
    pub reason: String,
}

#[derive(Default)]
pub struct Report {
    pub revisions: usize,
    /// After a script at which the real Alembic fails, too.
    pub not_reached: usize,
    /// Only by the external Python, and why not embedded.
    pub external: Vec<NotRun>,
    pub external_down: Vec<NotRun>,
    /// By neither, and why not embedded.
    pub not_run: Vec<NotRun>,
    pub not_run_down: Vec<NotRun>,
    pub findings: Vec<(String, Finding)>,
}

impl Finding {
    /// Ours did what the real one did.
    pub fn is_as_alembic(&self) -> bool {
        matches!(self, Self::Identical | Self::BothFail(_))
    }

    /// A way on which ours fails elsewhere is not compared where files of it are known not to run.
    pub fn unless(self, is_known: bool) -> Self {
        match self {
            Self::OursFails(_) | Self::FailOtherwise { .. } if is_known => Self::NotCompared,
            finding => finding,
        }
    }
}

impl Report {
    pub fn add(&mut self, words: &str, finding: Finding) {
        match &finding {
            Finding::Identical | Finding::NotCompared => {}
            Finding::Differs { difference, .. } => {
                println!("{words}: differs (- Alembic, + ours)\n{}", beginning(difference));
            }
            other => println!("{words}: {other}"),
        }
        self.findings.push((words.to_owned(), finding));
    }

    pub fn embedded(&self) -> usize {
        self.revisions - self.not_reached - self.external.len() - self.not_run.len()
    }

    pub fn is_identical(&self) -> bool {
        self.findings
            .iter()
            .all(|(_, finding)| matches!(finding, Finding::Identical | Finding::BothFail(_) | Finding::NotCompared))
    }

    /// One line a kind of command; the steps up are one kind.
    pub fn print(&self) {
        println!(
            "{:<28} {:>8} {:>10} {:>10} {:>8} {:>13}",
            "command", "compared", "identical", "both fail", "differs", "not compared"
        );
        let mut kinds: Vec<(&str, [usize; 4])> = Vec::new();
        for (words, finding) in &self.findings {
            let is_step = words.starts_with("upgrade ") && !words.starts_with("upgrade heads");
            let is_text = words.starts_with("upgrade ") && words.contains(':') && words.ends_with(" --sql");
            let words = if words.ends_with(":base --sql") { "downgrade to base --sql" } else { words.as_str() };
            let kind = if is_text {
                "not reached, as --sql"
            } else if is_step {
                "upgrade, step by step"
            } else {
                words
            };
            if kinds.last().is_none_or(|(last, _)| *last != kind) {
                kinds.push((kind, [0; 4]));
            }
            let place = match finding {
                Finding::Identical => 0,
                Finding::BothFail(_) => 1,
                Finding::NotCompared => 3,
                _ => 2,
            };
            if let Some((_, counts)) = kinds.last_mut() {
                counts[place] += 1;
            }
        }
        for (kind, [identical, both, differs, not]) in kinds {
            println!("{kind:<28} {:>8} {identical:>10} {both:>10} {differs:>8} {not:>13}", identical + both + differs);
        }
        println!(
            "version files: {}; embedded {}, external {}, not {}, not reached {}",
            self.revisions,
            self.embedded(),
            self.external.len(),
            self.not_run.len(),
            self.not_reached
        );
        print_reasons("external", &self.external);
        print_reasons("external down", &self.external_down);
        print_reasons("not run", &self.not_run);
        print_reasons("not run down", &self.not_run_down);
    }

    /// `| project | commit | revisions | database | env.py | embedded | external | not | not reached | result |`
    pub fn row(&self, options: &Options) -> String {
        let env_py = if options.env_py == EnvPy::Own { "its own" } else { "plain" };
        let not = self.not_run.len();
        format!(
            "| {} | {} | {} | {} | {env_py} | {} | {} | {not} | {} | {} |",
            options.name,
            options.commit,
            self.revisions,
            options.database.name(),
            self.embedded(),
            self.external.len(),
            self.not_reached,
            self.result()
        )
    }

    fn result(&self) -> String {
        let mut parts = Vec::new();
        if self.is_identical() {
            parts.push("identical".to_owned());
        }
        for (words, finding) in &self.findings {
            match finding {
                Finding::Identical | Finding::NotCompared => {}
                Finding::BothFail(_) => parts.push(format!("`{words}` fails in both")),
                Finding::Differs { lines, .. } => parts.push(format!("`{words}`: {lines} lines differ")),
                other => parts.push(format!("`{words}`: {other}")),
            }
        }
        parts.join("; ")
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Identical => formatter.write_str("identical"),
            Self::NotCompared => formatter.write_str("not compared"),
            Self::BothFail(sentence) => write!(formatter, "both fail: {sentence}"),
            Self::Differs { lines, .. } => write!(formatter, "{lines} lines differ"),
            Self::OursFails(sentence) => write!(formatter, "ours fails, Alembic does not: {sentence}"),
            Self::OnlyAlembicFails(sentence) => write!(formatter, "Alembic fails, ours does not: {sentence}"),
            Self::FailOtherwise { alembic, ours } => {
                write!(formatter, "both fail, but Alembic: {alembic}; ours: {ours}")
            }
        }
    }
}

fn print_reasons(title: &str, files: &[NotRun]) {
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for file in files {
        reasons.entry(&file.reason).or_default().push(&file.revision);
    }
    let mut reasons: Vec<_> = reasons.into_iter().collect();
    reasons.sort_by_key(|(_, revisions)| std::cmp::Reverse(revisions.len()));
    for (reason, revisions) in reasons {
        println!("{title}: {:>4} {reason} ({})", revisions.len(), revisions[..revisions.len().min(4)].join(", "));
    }
}

#[cfg(test)]
mod tests {
    use super::{Finding, NotRun, Report};

    #[test]
    fn files_that_do_not_run_are_not_counted_as_embedded() {
        let not_run = vec![NotRun { revision: "a".to_owned(), reason: "no".to_owned() }];
        let external = vec![NotRun { revision: "b".to_owned(), reason: "no".to_owned() }];
        let report = Report { revisions: 6, not_reached: 2, external, not_run, ..Report::default() };
        assert_eq!(report.embedded(), 2);
    }

    #[test]
    fn a_difference_is_no_success() {
        let mut report = Report::default();
        report.add("upgrade a", Finding::Identical);
        assert!(report.is_identical());
        report.add("upgrade b", Finding::OursFails("no".to_owned()));
        assert!(!report.is_identical());
        assert_eq!(report.result(), "`upgrade b`: ours fails, Alembic does not: no");
    }
}
