//! One operation of a function, with the place where it stands and what is said above it.

use dialect::Unsupported;
use schema::TableName;

use crate::Operation;
use crate::python::{Script, own_lines::as_printed};

/// An operation in the body of `upgrade()` or `downgrade()`.
#[derive(Clone, Copy, Debug)]
pub struct Step<'o> {
    /// The table that it is a change of.
    pub within: Option<&'o TableName>,
    pub content: Content<'o>,
    /// A comment above it.
    pub note: Option<&'o str>,
}

/// What a step holds.
#[derive(Clone, Copy, Debug)]
pub enum Content<'o> {
    Operation(&'o Operation),
    /// What a renderer of the user's has written.
    Lines(&'o [String]),
}

impl<'o> From<&'o Operation> for Step<'o> {
    fn from(operation: &'o Operation) -> Self {
        Self { within: None, content: Content::Operation(operation), note: None }
    }
}

impl Step<'_> {
    pub(super) fn python(&self, script: &mut Script<'_>) -> Result<(), Unsupported> {
        if let Some(note) = self.note {
            script.line(comment(note));
        }
        match self.content {
            Content::Operation(operation) => script.operation(operation),
            Content::Lines(lines) => {
                as_printed(lines).into_iter().for_each(|line| script.line(line));
                Ok(())
            }
        }
    }

    /// Returns whether both stand in one `with` block of `render_as_batch`. What renames a column has a block of its
    /// own: a block knows the columns by the names that they have at its beginning.
    pub(super) fn stands_with(&self, next: &Self) -> bool {
        self.within.is_some() && self.within == next.within && self.renames_column() == next.renames_column()
    }

    fn renames_column(&self) -> bool {
        matches!(self.content, Content::Operation(Operation::AlterColumn(alter)) if alter.new_column_name.is_some())
    }
}

/// Returns a comment of one line, whatever a name in it holds.
fn comment(note: &str) -> String {
    let mut line = "# ".to_owned();
    for character in note.chars() {
        match character.is_control() || matches!(character, '\u{2028}' | '\u{2029}') {
            true => line.extend(character.escape_default()),
            false => line.push(character),
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_cannot_leave_its_line() {
        assert_eq!(comment("looks like a\nimport os\r"), r"# looks like a\nimport os\r");
    }
}
