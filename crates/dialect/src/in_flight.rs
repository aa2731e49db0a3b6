//! A statement that was running when its program died: what the catalogue says of it.

use crate::Statement;

/// Whether a statement was carried out.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// What it makes is there and whole, or what it drops is gone.
    Done,
    /// Nothing of it is there, or running it twice is as good as once.
    NotDone,
    /// Half of it is there; these statements clear it away, and then it runs anew.
    Half { what: String, clearing: Vec<Statement> },
    /// The catalogue does not tell.
    Unknown,
}

/// What a statement is for someone who continues a step that was broken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// It changes the database: once it is done it is not run again.
    Work,
    /// It only asks, and is asked again.
    Question,
    /// It sets up the session, which ends with its connection: it is run again.
    Session,
    /// It begins or ends a transaction or a savepoint.
    Control,
}

/// Returns the nature of a statement by its first words.
pub fn nature(sql: &str) -> Nature {
    let words: Vec<String> = crate::split::words(sql).take(4).map(str::to_ascii_uppercase).collect();
    match words.first().map(String::as_str) {
        Some("SELECT" | "VALUES" | "TABLE" | "SHOW" | "EXPLAIN") => Nature::Question,
        Some("WITH") if !changes_rows(sql) => Nature::Question,
        Some("SET" | "RESET" | "DISCARD" | "LISTEN" | "UNLISTEN" | "LOAD" | "PRAGMA" | "ATTACH" | "DETACH") => {
            Nature::Session
        }
        Some("BEGIN" | "START" | "COMMIT" | "END" | "ROLLBACK" | "ABORT" | "SAVEPOINT" | "RELEASE") => Nature::Control,
        _ => Nature::Work,
    }
}

/// Returns whether a statement makes a temporary table, which is gone with its connection.
pub fn makes_temporary(sql: &str) -> bool {
    let mut words = crate::split::words(sql).take(4).map(str::to_ascii_uppercase);
    words.next().as_deref() == Some("CREATE") && words.take(2).any(|word| word == "TEMP" || word == "TEMPORARY")
}

fn changes_rows(sql: &str) -> bool {
    let changes = |word: &str| ["INSERT", "UPDATE", "DELETE", "MERGE"].iter().any(|one| word.eq_ignore_ascii_case(one));
    crate::split::words(sql).any(changes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_known_by_its_first_words() {
        for (sql, expected) in [
            ("-- why\nSELECT 1", Nature::Question),
            ("WITH a AS (SELECT 1) SELECT * FROM a", Nature::Question),
            ("WITH a AS (DELETE FROM b RETURNING *) SELECT * FROM a", Nature::Work),
            ("SET lock_timeout = '2s'", Nature::Session),
            ("PRAGMA foreign_keys=ON", Nature::Session),
            ("SAVEPOINT a", Nature::Control),
            ("CREATE INDEX CONCURRENTLY a ON b (c)", Nature::Work),
            ("VACUUM", Nature::Work),
        ] {
            assert_eq!(nature(sql), expected, "{sql}");
        }
    }

    #[test]
    fn a_temporary_table_is_seen() {
        assert!(makes_temporary("create temp table a (b int)") && makes_temporary("CREATE LOCAL TEMPORARY TABLE a ()"));
        assert!(!makes_temporary("CREATE TABLE a (temp int)"));
    }
}
