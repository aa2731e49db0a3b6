//! What can be known of a statement that was running when its program died.

use schema::Value;

use crate::in_flight::Verdict;
use crate::split::{Boundary, boundary, first_keyword, statements, words};
use crate::{Connection, DatabaseError, Statement};

const IN_TRANSACTIONS: &[&str] = &[
    "INSERT", "UPDATE", "DELETE", "MERGE", "WITH", "SELECT", "VALUES", "ALTER", "CREATE", "DROP", "COMMENT", "GRANT",
    "REVOKE", "TRUNCATE", "REFRESH", "ANALYZE", "SECURITY", "IMPORT", "REASSIGN",
];

/// Objects of the whole server: the server refuses many a statement on them inside a transaction.
const OF_SERVER: &[&str] = &["DATABASE", "TABLESPACE", "SUBSCRIPTION", "SYSTEM"];

/// Whether a text could stand in a transaction of its own.
pub(super) fn fits_in_transaction(sql: &str, server_version: &[u32]) -> bool {
    let pieces = statements(sql);
    !pieces.is_empty() && pieces.iter().all(|piece| fits(piece, server_version))
}

fn fits(statement: &str, server_version: &[u32]) -> bool {
    let keyword = first_keyword(statement);
    let words: Vec<String> = words(statement).map(str::to_ascii_uppercase).collect();
    let has = |wanted: &str| words.iter().any(|word| word == wanted);
    let is_concurrent = has("CONCURRENTLY") && keyword != "REFRESH";
    let is_of_server = words.get(1).is_some_and(|word| OF_SERVER.contains(&word.as_str()));
    let adds_value = keyword == "ALTER" && words.get(1).is_some_and(|word| word == "TYPE") && has("VALUE");
    let may_add_value = server_version.first().is_some_and(|major| *major >= 12);
    IN_TRANSACTIONS.contains(&keyword.as_str())
        && boundary(statement) == Boundary::Neither
        && !is_concurrent
        && !is_of_server
        && (!adds_value || may_add_value)
}

/// Asks the catalogue.
pub(super) fn judge(connection: &mut dyn Connection, sql: &str) -> Result<Verdict, DatabaseError> {
    let mut words = Words::of(sql);
    match words.next_keyword().as_str() {
        "CREATE" => {
            words.pass_over(&["UNIQUE"]);
            match words.next_keyword().as_str() {
                "INDEX" => created_index(connection, words),
                "TABLE" => {
                    words.pass_over(&["IF", "NOT", "EXISTS"]);
                    let Some(name) = words.name() else { return Ok(Verdict::Unknown) };
                    let is_there = is_true(connection, "SELECT to_regclass($1) IS NOT NULL", &[&name])?;
                    Ok(if is_there { Verdict::Done } else { Verdict::NotDone })
                }
                "DATABASE" => {
                    let Some(name) = words.plain_name() else { return Ok(Verdict::Unknown) };
                    let found =
                        is_true(connection, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", &[&name])?;
                    Ok(if found { Verdict::Done } else { Verdict::NotDone })
                }
                _ => Ok(Verdict::Unknown),
            }
        }
        "DROP" if words.next_keyword() == "INDEX" => {
            words.pass_over(&["CONCURRENTLY", "IF", "EXISTS"]);
            let Some(name) = words.name() else { return Ok(Verdict::Unknown) };
            let is_gone = is_true(connection, "SELECT to_regclass($1) IS NULL", &[&name])?;
            Ok(if is_gone { Verdict::Done } else { Verdict::NotDone })
        }
        "ALTER" if words.next_keyword() == "TYPE" => added_value(connection, words),
        "REINDEX" => reindexed(connection, words),
        // As good twice as once.
        "VACUUM" | "ANALYZE" | "CLUSTER" | "CHECKPOINT" | "REFRESH" => Ok(Verdict::NotDone),
        _ => Ok(Verdict::Unknown),
    }
}

/// `CONCURRENTLY` leaves an invalid index behind, which writers keep up to date and no reader uses.
fn created_index(connection: &mut dyn Connection, mut words: Words<'_>) -> Result<Verdict, DatabaseError> {
    words.pass_over(&["CONCURRENTLY", "IF", "NOT", "EXISTS"]);
    let Some(index) = words.plain_name() else { return Ok(Verdict::Unknown) };
    if words.next_keyword() != "ON" {
        // It has no name: `ON` was taken for one.
        return Ok(Verdict::Unknown);
    }
    words.pass_over(&["ONLY"]);
    let Some(table) = words.name() else { return Ok(Verdict::Unknown) };
    const FIND: &str = "SELECT i.indisvalid AND i.indisready, i.indexrelid::regclass::text FROM pg_index i \
                        JOIN pg_class c ON c.oid = i.indexrelid WHERE c.relname = $1 AND i.indrelid = to_regclass($2)";
    let found = ask(connection, FIND, &[&index, &table])?;
    match found.first().map(Vec::as_slice) {
        None => Ok(Verdict::NotDone),
        Some([Value::Bool(true), ..]) => Ok(Verdict::Done),
        Some([_, Value::Text(name)]) => Ok(Verdict::Half {
            what: format!("the index {name} is INVALID"),
            clearing: vec![Statement::plain(format!("DROP INDEX CONCURRENTLY {name}"))],
        }),
        Some(_) => Ok(Verdict::Unknown),
    }
}

fn added_value(connection: &mut dyn Connection, mut words: Words<'_>) -> Result<Verdict, DatabaseError> {
    let Some(name) = words.name() else { return Ok(Verdict::Unknown) };
    if words.next_keyword() != "ADD" || words.next_keyword() != "VALUE" {
        return Ok(Verdict::Unknown);
    }
    words.pass_over(&["IF", "NOT", "EXISTS"]);
    let Some(Word::Literal(value)) = words.next() else { return Ok(Verdict::Unknown) };
    const FIND: &str = "SELECT EXISTS (SELECT FROM pg_enum WHERE enumtypid = to_regtype($1) AND enumlabel = $2)";
    let is_there = is_true(connection, FIND, &[&name, &value])?;
    Ok(if is_there { Verdict::Done } else { Verdict::NotDone })
}

/// `CONCURRENTLY` leaves its second index behind; the first one stays whole.
fn reindexed(connection: &mut dyn Connection, mut words: Words<'_>) -> Result<Verdict, DatabaseError> {
    words.pass_over(&["INDEX", "TABLE", "CONCURRENTLY"]);
    let Some(name) = words.name() else { return Ok(Verdict::NotDone) };
    const FIND: &str = "SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid \
                        WHERE NOT i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$' AND i.indrelid IN \
                        (to_regclass($1), (SELECT indrelid FROM pg_index WHERE indexrelid = to_regclass($1)))";
    let left: Vec<String> = ask(connection, FIND, &[&name])?
        .into_iter()
        .filter_map(|row| match row.into_iter().next() {
            Some(Value::Text(name)) => Some(name),
            _ => None,
        })
        .collect();
    if left.is_empty() {
        return Ok(Verdict::NotDone);
    }
    let clearing = left.iter().map(|name| Statement::plain(format!("DROP INDEX CONCURRENTLY {name}"))).collect();
    Ok(Verdict::Half { what: format!("it left {} behind", left.join(", ")), clearing })
}

fn ask(connection: &mut dyn Connection, sql: &str, binds: &[&str]) -> Result<Vec<Vec<Value>>, DatabaseError> {
    let binds = binds.iter().map(|bind| Value::from(*bind)).collect();
    Ok(connection.execute(&Statement { sql: sql.to_owned(), binds, guard: None })?.rows)
}

fn is_true(connection: &mut dyn Connection, sql: &str, binds: &[&str]) -> Result<bool, DatabaseError> {
    Ok(ask(connection, sql, binds)?.first().and_then(|row| row.first()) == Some(&Value::Bool(true)))
}

/// One piece of a statement.
#[derive(Clone, Debug, PartialEq)]
enum Word {
    /// As the server folds it.
    Bare(String),
    Quoted(String),
    Literal(String),
    Sign(char),
}

/// The pieces of a statement's beginning, comments left out.
struct Words<'sql> {
    rest: &'sql str,
}

impl<'sql> Words<'sql> {
    fn of(rest: &'sql str) -> Self {
        Self { rest }
    }

    fn without_comments(rest: &str) -> &str {
        let rest = rest.trim_start();
        let comment = match rest.get(..2) {
            Some("--") => rest.split_once('\n').map(|(_, rest)| rest),
            Some("/*") => rest.split_once("*/").map(|(_, rest)| rest),
            _ => return rest,
        };
        comment.map_or("", Self::without_comments)
    }

    /// Passes over these keywords, each of which may be missing.
    fn pass_over(&mut self, keywords: &[&str]) {
        for keyword in keywords {
            let before = self.rest;
            if self.next_keyword() != *keyword {
                self.rest = before;
            }
        }
    }

    fn next_keyword(&mut self) -> String {
        match self.next() {
            Some(Word::Bare(word)) => word.to_ascii_uppercase(),
            _ => String::new(),
        }
    }

    /// A name without a namespace, as the catalogue has it.
    fn plain_name(&mut self) -> Option<String> {
        match self.next()? {
            Word::Bare(name) | Word::Quoted(name) => Some(name),
            Word::Literal(_) | Word::Sign(_) => None,
        }
    }

    /// A name with or without a namespace, quoted as `to_regclass` reads it.
    fn name(&mut self) -> Option<String> {
        let quoted = |name: String| format!("\"{}\"", name.replace('"', "\"\""));
        let mut name = quoted(self.plain_name()?);
        loop {
            let before = self.rest;
            if self.next() != Some(Word::Sign('.')) {
                self.rest = before;
                return Some(name);
            }
            name = format!("{name}.{}", quoted(self.plain_name()?));
        }
    }
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let rest = Self::without_comments(self.rest);
        let first = rest.chars().next()?;
        if matches!(first, '"' | '\'') {
            let (inside, after) = until_quote(&rest[1..], first)?;
            self.rest = after;
            return Some(if first == '"' { Word::Quoted(inside) } else { Word::Literal(inside) });
        }
        let is_part = |character: char| character.is_alphanumeric() || character == '_' || character == '$';
        if !is_part(first) {
            self.rest = &rest[first.len_utf8()..];
            return Some(Word::Sign(first));
        }
        let end = rest.find(|character| !is_part(character)).unwrap_or(rest.len());
        self.rest = &rest[end..];
        Some(Word::Bare(rest[..end].to_lowercase()))
    }
}

/// The text up to the closing quote, a doubled one being itself, and what follows.
fn until_quote(text: &str, quote: char) -> Option<(String, &str)> {
    let mut inside = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once(quote)?;
        inside.push_str(before);
        match after.strip_prefix(quote) {
            None => return Some((inside, after)),
            Some(more) => {
                inside.push(quote);
                rest = more;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_server_refuses_in_a_transaction_is_known() {
        for sql in [
            "CREATE INDEX CONCURRENTLY a ON b (c)",
            "DROP INDEX CONCURRENTLY a",
            "VACUUM a",
            "CREATE DATABASE a",
            "ALTER SYSTEM SET a = 1",
            "INSERT INTO a VALUES (1); COMMIT",
            "CALL a()",
            "DO $$ BEGIN COMMIT; END $$",
        ] {
            assert!(!fits_in_transaction(sql, &[15]), "{sql}");
        }
        for sql in
            ["INSERT INTO a VALUES (1)", "CREATE TABLE a (); DROP TABLE b", "ALTER TABLE a VALIDATE CONSTRAINT b"]
        {
            assert!(fits_in_transaction(sql, &[15]), "{sql}");
        }
        let adds = "ALTER TYPE a ADD VALUE 'b'";
        assert!(fits_in_transaction(adds, &[12]) && !fits_in_transaction(adds, &[11]));
    }

    #[test]
    fn names_are_read_as_the_server_reads_them() {
        let mut words =
            Words::of("/* why */ CREATE UNIQUE INDEX -- now\n CONCURRENTLY \"I \"\"x\" ON Only App.\"T\" (a)");
        assert_eq!(words.next_keyword(), "CREATE");
        words.pass_over(&["UNIQUE", "INDEX", "CONCURRENTLY", "IF"]);
        assert_eq!(words.plain_name().as_deref(), Some("I \"x"));
        words.pass_over(&["ON", "ONLY"]);
        assert_eq!(words.name().as_deref(), Some("\"app\".\"T\""));
    }
}
