//! The first line of a file says what it is.

use super::{Finding, source::Source};

pub fn check(source: &Source, findings: &mut Vec<Finding>) {
    if source.is_foreign() || source.text.trim().is_empty() {
        return;
    }
    let mut lines = source.text.lines().skip_while(|line| line.starts_with("#!/"));
    let first = lines.next().unwrap_or_default();
    if source.is_rust() && !first.starts_with("//!") {
        findings.push(Finding::new(source, 1, "the first line is `//!` and says what the file is"));
    }
    let is_docstring = first.trim_start_matches('r').starts_with("\"\"\"");
    if source.is_python() && !is_docstring {
        findings.push(Finding::new(source, 1, "the first line is a docstring and says what the file is"));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::messages, check};

    #[test]
    fn a_file_begins_with_a_sentence() {
        assert!(messages(check, "crates/a/src/b.rs", "//! Does it.\n").is_empty());
        assert!(messages(check, "a.py", "#!/usr/bin/env python3\n\"\"\"Does it.\"\"\"\n").is_empty());
        assert!(messages(check, "a/__init__.py", "").is_empty());
        assert_eq!(messages(check, "crates/a/src/b.rs", "use std;\n").len(), 1);
        assert_eq!(messages(check, "a.py", "import os\n").len(), 1);
    }
}
