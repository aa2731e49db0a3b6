//! Runs a recording's commands by the program under test and compares the database after each.

use testkit::{Project, check_fails, check_same_text, check_succeeds};

use crate::{
    databases::Database,
    recording::{Action, Entry, Failure, read_entries},
};

/// Replays a whole recording. `renew` makes the database anew wherever the recorder did.
#[track_caller]
pub fn check_replay(project: &Project, recording: &str, driver: &str, renew: impl Fn() -> Database) {
    let mut database = renew();
    let mut expected = Vec::new();
    let mut done = Vec::new();
    for entry in read_entries(recording) {
        match &entry.action {
            Action::NewDatabase => {
                database = renew();
                expected.clear();
                done.clear();
                continue;
            }
            Action::Command { words, failure } => {
                let url = database.url(project, driver);
                check_command(project, &url, words, failure.as_ref());
                done.push(words.clone());
            }
            Action::Statement(sql) => database.execute(sql),
        }
        apply(&entry, &mut expected);
        // Rows are recorded as one change, after the last of their statements.
        let is_settled = !matches!(entry.action, Action::Statement(_)) || !entry.come.is_empty();
        if is_settled {
            let what = format!("{recording} after {}", done.join(", "));
            check_same_text(&what, &expected.join("\n"), &database.lines().join("\n"));
        }
    }
}

#[track_caller]
fn check_command(project: &Project, url: &str, words: &str, failure: Option<&Failure>) {
    let run = project.run_with(&[("BENCH_URL", url), ("DATABASE_URL", url)], words);
    match failure {
        None => check_succeeds(&run),
        Some(Failure { exit_code, sentence }) => check_fails(&run, *exit_code, sentence),
    }
}

/// Takes the lines that went and adds those that came; the lines stay sorted.
#[track_caller]
fn apply(entry: &Entry, lines: &mut Vec<String>) {
    for gone in &entry.gone {
        let place = lines.binary_search(gone).unwrap_or_else(|_| panic!("not there before: {gone}"));
        lines.remove(place);
    }
    lines.extend(entry.come.iter().cloned());
    lines.sort_unstable();
}
