//! One recorded transcript, and the comparison of a run with it.

use std::{fs, path::PathBuf};

use testkit::{Normaliser, Project, Run, check_same_text, without_usage};

use crate::wanted_differences;

/// A recorded command with what it printed.
#[derive(Clone, Debug)]
pub struct Expectation {
    pub command: String,
    pub stdout: String,
    pub stderr: String,
    pub exit_code: i32,
}

/// Whether the order of the lines on standard output means something.
///
/// `current` prints a set in Alembic, so with several heads the order changes from run to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Meant,
    Chance,
}

/// Runs the transcript's command and compares all that it prints.
#[track_caller]
pub fn check_transcript(project: &Project, number: &str, words: &str) {
    check_transcript_with(project, number, &[], words);
}

/// The same with variables set.
#[track_caller]
pub fn check_transcript_with(project: &Project, number: &str, variables: &[(&str, &str)], words: &str) {
    let recorded = format!("alembic {words}");
    let command = recorded_command(number);
    assert!(command.ends_with(recorded.trim_end()), "{number} is another command: {command}");
    check_run(project, number, &project.run_with(variables, words));
}

/// Runs the transcript's command and compares the lines of standard output as a set.
#[track_caller]
pub fn check_transcript_unordered(project: &Project, number: &str, words: &str) {
    compare(project, number, &project.run(words), Order::Chance);
}

/// Compares a run with a transcript, when the command was not a plain one.
#[track_caller]
pub fn check_run(project: &Project, number: &str, run: &Run) {
    compare(project, number, run, Order::Meant);
}

/// Compares a text that no run of ours printed, such as a file's content, with a transcript's standard output.
#[track_caller]
pub fn check_text(project: &Project, number: &str, text: &str) {
    let run = Run { command: String::new(), stdout: text.to_owned(), stderr: String::new(), exit_code: 0 };
    check_run(project, number, &run);
}

/// Compares a file of the project with the one recorded with a transcript.
#[track_caller]
pub fn check_file(project: &Project, number: &str, path: &str) {
    let found = project.normaliser().text(&project.read(path));
    let mut expected = recorded_file(number);
    if !project.program().is_real_alembic() {
        expected = wanted_differences::in_file(number, expected);
    }
    check_same_text(&format!("{number} {path}"), expected.trim_end(), found.trim_end());
}

/// The file recorded with a transcript, with `<DATE>` in it.
pub fn recorded_file(number: &str) -> String {
    read_expected(&format!("{number}.file.txt"))
}

#[track_caller]
fn compare(project: &Project, number: &str, run: &Run, order: Order) {
    let mut expected = Expectation::read(number);
    let mut wanted = Vec::new();
    if !project.program().is_real_alembic() {
        wanted = wanted_differences::apply(number, &mut expected);
    }
    let found = Expectation {
        command: run.command.clone(),
        stdout: run.stdout.clone(),
        stderr: run.stderr.clone(),
        exit_code: run.exit_code,
    };
    let normaliser = project.normaliser();
    let (expected, found) = (expected.comparable(normaliser, order), found.comparable(normaliser, order));
    check_same_text(&format!("{number} `{}` {wanted:?}", run.command), &expected, &found);
}

impl Expectation {
    /// Reads `$ command`, `[stdout]`, `[stderr]` and `[exit]` of one file.
    pub fn read(number: &str) -> Self {
        let text = read_expected(&format!("{number}.txt"));
        let (command, rest) = text.split_once("\n[stdout]").expect("a transcript has standard output");
        let (stdout, rest) = rest.split_once("\n[stderr]").expect("a transcript has standard error");
        let (stderr, exit_code) = rest.rsplit_once("\n[exit] ").expect("a transcript has an exit code");
        Self {
            command: command.trim_start_matches("$ ").to_owned(),
            stdout: body(stdout),
            stderr: body(stderr),
            exit_code: exit_code.trim().parse().expect("an exit code is a number"),
        }
    }

    fn comparable(&self, normaliser: &Normaliser, order: Order) -> String {
        let mut stdout = normaliser.text(&self.stdout).trim_end().to_owned();
        if order == Order::Chance {
            let mut lines: Vec<_> = stdout.lines().collect();
            lines.sort_unstable();
            stdout = lines.join("\n");
        }
        let stderr = with_sequences_sorted(&without_usage(&normaliser.error_text(&self.stderr)));
        format!("[stdout]\n{stdout}\n[stderr]\n{}\n[exit] {}", stderr.trim_end(), self.exit_code)
    }
}

/// Alembic reads the tables in the order of a set and tells of their sequences as it goes, so their order is chance.
fn with_sequences_sorted(stderr: &str) -> String {
    let is_of_sequence = |line: &&str| line.contains("Detected sequence named");
    let mut lines: Vec<&str> = stderr.lines().collect();
    for chunk in lines.chunk_by_mut(|line, next| is_of_sequence(line) && is_of_sequence(next)) {
        chunk.sort_unstable();
    }
    lines.join("\n")
}

fn recorded_command(number: &str) -> String {
    Expectation::read(number).command
}

fn body(section: &str) -> String {
    if section.trim() == "(empty)" { String::new() } else { section.trim_start_matches('\n').to_owned() }
}

fn read_expected(name: &str) -> String {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests", "transcripts", "expected", name].iter().collect();
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
