//! Lines that a renderer of the user's returns.

/// Keywords that continue the block before them.
const CONTINUING: [&str; 4] = ["else", "elif", "except", "finally"];

/// Keywords of statements that are followed by a block.
const OPENING: [&str; 9] = ["if", "try", "elif", "while", "for", "with", "def", "class", "else"];

/// Returns the lines as Alembic's printer writes them: behind `with …:` each is indented, until an empty one.
pub(super) fn as_printed(lines: &[String]) -> Vec<String> {
    let mut depth = 0_usize;
    let mut printed = Vec::new();
    for line in lines {
        let is_comment = line.trim_start().starts_with('#');
        let ends_block = line.trim().is_empty() || begins_with(line, &CONTINUING);
        if ends_block && !is_comment {
            depth = depth.saturating_sub(1);
        }
        printed.push(format!("{}{line}", "    ".repeat(depth)));
        if !is_comment && opens_block(line) {
            depth += 1;
        }
    }
    printed
}

fn opens_block(line: &str) -> bool {
    let last = line.rsplit('\n').next().unwrap_or_default();
    let code = last.split(" #").next().unwrap_or_default().trim_end();
    code.ends_with(':') && (begins_with(line, &OPENING) || begins_with(line, &CONTINUING))
}

fn begins_with(line: &str, keywords: &[&str]) -> bool {
    let word: &str = line.trim_start().split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    keywords.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_printed(lines: &[&str], expected: &str) {
        let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        assert_eq!(as_printed(&lines).join("\n"), expected);
    }

    #[test]
    fn a_block_is_indented_until_an_empty_line() {
        check_printed(&["with a() as b:", "b.c()", "", "d()"], "with a() as b:\n    b.c()\n\nd()");
        check_printed(&["if a:", "b()", "else:", "c()"], "if a:\n    b()\nelse:\n    c()");
    }

    #[test]
    fn lines_of_one_text_stay_as_they_are() {
        check_printed(&["op.execute(\n  'a:'\n)", "# if so:", "op.b()"], "op.execute(\n  'a:'\n)\n# if so:\nop.b()");
    }
}
