//! What a failing command says, so far as both programs must say it.

use super::{chance::without_addresses, recording::Answer};

/// The statement that failed, or else the last sentence of the error.
pub fn what_failed(answer: &Answer) -> String {
    if let Some((_, rest)) = answer.stderr.rsplit_once("\n[SQL: ") {
        let after = ["\n[parameters: ", "\n(Background", "\nnote: ", "\nhint: "];
        let end = after.iter().filter_map(|start| rest.find(start)).min().unwrap_or(rest.len());
        // A driver that formats has `%` doubled in the text that it is given.
        return without_addresses(&rest[..end].trim().trim_end_matches(']').replace("%%", "%"));
    }
    without_addresses(without_parts(&sentence(answer)))
}

/// Alembic shows a constraint without a name with everything that it holds.
fn without_parts(sentence: &str) -> &str {
    match sentence.split_once(" for constraint ") {
        Some((before, rest)) if rest.ends_with("it has no name") => {
            let kind = rest.find('(').unwrap_or(rest.len());
            &sentence[..before.len() + " for constraint ".len() + kind]
        }
        // CPython adds a guess where it prints an exception.
        _ => sentence.split_once(". Did you mean: ").map_or(sentence, |(before, _)| before),
    }
}

/// The error in one line: what stands last, but for hints and what was done.
pub fn sentence(answer: &Answer) -> String {
    let is_error = |line: &&str| {
        let is_aside =
            ["hint:", "(Background", "[SQL:", "[parameters:", " ", "note:"].iter().any(|start| line.starts_with(start));
        !line.trim().is_empty() && !is_aside
    };
    let lines: Vec<_> = answer.stderr.lines().filter(is_error).collect();
    // An exception of Python begins the last block that says one; a sentence of ours follows it.
    let exception = lines.iter().rev().find(|line| begins_with_exception(line));
    exception.or(lines.last()).map_or_else(String::new, |line| (*line).trim().to_owned())
}

/// `sqlalchemy.exc.ProgrammingError: …`, `FAILED: …`.
fn begins_with_exception(line: &str) -> bool {
    let Some((name, _)) = line.split_once(": ") else { return line.ends_with("Error") };
    let last = name.rsplit('.').next().unwrap_or(name);
    name.chars().all(|letter| letter.is_alphanumeric() || letter == '.' || letter == '_')
        && (last == "FAILED" || last.ends_with("Error") || last.ends_with("Exception") || last == "Exit")
}

#[cfg(test)]
mod tests {
    use super::{sentence, what_failed};
    use crate::parity::recording::Answer;

    fn failed(stderr: &str) -> Answer {
        Answer { succeeded: false, stderr: stderr.to_owned(), ..Answer::nothing("") }
    }

    #[test]
    fn the_statement_is_what_failed() {
        let answer = failed(
            "Traceback\nsqlalchemy.exc.ProgrammingError: (x) y\n[SQL: \nDROP TABLE a]\n(Background on)\nnote: nothing done\n",
        );
        assert_eq!(what_failed(&answer), "DROP TABLE a");
        assert_eq!(sentence(&answer), "sqlalchemy.exc.ProgrammingError: (x) y");
    }

    #[test]
    fn a_per_cent_sign_is_the_same_doubled_for_a_driver() {
        let single = failed("a.ProgrammingError: (x) y\n[SQL: SELECT 'a%2F']\n");
        let doubled = failed("a.ProgrammingError: (x) y\n[SQL: SELECT 'a%%2F']\n");
        assert_eq!(what_failed(&doubled), what_failed(&single));
    }

    #[test]
    fn addresses_in_memory_are_no_difference() {
        let answer = failed("a.CompileError: constraint F(<a.B object at 0x7f34cd759a80>, None)\n");
        assert_eq!(what_failed(&answer), "a.CompileError: constraint F(<a.B object>, None)");
    }

    #[test]
    fn addresses_in_a_statement_are_no_difference_either() {
        let answer = failed("a.DataError: (x) y\n[SQL: INSERT INTO a VALUES ('<a.B object at 0x7f34cd759a80>')]\n");
        assert_eq!(what_failed(&answer), "INSERT INTO a VALUES ('<a.B object>')");
    }

    #[test]
    fn what_only_one_of_them_adds_to_a_sentence_is_no_difference() {
        let answer = failed("a.CompileError: no DROP for constraint F(<a.B>, None); it has no name\n");
        assert_eq!(what_failed(&answer), "a.CompileError: no DROP for constraint F");
        let answer = failed("AttributeError: module 'a' has no attribute 'B'. Did you mean: 'b'?\n");
        assert_eq!(what_failed(&answer), "AttributeError: module 'a' has no attribute 'B'");
    }

    #[test]
    fn without_a_statement_it_is_the_exception() {
        let answer = failed("Traceback\n  File\nModuleNotFoundError: No module named 'x'\nhint: install it\n");
        assert_eq!(what_failed(&answer), "ModuleNotFoundError: No module named 'x'");
    }
}
