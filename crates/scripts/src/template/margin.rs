//! The white space at the left of Python code: taken away, and put in front again, without touching texts.

/// Returns the code without the margin of its first line of code.
pub(super) fn without_margin(code: &str) -> String {
    let mut margin = None;
    shift(code, |line| {
        let blank = line.len() - line.trim_start_matches(' ').len();
        if margin.is_none() && blank < line.len() && !line[blank..].starts_with('#') {
            margin = Some(line[..blank].to_owned());
        }
        line.strip_prefix(margin.as_deref().unwrap_or_default()).unwrap_or(line).to_owned()
    })
}

/// Returns the code with an indentation in front of every line that is not inside a text.
pub(super) fn indented(code: &str, indentation: &str) -> String {
    shift(code, |line| if line.is_empty() { String::new() } else { format!("{indentation}{line}") })
}

/// Applies the change to every line that begins outside of texts and continuation lines; tabs become spaces.
fn shift(code: &str, mut change: impl FnMut(&str) -> String) -> String {
    let mut inside = Inside::Code;
    let lines = code.split('\n').map(|line| {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let begins = inside;
        inside = after(line, begins);
        if begins == Inside::Code { change(&without_tabs(line)) } else { line.to_owned() }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Code,
    Continuation,
    Text(&'static str),
}

/// Returns where the line after this one begins.
fn after(line: &str, begins: Inside) -> Inside {
    let mut text = match begins {
        Inside::Text(quotes) => Some(quotes),
        Inside::Code | Inside::Continuation => None,
    };
    let mut rest = line;
    while !rest.is_empty() {
        let step = match text {
            _ if rest.starts_with('\\') => rest.chars().take(2).map(char::len_utf8).sum(),
            Some(quotes) if rest.starts_with(quotes) => {
                text = None;
                quotes.len()
            }
            None if rest.starts_with('#') => return Inside::Code,
            None => match ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quotes| rest.starts_with(quotes)) {
                Some(quotes) => {
                    text = Some(quotes);
                    quotes.len()
                }
                None => rest.chars().next().map_or(1, char::len_utf8),
            },
            Some(_) => rest.chars().next().map_or(1, char::len_utf8),
        };
        rest = &rest[step..];
    }
    let is_continued = line.ends_with('\\');
    match text {
        Some(quotes) if quotes.len() == 3 || is_continued => Inside::Text(quotes),
        _ if is_continued => Inside::Continuation,
        _ => Inside::Code,
    }
}

fn without_tabs(line: &str) -> String {
    let mut expanded = String::with_capacity(line.len());
    let mut column = 0;
    for character in line.chars() {
        match character {
            '\t' => {
                let width = 8 - column % 8;
                expanded.extend(std::iter::repeat_n(' ', width));
                column += width;
            }
            _ => {
                expanded.push(character);
                column += 1;
            }
        }
    }
    expanded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_margin_of_the_first_code_goes_from_all_lines() {
        assert_eq!(
            without_margin("\n    # why\n    if x:\n        y = 1\n"),
            "\n# why\nif x:\n    y = 1\n".replace("# why", "    # why")
        );
        assert_eq!(without_margin("\n\tx = 1\n\ty = 2"), "\nx = 1\ny = 2");
    }

    #[test]
    fn texts_and_continuation_lines_keep_their_space() {
        let code = "    x = '''\n    a # \"\n    '''\n    y = 1 + \\\n    2\n    z = \"'''\"\n    w = 1";
        assert_eq!(without_margin(code), "x = '''\n    a # \"\n    '''\ny = 1 + \\\n    2\nz = \"'''\"\nw = 1");
        assert_eq!(indented("x = '''\na'''\n\ny", "  "), "  x = '''\na'''\n\n  y");
    }
}
