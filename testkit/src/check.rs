//! Compares texts and shows where they part.

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

/// The lines of both texts: common ones indented, `-` only in `before`, `+` only in `after`.
pub fn line_difference(before: &str, after: &str) -> String {
    let (before, after): (Vec<_>, Vec<_>) = (before.split('\n').collect(), after.split('\n').collect());
    let lengths = common_lengths(&before, &after);
    let (mut row, mut column) = (0, 0);
    let mut lines = Vec::new();
    while row < before.len() || column < after.len() {
        let is_common = row < before.len() && column < after.len() && before[row] == after[column];
        let goes_down =
            column == after.len() || (row < before.len() && lengths[row + 1][column] >= lengths[row][column + 1]);
        if is_common {
            lines.push(format!("  {}", before[row]));
            (row, column) = (row + 1, column + 1);
        } else if goes_down {
            lines.push(format!("- {}", before[row]));
            row += 1;
        } else {
            lines.push(format!("+ {}", after[column]));
            column += 1;
        }
    }
    lines.join("\n")
}

/// How many lines the rests of both texts have in common, for every pair of rests.
fn common_lengths(before: &[&str], after: &[&str]) -> Vec<Vec<usize>> {
    let mut lengths = vec![vec![0; after.len() + 1]; before.len() + 1];
    for row in (0..before.len()).rev() {
        for column in (0..after.len()).rev() {
            lengths[row][column] = if before[row] == after[column] {
                lengths[row + 1][column + 1] + 1
            } else {
                lengths[row + 1][column].max(lengths[row][column + 1])
            };
        }
    }
    lengths
}

#[cfg(test)]
mod tests {
    use super::line_difference;

    #[test]
    fn a_difference_shows_what_went_and_what_came() {
        assert_eq!(line_difference("a\nb\nc", "a\nx\nc\nd"), "  a\n- b\n+ x\n  c\n+ d");
    }
}
