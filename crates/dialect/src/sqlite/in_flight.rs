//! What can be known of a statement that was running when its program died.

use crate::in_flight::Verdict;
use crate::split::{first_keyword, statements};

/// These stand alone, or end what they would stand in.
const ALONE: &[&str] = &["VACUUM", "PRAGMA", "ATTACH", "DETACH", "BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"];

/// Whether a text could stand in a transaction of its own.
pub(super) fn fits_in_transaction(sql: &str) -> bool {
    // The END of a trigger's body is not told from one that ends a transaction, which nobody writes beside a trigger.
    let is_trigger = crate::split::words(sql).take(5).any(|word| word.eq_ignore_ascii_case("trigger"));
    let stands_alone = |keyword: &str| ALONE.contains(&keyword) || (keyword == "END" && !is_trigger);
    !statements(sql).iter().any(|piece| stands_alone(&first_keyword(piece)))
}

/// Everything that fits in a transaction was in one; of the rest these are as good twice as once.
pub(super) fn judge(sql: &str) -> Verdict {
    match first_keyword(sql).as_str() {
        "VACUUM" | "REINDEX" | "ANALYZE" => Verdict::NotDone,
        _ => Verdict::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_stand_alone_does() {
        for sql in ["VACUUM", "pragma user_version = 3", "INSERT INTO a VALUES (1); COMMIT", "BEGIN; END"] {
            assert!(!fits_in_transaction(sql), "{sql}");
        }
        let trigger = "CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM b; END";
        for sql in ["INSERT INTO a VALUES (1)", "CREATE TABLE a (b); DROP TABLE c", trigger] {
            assert!(fits_in_transaction(sql), "{sql}");
        }
    }
}
