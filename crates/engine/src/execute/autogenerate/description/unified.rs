//! Two lists of lines as `diff -u` shows them.

/// How many common lines stand around a change.
const CONTEXT: usize = 3;

/// A line of the view, with where it stands in both lists.
struct Line<'l> {
    mark: char,
    text: &'l str,
    before: usize,
    after: usize,
}

/// Returns the view; nothing where the lists are the same.
pub(super) fn view(before_name: &str, after_name: &str, before: &[String], after: &[String]) -> String {
    let lines = marked(before, after);
    let changed: Vec<usize> = (0..lines.len()).filter(|place| lines[*place].mark != ' ').collect();
    let Some(&first) = changed.first() else { return String::new() };
    let mut text = format!("--- {before_name}\n+++ {after_name}\n");
    let mut hunk = first..first + 1;
    for &place in &changed[1..] {
        if place > hunk.end + 2 * CONTEXT {
            write(&mut text, &lines, hunk);
            hunk = place..place + 1;
        } else {
            hunk.end = place + 1;
        }
    }
    write(&mut text, &lines, hunk);
    text
}

fn write(text: &mut String, lines: &[Line<'_>], changed: std::ops::Range<usize>) {
    let shown = &lines[changed.start.saturating_sub(CONTEXT)..lines.len().min(changed.end + CONTEXT)];
    let Some(first) = shown.first() else { return };
    let count = |other: char| shown.iter().filter(|line| line.mark != other).count();
    let (before, after) = (count('+'), count('-'));
    // As in `diff`, a part without lines is named by the line before it.
    let start = |place: usize, count: usize| if count == 0 { place } else { place + 1 };
    text.push_str(&format!("@@ -{},{before} +{},{after} @@\n", start(first.before, before), start(first.after, after)));
    shown.iter().for_each(|line| text.push_str(&format!("{}{}\n", line.mark, line.text)));
}

/// Returns the lines of both lists, the longest common part of them once.
fn marked<'l>(before: &'l [String], after: &'l [String]) -> Vec<Line<'l>> {
    let common = common_lengths(before, after);
    let (mut row, mut column) = (0, 0);
    let mut lines = Vec::new();
    while row < before.len() || column < after.len() {
        let place = (row, column);
        let is_common = row < before.len() && column < after.len() && before[row] == after[column];
        let goes_down =
            column == after.len() || (row < before.len() && common[row + 1][column] >= common[row][column + 1]);
        let (mark, text) = if is_common {
            (row, column) = (row + 1, column + 1);
            (' ', &before[row - 1])
        } else if goes_down {
            row += 1;
            ('-', &before[row - 1])
        } else {
            column += 1;
            ('+', &after[column - 1])
        };
        lines.push(Line { mark, text, before: place.0, after: place.1 });
    }
    lines
}

/// How many lines the rests of both lists have in common, for every pair of rests.
fn common_lengths(before: &[String], after: &[String]) -> Vec<Vec<u32>> {
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
