//! No line ends in a blank, and a file ends with a line.

use super::{Finding, source::Source};

pub fn check(source: &Source, findings: &mut Vec<Finding>) {
    if source.is_foreign() {
        return;
    }
    for (place, line) in source.text.lines().enumerate() {
        // In Markdown two blanks at the end break a line.
        let is_line_break = source.path.ends_with(".md") && line.ends_with("  ");
        if line.ends_with([' ', '\t']) && !is_line_break {
            findings.push(Finding::new(source, place + 1, "blank at the end of the line"));
        }
    }
    if !source.text.is_empty() && !source.text.ends_with('\n') {
        findings.push(Finding::new(source, source.text.lines().count(), "the last line has no end"));
    }
}

#[cfg(test)]
mod tests {
    use super::{super::messages, check};

    #[test]
    fn blanks_at_the_end_of_a_line_are_found() {
        assert_eq!(messages(check, "a.rs", "a \nb").len(), 2);
        assert!(messages(check, "a.rs", "a\nb\n").is_empty());
    }
}
