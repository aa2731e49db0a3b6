//! A PostgreSQL server's message in its parts, and the text libpq makes of them.

/// What the server said, field by field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServerReport {
    /// `ERROR`, `FATAL`, `PANIC`.
    pub severity: String,
    /// SQLSTATE.
    pub code: String,
    /// The sentence alone.
    pub message: String,
    pub detail: Option<String>,
    pub hint: Option<String>,
    /// Call stack of functions, innermost first.
    pub context: Option<String>,
    pub position: Option<Position>,
    pub constraint: Option<String>,
}

/// Where in a text the error is, counted in characters from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    /// In the statement that was sent.
    Statement(u32),
    /// In a text that the server ran for it: a function's body.
    Internal { at: u32, query: String },
}

/// Columns of the statement that the `LINE` display shows at most, and how many of them stand right of the mark.
const SHOWN_COLUMNS: usize = 60;
const LEAST_RIGHT: usize = 10;

impl ServerReport {
    /// Returns the message with `LINE`, `DETAIL:`, `HINT:`, `QUERY:` and `CONTEXT:`, without a line break at the end.
    pub fn in_full(&self, sql: &str) -> String {
        let mut text = self.message.clone();
        match &self.position {
            Some(Position::Statement(at)) => push_excerpt(&mut text, sql, *at),
            Some(Position::Internal { at, query }) => push_excerpt(&mut text, query, *at),
            None => {}
        }
        let internal_query = match &self.position {
            Some(Position::Internal { query, .. }) => Some(query),
            Some(Position::Statement(_)) | None => None,
        };
        let parts = [
            ("DETAIL", self.detail.as_ref()),
            ("HINT", self.hint.as_ref()),
            ("QUERY", internal_query),
            ("CONTEXT", self.context.as_ref()),
        ];
        for (label, part) in parts {
            if let Some(part) = part {
                text.push_str(&format!("\n{label}:  {part}"));
            }
        }
        text
    }
}

/// Appends the line that the position stands in and a mark below it; a long line is cut around the position.
fn push_excerpt(text: &mut String, sql: &str, position: u32) {
    let characters: Vec<char> = sql.chars().collect();
    let Some(position) = (position as usize).checked_sub(1).filter(|position| *position <= characters.len()) else {
        return;
    };
    let before = &characters[..position];
    let line_start = before.iter().rposition(|c| is_break(*c)).map_or(0, |index| index + 1);
    let line_end = characters[position..].iter().position(|c| is_break(*c)).map_or(characters.len(), |i| position + i);
    // A carriage return before a line feed ends the same line.
    let line_number = 1 + before
        .iter()
        .enumerate()
        .filter(|(index, c)| **c == '\n' || (**c == '\r' && characters.get(index + 1) != Some(&'\n')))
        .count();

    let line: Vec<char> = characters[line_start..line_end].iter().map(|c| if *c == '\t' { ' ' } else { *c }).collect();
    let cut = Cut::of(&line, position - line_start);
    let shown: String = line[cut.from..cut.to].iter().collect();
    let start = if cut.from > 0 { "..." } else { "" };
    let end = if cut.to < line.len() { "..." } else { "" };
    let heading = format!("LINE {line_number}: {start}");
    let left_columns = heading.len() + columns(&line[cut.from..position - line_start]);
    text.push_str(&format!("\n{heading}{shown}{end}\n{}^", " ".repeat(left_columns)));
}

/// The part of a line that is shown.
struct Cut {
    from: usize,
    to: usize,
}

impl Cut {
    /// Cuts what is too long: first at the end while enough stays right of the position, then at the start.
    fn of(line: &[char], position: usize) -> Self {
        let total = columns(line);
        if total <= SHOWN_COLUMNS {
            return Self { from: 0, to: line.len() };
        }
        let fits_from_start = columns(&line[..position]) + LEAST_RIGHT <= SHOWN_COLUMNS;
        if fits_from_start {
            let mut to = line.len();
            while columns(&line[..to]) > SHOWN_COLUMNS {
                to -= 1;
            }
            return Self { from: 0, to };
        }
        let mut to = line.len();
        while columns(&line[position..to]) > LEAST_RIGHT {
            to -= 1;
        }
        let mut from = 0;
        while columns(&line[from..to]) > SHOWN_COLUMNS {
            from += 1;
        }
        Self { from, to }
    }
}

fn is_break(character: char) -> bool {
    matches!(character, '\n' | '\r')
}

fn columns(characters: &[char]) -> usize {
    characters.iter().map(|character| width(*character)).sum()
}

/// East Asian wide characters take two columns, combining marks none.
fn width(character: char) -> usize {
    match character as u32 {
        0x0300..=0x036F | 0x200B..=0x200F | 0xFE00..=0xFE0F => 0,
        0x1100..=0x115F
        | 0x2E80..=0x303E
        | 0x3041..=0xA4CF
        | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF
        | 0xFE30..=0xFE6F
        | 0xFF00..=0xFF60
        | 0xFFE0..=0xFFE6
        | 0x1F300..=0x1FAFF
        | 0x20000..=0x3FFFD => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_excerpt(sql: &str, position: u32, expected: &str) {
        let report = ServerReport {
            message: "bad".into(),
            position: Some(Position::Statement(position)),
            ..ServerReport::default()
        };
        assert_eq!(report.in_full(sql), format!("bad\n{expected}"));
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        check_excerpt("select * from nosuch", 15, "LINE 1: select * from nosuch\n                      ^");
        check_excerpt("select\r\n\tx", 10, "LINE 2:  x\n         ^");
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides_as_libpq_does() {
        let sql = format!("select\n  '{}', x from t where y = 1 and {}=1", "a".repeat(53), "z".repeat(30));
        check_excerpt(
            &sql,
            67,
            "LINE 2: ...aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', x from t w...\n                                                             ^",
        );
    }

    #[test]
    fn wide_characters_move_the_mark_by_two_columns() {
        check_excerpt("select '用户', x", 14, "LINE 1: select '用户', x\n                       ^");
    }

    #[test]
    fn a_position_outside_the_text_shows_nothing() {
        let report = ServerReport {
            message: "bad".into(),
            position: Some(Position::Statement(99)),
            detail: Some("d".into()),
            ..ServerReport::default()
        };
        assert_eq!(report.in_full("x"), "bad\nDETAIL:  d");
    }
}
