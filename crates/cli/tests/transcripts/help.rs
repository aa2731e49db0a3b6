//! N: help texts may be worded our way but list the same commands and options (T003, T210 to T223).

use std::collections::BTreeSet;

use crate::{expectation::Expectation, projects::empty};

/// Options that Alembic does not have.
const OURS: &[(&str, &str)] = &[
    ("T003", "--python"),
    ("T211", "--diff"),
    ("T211", "--drift"),
    ("T211", "--ignore-edited"),
    ("T211", "--json"),
    ("T211", "--rename"),
    ("T213", "--keep-dropped"),
    ("T213", "--lock-retries"),
    ("T213", "--lock-timeout"),
    ("T213", "--lock-wait"),
    ("T213", "--no-keep-dropped"),
    ("T213", "--resume"),
    ("T213", "--statement-timeout"),
    ("T217", "--applied"),
    ("T220", "--allow-empty"),
    ("T220", "--rename"),
    ("T222", "--lock-wait"),
    ("T223", "--keep-dropped"),
    ("T223", "--lock-retries"),
    ("T223", "--lock-timeout"),
    ("T223", "--lock-wait"),
    ("T223", "--no-keep-dropped"),
    ("T223", "--resume"),
    ("T223", "--statement-timeout"),
];

/// Those of the commands that write to a database: `downgrade`, `stamp`, `upgrade`.
const OURS_OF_WRITERS: &[&str] = &["--backup", "--no-backup", "--pg-dump"];
const WRITERS: &[&str] = &["T213", "T222", "T223"];

#[test]
fn help_lists_every_command_and_global_option() {
    check_help("T003", "--help");
    let help = empty().run("--help").stdout;
    for command in commands(&Expectation::read("T003").stdout) {
        let is_listed = help.lines().any(|line| line.split_whitespace().next() == Some(command.as_str()));
        assert!(is_listed, "`{command}` is not listed:\n{help}");
    }
}

#[test]
fn help_of_a_command_lists_its_options() {
    for (number, command) in [
        ("T210", "branches"),
        ("T211", "check"),
        ("T212", "current"),
        ("T213", "downgrade"),
        ("T214", "edit"),
        ("T215", "ensure_version"),
        ("T216", "heads"),
        ("T217", "history"),
        ("T218", "init"),
        ("T219", "merge"),
        ("T220", "revision"),
        ("T221", "show"),
        ("T222", "stamp"),
        ("T223", "upgrade"),
    ] {
        check_help(number, &format!("{command} --help"));
    }
}

#[track_caller]
fn check_help(number: &str, words: &str) {
    let expected = Expectation::read(number);
    let project = empty();
    let run = project.run(words);
    let mut wanted = options(&expected.stdout);
    if !project.program().is_real_alembic() {
        wanted.extend(OURS.iter().filter(|(at, _)| *at == number).map(|(_, option)| (*option).to_owned()));
        let of_writers = OURS_OF_WRITERS.iter().filter(|_| WRITERS.contains(&number));
        wanted.extend(of_writers.map(|option| (*option).to_owned()));
    }
    assert_eq!(run.exit_code, expected.exit_code, "{}", run.everything());
    assert_eq!(run.stderr, expected.stderr);
    assert_eq!(options(&run.stdout), wanted, "{number}\n{}", run.everything());
}

/// Every option in the list of options: the words with dashes among the first four of a line that begins with one.
fn options(help: &str) -> BTreeSet<String> {
    let listed = help.lines().map(str::trim_start).filter(|line| line.starts_with('-'));
    let words = listed.flat_map(|line| line.split_whitespace().take(4));
    words.filter_map(option_name).collect()
}

/// `--config` of `--config,` or `--config=<CONFIG>`; none for other words.
fn option_name(word: &str) -> Option<String> {
    let name = word.trim_start_matches('-');
    let dashes = word.len() - name.len();
    let length =
        name.find(|character: char| !character.is_ascii_alphabetic() && character != '-').unwrap_or(name.len());
    (dashes > 0 && length > 0).then(|| word[..dashes + length].to_owned())
}

/// The names between braces in the usage line.
fn commands(help: &str) -> Vec<String> {
    let start = help.find('{').expect("argparse lists commands in braces") + 1;
    let end = help.find('}').expect("the brace is closed");
    help[start..end].split(',').map(str::to_owned).collect()
}
