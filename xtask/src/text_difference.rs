//! Where two texts differ, as `diff` shows it.

use std::{fs, process::Command};

use crate::process::Outcome;

/// The differing lines with their surroundings; empty where there are none.
pub fn difference(alembic: &str, ours: &str) -> Outcome<String> {
    let folder = tempfile::tempdir()?;
    let (before, after) = (folder.path().join("alembic"), folder.path().join("ours"));
    fs::write(&before, alembic)?;
    fs::write(&after, ours)?;
    // `diff` ends with 1 when it finds something.
    let output = Command::new("diff").arg("-u").arg(before).arg(after).output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Ok(text.lines().skip(2).collect::<Vec<_>>().join("\n"))
}

/// How many lines only one of the two has.
pub fn differing_lines(difference: &str) -> usize {
    difference.lines().filter(|line| line.starts_with(['-', '+'])).count()
}

/// The first lines of a difference: more than a person reads says no more.
pub fn beginning(difference: &str) -> String {
    difference.lines().take(60).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::{difference, differing_lines};

    #[test]
    fn only_lines_that_one_text_has_are_counted() {
        let found = difference("a\nb\nc\n", "a\nx\nc\n").unwrap();
        assert!(found.contains("-b\n+x"), "{found}");
        assert_eq!(differing_lines(&found), 2);
        assert_eq!(differing_lines(&difference("a\n", "a\n").unwrap()), 0);
    }
}
