//! What a statement depends on besides its own words and its dialect.

use std::cell::RefCell;
use std::collections::BTreeSet;

use schema::NamingConvention;

use crate::query::Mode;

/// The settings of one migration context. Keep one for each `context.configure()`.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// Of `target_metadata`: names the constraints that have none.
    pub naming_convention: NamingConvention,
    /// `(15, 4)`; `None` offline.
    pub server_version: Option<Vec<u32>>,
    /// Whether statements are executed or printed.
    pub delivery: Delivery,
    /// Types that a CREATE TABLE of this run has created: Alembic creates each of them only once.
    pub created_types: CreatedTypes,
}

/// What becomes of the statements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delivery {
    #[default]
    Executed,
    /// `--sql` with `literal_binds=True`: values are written as literals.
    Printed,
    /// `--sql` without: values stay names.
    PrintedWithNames,
}

impl Delivery {
    /// Returns how values stand in queries.
    pub fn mode(self) -> Mode {
        match self {
            Self::Executed => Mode::Bound,
            Self::Printed => Mode::Literal,
            Self::PrintedWithNames => Mode::Named,
        }
    }
}

/// Names of the types created so far.
#[derive(Clone, Debug, Default)]
pub struct CreatedTypes {
    names: RefCell<BTreeSet<(&'static str, Option<String>, String)>>,
}

impl CreatedTypes {
    /// Notes a type; returns whether it is new.
    pub(crate) fn note(&self, kind: &'static str, namespace: Option<&str>, name: &str) -> bool {
        self.names.borrow_mut().insert((kind, namespace.map(str::to_owned), name.to_owned()))
    }

    /// Forgets the enum types that a statement drops: a later CREATE TABLE of the run has to create them again, which
    /// Alembic does not do.
    pub fn forget_dropped(&self, sql: &str) {
        let mut words = sql.split_whitespace();
        let mut is_next = |word: &str| words.next().is_some_and(|next| next.eq_ignore_ascii_case(word));
        if !(is_next("DROP") && is_next("TYPE")) {
            return;
        }
        let unquoted = |name: &str| name.trim_matches(['"', ';']).to_owned();
        for name in words.flat_map(|word| word.split(',')).filter(|word| !word.is_empty()) {
            let (namespace, name) = name.split_once('.').map_or((None, name), |(place, name)| (Some(place), name));
            self.names.borrow_mut().remove(&("enum", namespace.map(unquoted), unquoted(name)));
        }
    }
}

impl Context {
    /// Returns whether the server is at least of that version; unknown servers are taken for new ones.
    pub(crate) fn server_is_at_least(&self, version: &[u32]) -> bool {
        self.server_version.as_deref().is_none_or(|server| server >= version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_that_was_dropped_is_new_again() {
        let created = CreatedTypes::default();
        for (namespace, name) in [(None, "kind"), (Some("app"), "Kind"), (None, "mood")] {
            assert!(created.note("enum", namespace, name));
        }
        created.forget_dropped("DROP TYPE IF EXISTS kind, app.\"Kind\" CASCADE");
        created.forget_dropped("ALTER TYPE mood RENAME TO other");
        assert!(created.note("enum", None, "kind"));
        assert!(created.note("enum", Some("app"), "Kind"));
        assert!(!created.note("enum", None, "mood"));
    }
}
