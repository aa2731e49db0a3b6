//! Who keeps a statement waiting: sessions with a lock on the tables that it names.

use schema::Value;

use crate::postgresql::Postgresql;
use crate::quote::text_literal;
use crate::shown_statement::shown_statement;
use crate::split::{first_keyword, words};
use crate::time_limits::Blocker;
use crate::{Connection, DatabaseError, Statement};

/// Asks on a connection that is in no failed transaction.
///
/// A session that failed a moment ago and has not rolled back yet is the one that asks: it holds up nobody.
pub(super) fn blockers(connection: &mut dyn Connection, sql: &str) -> Result<Vec<Blocker>, DatabaseError> {
    let names: Vec<String> = names(sql).iter().map(|name| text_literal(&Postgresql, name)).collect();
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let harmless: Vec<String> = harmless(sql).iter().map(|mode| text_literal(&Postgresql, mode)).collect();
    let query = include_str!("blockers.sql").replace("$1", &names.join(", ")).replace("$2", &harmless.join(", "));
    // Two statements go without preparation, and in one round trip.
    let found = connection.execute(&Statement::plain(format!("SELECT 1; {query}")))?;
    Ok(found.rows.iter().filter_map(|row| blocker(row)).collect())
}

/// Every word that may name a table or an index: more than one too many does no harm.
fn names(sql: &str) -> Vec<String> {
    let bare = words(sql).map(str::to_lowercase);
    let quoted = sql.split('"').skip(1).step_by(2).map(str::to_owned);
    let mut names: Vec<String> = bare.chain(quoted).collect();
    names.sort();
    names.dedup();
    names
}

/// The locks beside which a statement need not wait.
fn harmless(sql: &str) -> &'static [&'static str] {
    match first_keyword(sql).as_str() {
        // They wait for rows that somebody else has changed.
        "INSERT" | "UPDATE" | "DELETE" | "MERGE" | "SELECT" | "WITH" => {
            &["AccessShareLock", "ShareUpdateExclusiveLock"]
        }
        "CREATE" => &["AccessShareLock", "RowShareLock"],
        _ => &["none of them"],
    }
}

fn blocker(row: &[Value]) -> Option<Blocker> {
    let text = |index: usize| match row.get(index)? {
        Value::Text(text) if !text.is_empty() => Some(text.clone()),
        _ => None,
    };
    Some(Blocker {
        session: text(0)?.parse().ok()?,
        application: text(1),
        user: text(2),
        state: text(3),
        seconds: text(4).and_then(|seconds| seconds.parse().ok()),
        statement: text(5).map(|sql| shown_statement(&sql)).filter(|sql| !sql.is_empty()),
        lock: text(6)?,
        relation: text(7)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_and_quoted_words_are_names() {
        assert_eq!(names("ALTER TABLE Users ADD \"Na\" TEXT"), ["Na", "add", "alter", "table", "text", "users"]);
    }
}
