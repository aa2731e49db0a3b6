//! Gives a version file another parent: `down_revision` and the line `Revises:` are written anew, and no other byte.

use std::ops::Range;
use std::path::{Path, PathBuf};

use ruff_python_ast::{Expr, Stmt, StringLiteral};
use ruff_text_size::Ranged;

use super::{Header, HeaderError, assigned::Field, read_source, source};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The line of the docstring in which the template names the parent.
const REVISES: &str = "Revises:";

/// A version file with another parent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebased {
    /// The whole file.
    pub bytes: Vec<u8>,
    pub revises: RevisesLine,
}

/// What became of the line `Revises:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RevisesLine {
    Rewritten,
    /// The docstring has no such line.
    Absent,
    /// It does not name the parent that the file had, so that it was left as it is.
    SaysOtherwise {
        line: usize,
    },
}

/// Why a file cannot be given another parent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RebaseError {
    #[error(transparent)]
    Header(#[from] HeaderError),
    /// Its bytes are not those of its text.
    #[error("{} is written in {encoding} (line {line}), and only files in UTF-8 are rewritten", file.display())]
    NotUtf8 { file: PathBuf, line: usize, encoding: String },
    /// It has several parents.
    #[error("{} has several parents: {}", file.display(), parents.join(", "))]
    SeveralParents { file: PathBuf, parents: Vec<String> },
    /// The value is there, but not as a text that could be replaced by another one.
    #[error("`down_revision` in {} (line {line}) is not written as a text or None in a line of its own", file.display())]
    NotPlain { file: PathBuf, line: usize },
}

impl RebaseError {
    /// Returns the way out, where we know one.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Header(error) => error.hint(),
            Self::NotUtf8 { .. } => Some("save the file as UTF-8 and take its coding line away".into()),
            Self::SeveralParents { .. } => Some(
                "delete this merge and write another one with `limbeck merge`, or name the revision before it".into(),
            ),
            Self::NotPlain { .. } => {
                Some("write `down_revision = '...'` in the file, or change the parent by hand".into())
            }
        }
    }
}

/// Returns the file as it is with `onto` as its only parent; `None` makes it a base. `file` names it in errors.
///
/// # Errors
/// The header cannot be read without running the file, has several parents, or writes its parent in a way that cannot be
/// replaced.
pub fn rebased(bytes: &[u8], file: &Path, onto: Option<&str>) -> Result<Rebased, RebaseError> {
    let header = read_source(bytes, file)?;
    if header.down_revision.len() > 1 {
        return Err(RebaseError::SeveralParents { file: file.into(), parents: header.down_revision });
    }
    let mark = if bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    let text = utf8_text(&bytes[mark..], file)?;
    let parsed = ruff_python_parser::parse_module(text).map_err(|error| HeaderError::Syntax {
        file: file.into(),
        line: line_at(text, error.location.start().to_usize()),
        message: error.error.to_string(),
    })?;
    let body = &parsed.syntax().body;
    let (place, line) = match assignment(body, Field::DownRevision) {
        Some((value, at)) => (plain_range(value), line_at(text, at)),
        None => (None, 1),
    };
    let not_plain = || RebaseError::NotPlain { file: file.into(), line };
    let place = place.ok_or_else(not_plain)?;
    let quote = quote_in(&text[place.clone()]).or_else(|| {
        let (revision, _) = assignment(body, Field::Revision)?;
        quote_in(&text[revision.range().to_std_range()])
    });
    let value = onto.map_or_else(|| pysource::none().to_owned(), |id| quoted(id, quote.unwrap_or('"')));
    let mut edits = vec![(place, value)];
    let (revises, edit) = revises_line(text, body, header.down_revision.first().map(String::as_str), onto);
    edits.extend(edit);
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let mut text = text.to_owned();
    for (range, written) in edits {
        text.replace_range(range, &written);
    }
    let mut rebased = bytes[..mark].to_vec();
    rebased.extend_from_slice(text.as_bytes());
    // A file may assign the name where nobody sees it; whatever was missed shows here.
    let wanted = Header { down_revision: onto.map(str::to_owned).into_iter().collect(), ..header };
    match read_source(&rebased, file) {
        Ok(found) if Header { docstring: None, ..found.clone() } == Header { docstring: None, ..wanted } => {
            Ok(Rebased { bytes: rebased, revises })
        }
        _ => Err(not_plain()),
    }
}

/// The text whose bytes are those of the file.
fn utf8_text<'a>(bytes: &'a [u8], file: &Path) -> Result<&'a str, RebaseError> {
    if let Some((line, encoding)) = source::declared(bytes)
        && !source::is_utf8(&encoding)
    {
        return Err(RebaseError::NotUtf8 { file: file.into(), line, encoding });
    }
    Ok(source::utf8(bytes, file)?)
}

/// The last value that the module itself gives a name, and where: one name, one value.
fn assignment(body: &[Stmt], field: Field) -> Option<(&Expr, usize)> {
    let is_it = |target: &Expr| matches!(target, Expr::Name(name) if name.id.as_str() == field.name());
    body.iter().rev().find_map(|statement| match statement {
        Stmt::Assign(assign) => match assign.targets.as_slice() {
            [target] if is_it(target) => Some((&*assign.value, assign.start().to_usize())),
            _ => None,
        },
        Stmt::AnnAssign(assign) if is_it(&assign.target) => Some((assign.value.as_deref()?, assign.start().to_usize())),
        _ => None,
    })
}

/// Where a value stands that is `None`, a text, or a list of no more than one text.
fn plain_range(value: &Expr) -> Option<Range<usize>> {
    let is_text = |item: &Expr| matches!(item, Expr::StringLiteral(_));
    let is_plain = match value {
        Expr::NoneLiteral(_) | Expr::StringLiteral(_) => true,
        Expr::Tuple(tuple) => tuple.elts.len() <= 1 && tuple.elts.iter().all(is_text),
        Expr::List(list) => list.elts.len() <= 1 && list.elts.iter().all(is_text),
        _ => false,
    };
    is_plain.then(|| value.range().to_std_range())
}

fn quote_in(text: &str) -> Option<char> {
    text.chars().find(|character| matches!(character, '\'' | '"'))
}

/// An identifier as Python writes it, in quotes as the file has them.
fn quoted(id: &str, quote: char) -> String {
    match needs_no_escape(id) {
        true => format!("{quote}{id}{quote}"),
        false => pysource::text(id),
    }
}

fn needs_no_escape(id: &str) -> bool {
    id.chars().all(|character| pysource::is_printable(character) && !matches!(character, '\'' | '"' | '\\'))
}

/// Finds the line `Revises:` of the docstring, and what is to be written in it.
fn revises_line(
    text: &str,
    body: &[Stmt],
    before: Option<&str>,
    onto: Option<&str>,
) -> (RevisesLine, Option<(Range<usize>, String)>) {
    let Some(docstring) = docstring(body) else { return (RevisesLine::Absent, None) };
    let content = docstring.content_range().to_std_range();
    let mut start = content.start;
    for line in text[content].split_inclusive(['\n', '\r']) {
        let indent = line.len() - line.trim_start().len();
        if let Some(rest) = line[indent..].strip_prefix(REVISES) {
            let at = start + indent + REVISES.len();
            let said = rest.trim();
            let says_the_parent = said == before.unwrap_or_default();
            return match says_the_parent && onto.is_none_or(needs_no_escape) {
                true => {
                    let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
                    let written = format!(" {}", onto.unwrap_or_default());
                    (RevisesLine::Rewritten, Some((at..at + blank + said.len(), written)))
                }
                false => (RevisesLine::SaysOtherwise { line: line_at(text, at) }, None),
            };
        }
        start += line.len();
    }
    (RevisesLine::Absent, None)
}

/// The docstring, if it is one literal.
fn docstring(body: &[Stmt]) -> Option<&StringLiteral> {
    let Some(Stmt::Expr(statement)) = body.first() else { return None };
    let Expr::StringLiteral(literal) = &*statement.value else { return None };
    let mut parts = literal.value.iter();
    parts.next().filter(|_| parts.next().is_none())
}

fn line_at(text: &str, at: usize) -> usize {
    let before = &text[..at.min(text.len())];
    1 + before.replace("\r\n", "\n").matches(['\n', '\r']).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "versions/b2.py";

    #[track_caller]
    fn check(source: &str, onto: Option<&str>, expected: &str) {
        let rebased = rebased(source.as_bytes(), Path::new(FILE), onto).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(String::from_utf8(rebased.bytes).unwrap(), expected);
    }

    #[track_caller]
    fn check_refused(source: &[u8], expected: &str) {
        let error = rebased(source, Path::new(FILE), Some("z9")).unwrap_err();
        assert_eq!(error.to_string(), expected);
        assert!(error.hint().is_some());
    }

    /// What Alembic's template writes.
    fn stock(revises: &str, down_revision: &str) -> String {
        format!(
            "\"\"\"add a column\n\nRevision ID: b2\nRevises: {revises}\nCreate Date: 2024-01-01 00:00:00\n\n\"\"\"\n\
             from typing import Sequence, Union\n\n# revision identifiers, used by Alembic.\nrevision: str = 'b2'\n\
             down_revision: Union[str, Sequence[str], None] = {down_revision}  # was c3\n\
             branch_labels: Union[str, Sequence[str], None] = ('shop',)\n\ndef upgrade():\n    pass  # a1 stays\n"
        )
    }

    #[test]
    fn the_two_places_of_the_template_are_rewritten() {
        check(&stock("a1", "'a1'"), Some("z9"), &stock("z9", "'z9'"));
        check(&stock("a1", "None"), None, &stock("a1", "None"));
    }

    #[test]
    fn a_base_gets_a_parent_and_a_parent_is_taken_away() {
        check(&stock("", "None"), Some("z9"), &stock("z9", "'z9'"));
        check(&stock("a1", "\"a1\""), None, &stock("", "None"));
    }

    #[test]
    fn line_ends_a_byte_order_mark_and_letters_stay_as_they_are() {
        let windows = |text: String| format!("\u{feff}# é\n{text}").replace('\n', "\r\n");
        check(&windows(stock("a1", "\"a1\"")), Some("z9"), &windows(stock("z9", "\"z9\"")));
        check("revision = 'b2'\rdown_revision = 'a1'\r", Some("z9"), "revision = 'b2'\rdown_revision = 'z9'\r");
    }

    #[test]
    fn values_are_found_however_they_are_written() {
        for (before, after) in [
            ("\"a1\"", "\"z9\""),
            ("('a1')", "('z9')"),
            ("('a1',)", "'z9'"),
            ("[\"a1\"]", "\"z9\""),
            ("()", "'z9'"),
            ("'a' '1'", "'z9'"),
            ("'''a1'''", "'z9'"),
            ("\\\n    'a1'", "\\\n    'z9'"),
        ] {
            let source = |value: &str| format!("revision = 'b2'\ndown_revision = {value}\nx = 'a1'\n");
            check(&source(before), Some("z9"), &source(after));
        }
    }

    #[test]
    fn the_last_of_two_values_counts() {
        let source = |value: &str| format!("revision='b2'\ndown_revision = 'x1'\ndown_revision: str = {value}");
        check(&source("'a1'"), Some("z9"), &source("'z9'"));
    }

    #[test]
    fn an_identifier_with_a_quote_is_escaped() {
        check("revision = 'b2'\ndown_revision = 'a1'\n", Some("z'9"), "revision = 'b2'\ndown_revision = \"z'9\"\n");
    }

    #[test]
    fn a_line_that_names_another_parent_is_left_and_told() {
        let revises = |source: &str| rebased(source.as_bytes(), Path::new(FILE), Some("z9")).unwrap().revises;
        assert_eq!(revises(&stock("a1", "'a1'")), RevisesLine::Rewritten);
        assert_eq!(revises(&stock("c3", "'a1'")), RevisesLine::SaysOtherwise { line: 4 });
        assert_eq!(revises("revision = 'b2'\ndown_revision = None\n"), RevisesLine::Absent);
        check(
            "'''Revises: a1'''\nrevision = 'b2'\ndown_revision = 'a1'\n",
            Some("z9"),
            "'''Revises: z9'''\nrevision = 'b2'\ndown_revision = 'z9'\n",
        );
    }

    #[test]
    fn what_cannot_be_replaced_is_refused() {
        let start = "revision = 'b2'\n";
        check_refused(
            format!("{start}down_revision = branch_labels = None\n").as_bytes(),
            "`down_revision` in versions/b2.py (line 1) is not written as a text or None in a line of its own",
        );
        check_refused(
            format!("{start}x = 'a1'\ndown_revision = x\n").as_bytes(),
            "`down_revision` in versions/b2.py (line 3) is not written as a text or None in a line of its own",
        );
        check_refused(
            format!("{start}down_revision = 'a1', 'a2'\n").as_bytes(),
            "versions/b2.py has several parents: a1, a2",
        );
        check_refused(
            format!("{start}down_revision = load()\n").as_bytes(),
            "'down_revision' in versions/b2.py is computed (line 2); it is known only when the script runs",
        );
        check_refused(
            b"# coding: latin-1\nx = '\xe9'\nrevision = 'b2'\ndown_revision = 'a1'\n",
            "versions/b2.py is written in latin-1 (line 1), and only files in UTF-8 are rewritten",
        );
    }
}
