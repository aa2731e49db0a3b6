//! The literals in SQL that the server shows: `'a'::kind`, `'{a,b}'::kind[]`.

/// Returns whether a value stands in the SQL as a literal, or in one that is an array.
pub(crate) fn holds_value(sql: &str, value: &str) -> bool {
    let mut is_held = false;
    let _unchanged = with_values(sql, &mut |found| {
        is_held |= found == value;
        found.to_owned()
    });
    is_held
}

/// Returns the SQL with other values in its literals.
pub(crate) fn with_values(sql: &str, change: &mut dyn FnMut(&str) -> String) -> String {
    let mut written = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some((before, after)) = rest.split_once('\'') {
        let Some(end) = end_of_literal(after) else { break };
        let content = after[..end].replace("''", "'");
        let changed = match content.strip_prefix('{').and_then(|items| items.strip_suffix('}')) {
            Some(items) => {
                format!("{{{}}}", items.split(',').map(|item| changed_item(item, change)).collect::<Vec<_>>().join(","))
            }
            None => change(&content),
        };
        written.push_str(&format!("{before}'{}'", changed.replace('\'', "''")));
        rest = &after[end + 1..];
    }
    written + rest
}

fn changed_item(item: &str, change: &mut dyn FnMut(&str) -> String) -> String {
    match item.strip_prefix('"').and_then(|item| item.strip_suffix('"')) {
        Some(quoted) => format!("\"{}\"", change(quoted)),
        None => {
            let changed = change(item);
            let is_plain = changed.chars().all(|character| character.is_alphanumeric() || "_-".contains(character));
            if is_plain { changed } else { format!("\"{changed}\"") }
        }
    }
}

/// Returns where the apostrophe stands that ends the literal.
fn end_of_literal(text: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let end = from + text[from..].find('\'')?;
        if !text[end + 1..].starts_with('\'') {
            return Some(end);
        }
        from = end + 2;
    }
}

/// Returns the value of a default that is one literal and its cast.
pub(crate) fn single_literal(sql: &str) -> Option<String> {
    let after = sql.strip_prefix('\'')?;
    let end = end_of_literal(after)?;
    let cast = &after[end + 1..];
    let is_cast = cast.is_empty() || cast.starts_with("::") && !cast.contains('\'');
    is_cast.then(|| after[..end].replace("''", "'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_in_literals_alone() {
        assert!(holds_value("'x'::kind", "x"));
        assert!(holds_value("k = ANY (ARRAY['a'::kind, 'it''s'::kind])", "it's"));
        assert!(holds_value("'{a,\"b c\"}'::kind[]", "b c"));
        assert!(!holds_value("x = 'y'::kind", "x"));
        assert!(!holds_value("'{ax,b}'::kind[]", "x"));
    }

    #[test]
    fn values_are_changed_in_their_places() {
        let renamed =
            |sql| with_values(sql, &mut |value| if value == "a" { "o'b".to_owned() } else { value.to_owned() });
        assert_eq!(renamed("('a'::kind)"), "('o''b'::kind)");
        assert_eq!(renamed("'{a,b}'::kind[]"), "'{\"o''b\",b}'::kind[]");
        assert_eq!(renamed("now()"), "now()");
    }

    #[test]
    fn a_single_literal_is_its_value() {
        assert_eq!(single_literal("'5'::character varying").as_deref(), Some("5"));
        assert_eq!(single_literal("('5'::text || 'x'::text)"), None);
        assert_eq!(single_literal("5"), None);
    }
}
