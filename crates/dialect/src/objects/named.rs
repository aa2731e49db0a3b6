//! Which object a statement makes, changes or drops, read from its first words.

use super::ObjectKind;
use crate::split::{Piece, pieces, statements};

/// The kinds as statements name them.
const KINDS: &[(&str, ObjectKind)] = &[
    ("SCHEMA", ObjectKind::Schema),
    ("EXTENSION", ObjectKind::Extension),
    ("DOMAIN", ObjectKind::Domain),
    ("TYPE", ObjectKind::Type),
    ("SEQUENCE", ObjectKind::Sequence),
    ("FUNCTION", ObjectKind::Function),
    ("PROCEDURE", ObjectKind::Procedure),
    ("AGGREGATE", ObjectKind::Aggregate),
    ("VIEW", ObjectKind::View),
    ("INDEX", ObjectKind::Index),
    ("TRIGGER", ObjectKind::Trigger),
    ("RULE", ObjectKind::Rule),
    ("POLICY", ObjectKind::Policy),
    ("STATISTICS", ObjectKind::Statistics),
];

/// Words that may stand between the verb and the kind.
const BEFORE_KIND: &[&str] =
    &["OR", "REPLACE", "TEMP", "TEMPORARY", "RECURSIVE", "MATERIALIZED", "CONSTRAINT", "UNIQUE"];

/// Words that may stand between the kind and the name.
const BEFORE_NAME: &[&str] = &["CONCURRENTLY", "IF", "NOT", "EXISTS"];

/// An object that a statement names; a namespace, and the arguments of a function, are left out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    pub kind: ObjectKind,
    pub name: Option<String>,
    pub table: Option<String>,
}

/// Returns the objects that the statements of a text make, change or drop. What is none, such as a table, is left out.
pub fn named_in(sql: &str) -> Vec<Named> {
    statements(sql).into_iter().filter_map(|statement| named_by(&mut Words::of(statement))).collect()
}

fn named_by(words: &mut Words<'_>) -> Option<Named> {
    match words.keyword()?.as_str() {
        "CREATE" | "ALTER" | "DROP" => {}
        "COMMENT" if words.keyword()? == "ON" => {}
        _ => return None,
    }
    let is_materialized = words.pass_over(BEFORE_KIND).iter().any(|word| word == "MATERIALIZED");
    let keyword = words.keyword()?;
    if keyword == "TABLE" {
        return row_security(words);
    }
    let (_, kind) = *KINDS.iter().find(|(word, _)| *word == keyword)?;
    let kind = if is_materialized { ObjectKind::MaterializedView } else { kind };
    words.pass_over(BEFORE_NAME);
    let name = words.name()?;
    let table = match kind {
        ObjectKind::Trigger | ObjectKind::Policy | ObjectKind::Index => words.name_after("ON"),
        ObjectKind::Rule => words.name_after("TO"),
        _ => None,
    };
    // The catalogue tells an enum from other types, a statement not always.
    Some(Named { kind, name: Some(name), table })
}

/// `ALTER TABLE users ENABLE ROW LEVEL SECURITY`.
fn row_security(words: &mut Words<'_>) -> Option<Named> {
    words.pass_over(&["IF", "EXISTS", "ONLY"]);
    let table = words.name()?;
    while words.keyword()? != "LEVEL" {}
    (words.keyword()? == "SECURITY").then_some(Named { kind: ObjectKind::RowSecurity, name: None, table: Some(table) })
}

/// What is left to read of a statement.
struct Words<'sql> {
    rest: std::iter::Peekable<Box<dyn Iterator<Item = Piece<'sql>> + 'sql>>,
}

impl<'sql> Words<'sql> {
    fn of(statement: &'sql str) -> Self {
        let rest: Box<dyn Iterator<Item = Piece<'sql>>> = Box::new(pieces(statement));
        Self { rest: rest.peekable() }
    }

    /// The next piece as a keyword; a quoted name or a sign is an empty one. `None`: there is nothing more.
    fn keyword(&mut self) -> Option<String> {
        Some(keyword(self.rest.next()?))
    }

    /// Passes over these keywords and returns those that were there.
    fn pass_over(&mut self, keywords: &[&str]) -> Vec<String> {
        let mut passed = Vec::new();
        while let Some(piece) = self.rest.next_if(|piece| keywords.contains(&keyword(*piece).as_str())) {
            passed.push(keyword(piece));
        }
        passed
    }

    /// The name at this place without its namespace, as the catalogue has it.
    fn name(&mut self) -> Option<String> {
        let mut name = as_named(self.rest.next()?)?;
        while self.rest.next_if(|piece| piece.text() == ".").is_some() {
            name = as_named(self.rest.next()?)?;
        }
        Some(name)
    }

    fn name_after(&mut self, word: &str) -> Option<String> {
        while self.keyword()? != word {}
        self.pass_over(&["ONLY"]);
        self.name()
    }
}

fn keyword(piece: Piece<'_>) -> String {
    match piece {
        Piece::Word(word) => word.to_ascii_uppercase(),
        Piece::Other(_) => String::new(),
    }
}

fn as_named(piece: Piece<'_>) -> Option<String> {
    match piece {
        Piece::Word(word) => Some(word.to_lowercase()),
        Piece::Other(text) => {
            let inside = text.strip_prefix('"')?.strip_suffix('"')?;
            Some(inside.replace("\"\"", "\""))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(sql: &str, expected: &[&str]) {
        let shown = |named: &Named| {
            let name = named.name.iter().map(|name| format!(" {name}"));
            let table = named.table.iter().map(|table| format!(" of {table}"));
            std::iter::once(named.kind.words().to_owned()).chain(name).chain(table).collect::<String>()
        };
        assert_eq!(named_in(sql).iter().map(shown).collect::<Vec<_>>(), expected, "{sql}");
    }

    #[test]
    fn what_a_statement_makes_is_known_by_its_first_words() {
        check("-- why\nCREATE OR REPLACE VIEW public.V AS SELECT 1", &["view v"]);
        check("create materialized view if not exists \"My\"\"View\" as select 1", &["materialized view My\"View"]);
        check("CREATE FUNCTION app.f(a int) RETURNS int AS $$ CREATE VIEW x $$ LANGUAGE sql", &["function f"]);
        check("DROP FUNCTION IF EXISTS f(int); CREATE PROCEDURE p() AS 'x'", &["function f", "procedure p"]);
        check(
            "CREATE CONSTRAINT TRIGGER t AFTER INSERT OR UPDATE OF a ON app.users FOR EACH ROW",
            &["trigger t of users"],
        );
        check("CREATE POLICY p ON ONLY users USING (true)", &["policy p of users"]);
        check("CREATE RULE r AS ON INSERT TO users DO NOTHING", &["rule r of users"]);
        check("ALTER TABLE IF EXISTS ONLY users FORCE ROW LEVEL SECURITY", &["row security of users"]);
        check("CREATE TYPE mood AS ENUM ('ok'); ALTER SEQUENCE s RESTART", &["type mood", "sequence s"]);
        check(
            "COMMENT ON VIEW v IS 'x'; CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\"",
            &["view v", "extension uuid-ossp"],
        );
        check("CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET b = 1; DELETE FROM c; END", &["trigger t of a"]);
    }

    #[test]
    fn what_makes_no_object_names_none() {
        for sql in [
            "SELECT 'CREATE VIEW v'",
            "CREATE TABLE t (a int)",
            "ALTER TABLE t ADD level int",
            "CREATE",
            "CREATE VIEW",
            "",
        ] {
            check(sql, &[]);
        }
    }
}
