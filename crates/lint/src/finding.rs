//! What a rule has found.

use serde::Serialize;

use crate::{Place, SqlRange};

/// How much a finding weighs. Nothing is refused unless the user asks for it (`--strict`, `error` in the settings).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Warning,
    Error,
}

/// One finding: what will happen, and the way out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// The rule's name: `index-not-concurrent`.
    pub rule: &'static str,
    pub level: Level,
    /// One sentence with the names in it, without a full stop.
    pub message: String,
    /// What to do instead.
    pub way_out: String,
    pub place: Option<Place>,
    pub revision: Option<String>,
    /// The statement it is about.
    pub sql: Option<String>,
    /// Which of the things that were judged, and which of its texts; where in the text.
    #[serde(skip)]
    pub item: usize,
    #[serde(skip)]
    pub text: usize,
    #[serde(skip)]
    pub range: SqlRange,
    /// How the script can be rewritten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
}

/// A rewriting: the statement in its safe form, and what goes before and after it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fix {
    pub before: Vec<FixedStatement>,
    /// The statement itself; `None`: the others take its place.
    pub main: Option<FixedStatement>,
    /// What the directive needs for it, beside its arguments: `postgresql_concurrently=True`. `None`: there is no keyword
    /// for it, and a directive is replaced by the statement.
    pub keyword: Option<&'static str>,
    pub after: Vec<FixedStatement>,
}

/// A statement of a rewriting.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FixedStatement {
    pub sql: String,
    /// Whether it stands in an `autocommit_block()`: what came before is committed first.
    pub autocommit: bool,
}

impl FixedStatement {
    pub(crate) fn in_transaction(sql: impl Into<String>) -> Self {
        Self { sql: sql.into(), autocommit: false }
    }

    pub(crate) fn autocommit(sql: impl Into<String>) -> Self {
        Self { sql: sql.into(), autocommit: true }
    }
}

impl Fix {
    /// The statement alone, in another form.
    pub(crate) fn only(main: FixedStatement, keyword: Option<&'static str>) -> Self {
        Self { before: Vec::new(), main: Some(main), keyword, after: Vec::new() }
    }

    /// Returns all statements in order.
    pub fn statements(&self) -> impl Iterator<Item = &FixedStatement> {
        self.before.iter().chain(&self.main).chain(&self.after)
    }
}
