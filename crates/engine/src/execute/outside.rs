//! Statements that cannot run inside a transaction, by PostgreSQL's and SQLite's manuals.

/// Returns why a statement cannot be tried inside a transaction; `None`: it can.
pub(super) fn outside_of_transactions(statement: &str, dialect: &str) -> Option<String> {
    let words: Vec<String> = dialect::split::words(statement).take(8).map(str::to_ascii_uppercase).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let is_outside = match dialect {
        "postgresql" => is_outside_on_postgresql(&words),
        "sqlite" => match words.as_slice() {
            ["VACUUM" | "DETACH" | "ATTACH", ..] => true,
            // What these do is in the file at once.
            ["PRAGMA", .., "JOURNAL_MODE", _] => {
                return Some("PRAGMA journal_mode cannot run inside a transaction".into());
            }
            ["PRAGMA", rest @ ..] if rest.contains(&"WAL_CHECKPOINT") => {
                return Some("PRAGMA wal_checkpoint cannot run inside a transaction".into());
            }
            _ => false,
        },
        _ => false,
    };
    is_outside.then(|| format!("{} cannot run inside a transaction", shown(&words)))
}

fn is_outside_on_postgresql(words: &[&str]) -> bool {
    match words {
        ["VACUUM", ..] | ["ALTER", "SYSTEM", ..] => true,
        ["CREATE" | "DROP", "DATABASE" | "TABLESPACE" | "SUBSCRIPTION", ..] => true,
        ["ALTER", "SUBSCRIPTION", ..] => true,
        ["ALTER", "DATABASE", .., "SET", "TABLESPACE"] => true,
        ["REINDEX", "DATABASE" | "SYSTEM" | "SCHEMA", ..] => true,
        ["CREATE" | "DROP", rest @ ..] => follow(rest, "INDEX", "CONCURRENTLY"),
        ["REINDEX", rest @ ..] => ["INDEX", "TABLE"].iter().any(|kind| follow(rest, kind, "CONCURRENTLY")),
        ["ALTER", "TABLE", rest @ ..] => rest.contains(&"DETACH") && rest.last() == Some(&"CONCURRENTLY"),
        ["CLUSTER"] => true,
        _ => false,
    }
}

/// Whether one word stands right behind another.
fn follow(words: &[&str], first: &str, second: &str) -> bool {
    words.windows(2).any(|two| two == [first, second])
}

/// The words by which a statement is known: `CREATE INDEX CONCURRENTLY`.
fn shown(words: &[&str]) -> String {
    const TELLING: [&str; 15] = [
        "VACUUM",
        "ALTER",
        "CREATE",
        "DROP",
        "REINDEX",
        "INDEX",
        "CONCURRENTLY",
        "DATABASE",
        "SYSTEM",
        "TABLESPACE",
        "SUBSCRIPTION",
        "TABLE",
        "CLUSTER",
        "ATTACH",
        "DETACH",
    ];
    let telling = words.iter().filter(|word| TELLING.contains(word)).copied();
    telling.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::outside_of_transactions;

    #[test]
    fn statements_that_need_to_be_alone_are_known() {
        for (sql, words) in [
            ("CREATE INDEX CONCURRENTLY i ON t (a)", "CREATE INDEX CONCURRENTLY"),
            ("create unique index concurrently if not exists i on t (a)", "CREATE INDEX CONCURRENTLY"),
            ("DROP INDEX CONCURRENTLY IF EXISTS i", "DROP INDEX CONCURRENTLY"),
            ("REINDEX (VERBOSE) TABLE CONCURRENTLY t", "REINDEX TABLE CONCURRENTLY"),
            ("VACUUM (ANALYZE) t", "VACUUM"),
            ("ALTER SYSTEM SET work_mem = '1MB'", "ALTER SYSTEM"),
            ("ALTER TABLE p DETACH PARTITION c CONCURRENTLY", "ALTER TABLE DETACH CONCURRENTLY"),
        ] {
            let found = outside_of_transactions(sql, "postgresql");
            assert_eq!(found, Some(format!("{words} cannot run inside a transaction")), "{sql}");
        }
    }

    #[test]
    fn others_run_anywhere() {
        for sql in [
            "CREATE INDEX i ON t (\"concurrently\")",
            "CREATE TABLE concurrently (a int)",
            "REFRESH MATERIALIZED VIEW CONCURRENTLY m",
            "ALTER TYPE t ADD VALUE 'x'",
            "INSERT INTO t VALUES ('VACUUM')",
        ] {
            assert_eq!(outside_of_transactions(sql, "postgresql"), None, "{sql}");
        }
        for sql in
            ["CREATE INDEX i ON t (a)", "PRAGMA foreign_keys = ON", "PRAGMA journal_mode", "PRAGMA user_version = 1"]
        {
            assert_eq!(outside_of_transactions(sql, "sqlite"), None, "{sql}");
        }
    }

    #[test]
    fn pragmas_that_outlive_a_rollback_are_known() {
        for sql in ["PRAGMA journal_mode = WAL", "pragma main.journal_mode(wal)", "PRAGMA wal_checkpoint(TRUNCATE)"] {
            assert!(outside_of_transactions(sql, "sqlite").is_some(), "{sql}");
        }
    }
}
