//! A statement as others may see it: on one line, short, and without its literals, which may be anybody's secrets.

/// How many characters are shown.
const LONGEST: usize = 100;

/// Returns the statement with `'…'` in the place of every text in it.
pub fn shown_statement(sql: &str) -> String {
    let mut shown = String::new();
    let mut rest = sql;
    while let Some(start) = rest.find(['\'', '$']) {
        shown.push_str(&rest[..start]);
        let escapes = shown.ends_with(['E', 'e']);
        let from = &rest[start..];
        let end = if from.starts_with('\'') { end_of_quoted(from, escapes) } else { end_of_dollar_quoted(from) };
        match end {
            Some(end) => {
                shown.push_str("'…'");
                rest = &from[end..];
            }
            None => {
                shown.push('$');
                rest = &from[1..];
            }
        }
    }
    shown.push_str(rest);
    let mut line = String::new();
    for word in shown.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// Where a text that begins with `'` ends; what was cut off before its end is all of it.
fn end_of_quoted(text: &str, escapes: bool) -> Option<usize> {
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((place, character)) = characters.next() {
        match character {
            '\\' if escapes => drop(characters.next()),
            '\'' if characters.peek().is_some_and(|(_, next)| *next == '\'') => drop(characters.next()),
            '\'' => return Some(place + 1),
            _ => {}
        }
    }
    Some(text.len())
}

/// Where `$tag$ … $tag$` ends; `None`: the dollar begins no text.
fn end_of_dollar_quoted(text: &str) -> Option<usize> {
    let tag_end = 1 + text[1..].find('$')?;
    let tag = &text[1..tag_end];
    let is_tag = !tag.starts_with(|first: char| first.is_ascii_digit())
        && tag.chars().all(|character| character.is_alphanumeric() || character == '_');
    let body = tag_end + 1;
    is_tag.then(|| text[body..].find(&text[..body]).map_or(text.len(), |end| body + end + body))
}

#[cfg(test)]
mod tests {
    use super::shown_statement;

    #[test]
    fn literals_are_hidden_and_the_rest_is_one_short_line() {
        let check = |sql: &str, expected: &str| assert_eq!(shown_statement(sql), expected);
        check("UPDATE a\n  SET b = 'it''s', c = E'x\\'y'  WHERE d = $1", "UPDATE a SET b = '…', c = E'…' WHERE d = $1");
        check("DO $body$ BEGIN secret; END $body$; SELECT 1", "DO '…'; SELECT 1");
        check("INSERT INTO a VALUES ('cut o", "INSERT INTO a VALUES ('…'");
        check(&"x ".repeat(200), &format!("{}…", "x ".repeat(50)));
    }
}
