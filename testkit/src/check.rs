//! Compares texts and shows where they part.

use similar::{Algorithm, ChangeTag, capture_diff_slices};

use crate::Run;

/// Demands equal texts; otherwise shows them as a difference, `-` expected and `+` found.
///
/// # Panics
/// When the texts differ.
#[track_caller]
pub fn check_same_text(what: &str, expected: &str, found: &str) {
    if expected != found {
        panic!("{what}: - expected, + found\n{}", line_difference(expected, found));
    }
}

/// Demands exit code 0.
///
/// # Panics
/// When the run failed.
#[track_caller]
pub fn check_succeeds(run: &Run) {
    assert_eq!(run.exit_code, 0, "should have succeeded\n{}", run.everything());
}

/// Demands that exit code and a sentence somewhere in the output.
///
/// # Panics
/// When the run succeeded, failed otherwise, or said something else.
#[track_caller]
pub fn check_fails(run: &Run, exit_code: i32, sentence: &str) {
    assert_eq!(run.exit_code, exit_code, "should have failed\n{}", run.everything());
    let is_said = run.stdout.contains(sentence) || run.stderr.contains(sentence);
    assert!(is_said, "should have said {sentence:?}\n{}", run.everything());
}

/// Checks that a run said each of the texts on its standard output.
///
/// # Panics
/// When one is missing.
#[track_caller]
pub fn check_says(run: &Run, texts: &[&str]) {
    for text in texts {
        assert!(run.stdout.contains(text), "should have said {text:?}\n{}", run.everything());
    }
}

/// The lines of both texts: common ones indented, `-` only in `before`, `+` only in `after`.
pub fn line_difference(before: &str, after: &str) -> String {
    let (before, after): (Vec<_>, Vec<_>) = (before.split('\n').collect(), after.split('\n').collect());
    let mut lines = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, &before, &after) {
        for (tag, part) in operation.iter_slices(&before, &after) {
            let mark = match tag {
                ChangeTag::Equal => ' ',
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
            };
            lines.extend(part.iter().map(|line| format!("{mark} {line}")));
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::line_difference;

    #[test]
    fn a_difference_shows_what_went_and_what_came() {
        assert_eq!(line_difference("a\nb\nc", "a\nx\nc\nd"), "  a\n- b\n+ x\n  c\n+ d");
    }
}
