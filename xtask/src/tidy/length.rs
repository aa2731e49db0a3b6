//! A file is one thing: 400 lines are a lot, 600 are too many.

use super::{Finding, source::Source};

const LONGEST: usize = 600;

pub fn check(source: &Source, findings: &mut Vec<Finding>) {
    let lines = source.text.lines().count();
    let is_code = source.is_rust() || source.is_python();
    if is_code && !source.is_foreign() && lines > LONGEST {
        findings.push(Finding::new(source, lines, format!("{lines} lines: more than {LONGEST}; part the file")));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::messages, check};

    #[test]
    fn a_file_of_601_lines_is_too_long() {
        assert!(messages(check, "crates/a/src/b.rs", &"x\n".repeat(600)).is_empty());
        assert_eq!(messages(check, "crates/a/src/b.rs", &"x\n".repeat(601)).len(), 1);
    }
}
