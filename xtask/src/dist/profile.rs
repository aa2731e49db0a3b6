//! What was seen of the program, as its second build wants it.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use super::tools::Tools;
use crate::process::Outcome;

/// Where it is kept.
pub struct Profile {
    /// How often each branch was taken.
    pub counts: PathBuf,
    /// The functions that were called, a line each, in the order in which they are to lie.
    pub order: PathBuf,
}

impl Profile {
    pub fn beside(binary: &Path) -> Self {
        Self { counts: binary.with_file_name("limbeck.profdata"), order: binary.with_file_name("limbeck.order") }
    }

    /// Sums up what runs have noted. Functions of the `daily` ones come first: most runs touch no other.
    pub fn write(&self, tools: &Tools, daily: &[PathBuf], others: &[PathBuf]) -> Outcome {
        let of_daily = self.counts.with_extension("daily");
        tools.merge(daily, &of_daily)?;
        let first = called(&tools.show(&of_daily)?);
        fs::remove_file(of_daily)?;
        tools.merge(&[daily, others].concat(), &self.counts)?;
        let all = called(&tools.show(&self.counts)?);
        fs::write(&self.order, ordered(first, all).join("\n") + "\n")?;
        Ok(())
    }
}

/// What `llvm-profdata show` has counted something in, by the linker's names.
fn called(shown: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut name = None;
    for line in shown.lines() {
        if let Some(counts) = line.strip_prefix("    Block counts: [") {
            let has_run = counts.trim_end_matches(']').split(", ").any(|count| !count.is_empty() && count != "0");
            found.extend(name.take().filter(|_| has_run));
        } else if let Some(header) = line.strip_prefix("  ").and_then(|line| line.strip_suffix(':')) {
            // A function that only its own file sees has the file before it.
            name = header.rsplit(';').next().map(str::to_owned);
        }
    }
    found
}

/// Each once.
fn ordered(first: Vec<String>, then: Vec<String>) -> Vec<String> {
    let mut known = HashSet::new();
    first.into_iter().chain(then).filter(|name| known.insert(name.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::{called, ordered};

    const SHOWN: &str = "\
Counters:
  vm.1-cgu.0;_ZN2vm4callE:
    Hash: 0x014c19ca219a5abc
    Counters: 2
    Block counts: [0, 3]
  _ZN2vm5neverE:
    Hash: 0x0f9a16fe8852da94
    Counters: 2
    Block counts: [0, 0]
  _ZN2vm4onceE:
    Hash: 0x0f9a16fe8852da95
    Counters: 1
    Block counts: [1]
Instrumentation level: IR  entry_first = 0
Functions shown: 3
";

    #[test]
    fn functions_that_ran_are_called() {
        assert_eq!(called(SHOWN), ["_ZN2vm4callE", "_ZN2vm4onceE"]);
    }

    #[test]
    fn those_of_daily_commands_come_first() {
        let names = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(ordered(names("b a"), names("a c b d")), names("b a c d"));
    }
}
