//! Two lists of lines as `diff -u` shows them.

use similar::{Algorithm, ChangeTag, DiffOp, capture_diff_slices, group_diff_ops};

/// How many common lines stand around a change.
const CONTEXT: usize = 3;

/// Returns the view; nothing where the lists are the same.
pub(super) fn view(before_name: &str, after_name: &str, before: &[String], after: &[String]) -> String {
    let parts = group_diff_ops(capture_diff_slices(Algorithm::Myers, before, after), CONTEXT);
    if parts.is_empty() {
        return String::new();
    }
    let mut text = format!("--- {before_name}\n+++ {after_name}\n");
    for part in parts {
        text.push_str(&head(&part));
        for (tag, lines) in part.iter().flat_map(|operation| operation.iter_slices(before, after)) {
            let mark = match tag {
                ChangeTag::Equal => ' ',
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
            };
            lines.iter().for_each(|line| text.push_str(&format!("{mark}{line}\n")));
        }
    }
    text
}

/// Says which lines of both lists a part shows.
fn head(part: &[DiffOp]) -> String {
    let count = |lengths: fn(&DiffOp) -> usize| part.iter().map(lengths).sum::<usize>();
    let (before, after) =
        (count(|operation| operation.old_range().len()), count(|operation| operation.new_range().len()));
    let first = part.first().map_or((0, 0), |operation| (operation.old_range().start, operation.new_range().start));
    // As in `diff`, a part without lines is named by the line before it.
    let start = |place: usize, count: usize| if count == 0 { place } else { place + 1 };
    format!("@@ -{},{before} +{},{after} @@\n", start(first.0, before), start(first.1, after))
}

#[cfg(test)]
mod tests {
    #[track_caller]
    fn check(before: &str, after: &str, expected: &str) {
        let lines = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(super::view("a", "b", &lines(before), &lines(after)), expected);
    }

    #[test]
    fn equal_lists_show_nothing() {
        check("1 2", "1 2", "");
    }

    #[test]
    fn a_changed_line_stands_between_three_on_each_side() {
        check(
            "1 2 3 4 5 6 7 8 9",
            "1 2 3 4 x 6 7 8 9",
            "--- a\n+++ b\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n",
        );
    }

    #[test]
    fn changes_far_apart_have_a_part_each() {
        check(
            "1 2 3 4 5 6 7 8 9",
            "x 2 3 4 5 6 7 8",
            "--- a\n+++ b\n@@ -1,4 +1,4 @@\n-1\n+x\n 2\n 3\n 4\n@@ -6,4 +6,3 @@\n 6\n 7\n 8\n-9\n",
        );
    }

    #[test]
    fn what_comes_from_nothing_starts_at_line_0() {
        check("", "1 2", "--- a\n+++ b\n@@ -0,0 +1,2 @@\n+1\n+2\n");
    }
}
