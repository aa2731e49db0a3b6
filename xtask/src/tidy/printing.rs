//! Library rooms return values and report events; only the program and the developers' tools print.

use super::{Finding, source::Source};

const MACROS: &[&str] = &["println!(", "eprintln!(", "print!(", "eprint!(", "dbg!("];

/// Who may print.
const PRINTERS: &[(&str, &str)] = &[
    ("crates/cli/src/", "the program is what a person sees"),
    ("/build.rs", "a build script talks to cargo by printing"),
];

pub fn check(source: &Source, findings: &mut Vec<Finding>) {
    let may_print = source.is_for_developers() || PRINTERS.iter().any(|(part, _reason)| source.path.contains(part));
    if may_print || !source.is_rust() {
        return;
    }
    for (number, line) in source.product_lines() {
        for name in MACROS.iter().filter(|name| begins_word(line, name)) {
            findings.push(Finding::new(source, number, format!("`{name}..)`: return a value or report an event")));
        }
    }
}

/// Whether the macro stands there under its own name: `println!(` is no `print!(` and no `eprintln!(`.
fn begins_word(line: &str, name: &str) -> bool {
    line.match_indices(name)
        .any(|(start, _)| !line[..start].ends_with(|before: char| before.is_alphanumeric() || before == '_'))
}

#[cfg(test)]
mod tests {
    use super::{super::messages, check};

    #[test]
    fn a_library_room_does_not_print() {
        let text = "fn a() { eprintln!(\"x\"); }\n// println!(\n#[cfg(test)]\nmod tests { println!(); }\n";
        assert_eq!(messages(check, "crates/schema/src/a.rs", text).len(), 1);
        assert!(messages(check, "crates/cli/src/a.rs", text).is_empty());
        assert!(messages(check, "crates/schema/tests/a.rs", text).is_empty());
    }
}
