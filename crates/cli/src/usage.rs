//! Words clap's errors as argparse does, because people and scripts know those sentences.

use clap::{
    CommandFactory,
    error::{ContextKind, ContextValue, ErrorKind},
};

use crate::Arguments;

/// What to print for a command line that could not be read, or that asked for help.
pub struct Usage {
    pub stdout: String,
    pub stderr: String,
    pub exit_code: u8,
}

/// Turns clap's error into argparse's text and exit code 2, or help and version into text for stdout and 0.
pub fn worded(program: &str, words: &[String], error: &clap::Error) -> Usage {
    match error.kind() {
        ErrorKind::DisplayHelp => Usage { stdout: error.to_string(), stderr: String::new(), exit_code: 0 },
        ErrorKind::DisplayVersion => {
            Usage { stdout: format!("{program} {}\n", env!("CARGO_PKG_VERSION")), stderr: String::new(), exit_code: 0 }
        }
        _ => {
            let command = subcommand_of(words);
            let prefix = command.as_ref().map_or_else(|| program.to_owned(), |command| format!("{program} {command}"));
            let usage = usage_line(program, command.as_deref());
            let stderr = format!("{usage}\n{prefix}: error: {}\n", sentence(program, error, words));
            Usage { stdout: String::new(), stderr, exit_code: 2 }
        }
    }
}

fn sentence(program: &str, error: &clap::Error, words: &[String]) -> String {
    let text = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    match error.kind() {
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "too few arguments".into()
        }
        ErrorKind::InvalidSubcommand => {
            let names = shown_commands(program);
            let choices = names.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ");
            format!(
                "argument {{{}}}: invalid choice: '{}' (choose from {choices})",
                names.join(","),
                text(ContextKind::InvalidSubcommand)
            )
        }
        ErrorKind::MissingRequiredArgument => {
            let names: Vec<String> = match error.get(ContextKind::InvalidArg) {
                Some(ContextValue::Strings(names)) => names.iter().map(|name| plain_name(name)).collect(),
                _ => Vec::new(),
            };
            format!("the following arguments are required: {}", names.join(", "))
        }
        // argparse reads `-r -2:` as an option without its value, clap as an unknown option `-2`.
        ErrorKind::UnknownArgument if let Some(option) = option_before(words, &text(ContextKind::InvalidArg)) => {
            format!("argument {}: expected one argument", option_name(&option))
        }
        ErrorKind::UnknownArgument => format!("unrecognized arguments: {}", text(ContextKind::InvalidArg)),
        ErrorKind::InvalidValue if text(ContextKind::InvalidValue).is_empty() => {
            format!("argument {}: expected one argument", option_name(&text(ContextKind::InvalidArg)))
        }
        _ => error.to_string().lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned(),
    }
}

/// Returns the option that takes a value and stands before the word that could not be read.
fn option_before(words: &[String], unknown: &str) -> Option<String> {
    let index = words.iter().position(|word| word.starts_with(unknown))?;
    let before = words.get(index.checked_sub(1)?)?;
    let command = Arguments::command();
    let all = command.get_arguments().chain(command.get_subcommands().flat_map(clap::Command::get_arguments));
    let is_meant = |argument: &&clap::Arg| {
        argument.get_action().takes_values()
            && (argument.get_long().is_some_and(|long| *before == format!("--{long}"))
                || argument.get_short().is_some_and(|short| *before == format!("-{short}")))
    };
    all.filter(is_meant).find_map(|argument| Some(format!("--{}", argument.get_long()?)))
}

/// `<REVISION>...` as argparse calls it: `revision`.
fn plain_name(name: &str) -> String {
    name.trim_end_matches("...").trim_matches(['<', '>', '[', ']']).to_lowercase()
}

/// `-r, --rev-range <REV_RANGE>` or `--rev-range <REV_RANGE>` as argparse calls it: `-r/--rev-range`.
fn option_name(name: &str) -> String {
    let long = name.split_whitespace().find(|word| word.starts_with("--")).unwrap_or(name);
    let command = Arguments::command();
    let all = command.get_arguments().chain(command.get_subcommands().flat_map(clap::Command::get_arguments));
    let short = all
        .filter(|argument| argument.get_long().is_some_and(|of| format!("--{of}") == long))
        .find_map(clap::Arg::get_short);
    short.map_or_else(|| long.to_owned(), |short| format!("-{short}/{long}"))
}

fn command_names() -> Vec<String> {
    Arguments::command().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

fn shown_commands(program: &str) -> Vec<String> {
    let command = Arguments::command_of(program);
    let shown = command.get_subcommands().filter(|command| !command.is_hide_set());
    shown.map(|command| command.get_name().to_owned()).collect()
}

fn subcommand_of(words: &[String]) -> Option<String> {
    let names = command_names();
    words.iter().find(|word| names.contains(word)).cloned()
}

fn usage_line(program: &str, subcommand: Option<&str>) -> String {
    let mut command = Arguments::command_of(program);
    command.build();
    let usage = match subcommand.and_then(|name| command.find_subcommand_mut(name)) {
        Some(command) => command.render_usage(),
        None => command.render_usage(),
    };
    usage.to_string().replacen("Usage: ", "usage: ", 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_sentence(words: &str, expected: &str) {
        let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
        let error = Arguments::read("alembic", &words).unwrap_err();
        let usage = worded("alembic", &words, &error);
        let last = usage.stderr.lines().last().unwrap();
        assert_eq!(last, expected);
        assert_eq!(usage.exit_code, 2);
    }

    #[test]
    fn errors_are_worded_as_argparse_words_them() {
        check_sentence("", "alembic: error: too few arguments");
        check_sentence("upgrade", "alembic upgrade: error: the following arguments are required: revision");
        check_sentence("history -r -2:", "alembic history: error: argument -r/--rev-range: expected one argument");
        check_sentence(
            "frobnicate",
            "alembic: error: argument {branches,check,current,downgrade,edit,ensure_version,heads,history,init,\
             list_templates,merge,revision,show,stamp,upgrade}: invalid choice: 'frobnicate' (choose from 'branches', \
             'check', 'current', 'downgrade', 'edit', 'ensure_version', 'heads', 'history', 'init', 'list_templates', \
             'merge', 'revision', 'show', 'stamp', 'upgrade')",
        );
    }
}
