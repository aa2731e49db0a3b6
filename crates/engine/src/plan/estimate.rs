//! How long the work on a table takes: a model with three speeds, for PostgreSQL.
//!
//! It knows rows and bytes and nothing of disks, memory and load, so it is right within a factor of a few. The speeds were
//! set by a table of 2 million rows of 52 bytes on PostgreSQL 15, two busy cores: SET NOT NULL took 0.3 s (0.25 by the
//! model), a CHECK 0.35 s (0.25), an index of an integer 1.8 s (1.6) and of a text 3.8 s (1.6), a changed type with three
//! indexes 12 s (4.7); and by 5 million rows, where an index took 1.7 to 4.0 s (4.0), and one in whose order the rows lay
//! 0.9 to 2.4 s (1.9). Waiting for a lock is not in it: that depends on who holds it.

use dialect::split::{first_keyword, words};
use lint::Effect;

use super::TableSize;

/// Bytes of a table that are read and looked at in a second: between an SSD (400 MB) and rows in memory (1.7 GB).
const SCANNED_BYTES: f64 = 800e6;

/// Rows that are looked at in a second, whatever their width.
const SCANNED_ROWS: f64 = 8e6;

/// Bytes that are written anew in a second, the log included.
const REWRITTEN_BYTES: f64 = 100e6;

/// Rows that are written anew in a second, whatever their width.
const REWRITTEN_ROWS: f64 = 0.8e6;

/// Rows that are changed by statements in a second, each with its entries in some indexes and in the log.
const CHANGED_ROWS: f64 = 0.1e6;

/// Rows that are sorted into a btree index in a second.
const INDEXED_ROWS: f64 = 1.5e6;

/// The same where the rows lie in the order of the index.
const INDEXED_ROWS_IN_ORDER: f64 = 4e6;

/// Rows that are put into an index one by one in a second, each looked for in it (an exclusion constraint with gist).
const EXCLUDED_ROWS: f64 = 0.04e6;

/// Rows that are looked up in another table in a second (a foreign key that is added or validated).
const LOOKED_UP_ROWS: f64 = 1e6;

/// How long any statement takes: the catalogue, and the way to the server.
const LEAST: f64 = 0.001;

/// Estimates the seconds that an effect takes on a table; `None`: its work depends on the size, and nobody knows that.
pub(super) fn seconds(effect: &Effect, size: Option<&TableSize>) -> Option<f64> {
    if !effect.works_by_size() || effect.rows == Some(0) {
        return Some(LEAST);
    }
    let rows = size.and_then(|size| size.rows).or(effect.rows)? as f64;
    let heap = size.map_or(0.0, |size| size.heap_bytes as f64);
    let index = size.map_or(0.0, |size| size.index_bytes as f64);
    let slower = |rows: f64, bytes: f64| rows.max(bytes);
    if effect.rewrites && !effect.scans {
        // TRUNCATE: an empty file takes the place of the table's.
        return Some(LEAST);
    }
    let scan = slower(rows / SCANNED_ROWS, heap / SCANNED_BYTES);
    if effect.rewrites {
        // Every index is built anew behind the table.
        let indexes = (index / heap.max(1.0)).min(10.0) * rows / INDEXED_ROWS;
        return Some(LEAST + slower(rows / REWRITTEN_ROWS, heap / REWRITTEN_BYTES) + indexes);
    }
    let is_in_order = |column: &String| size.is_some_and(|size| size.in_order_of.contains(column));
    let build = match (effect.builds_index, effect.fills_index_by_row) {
        (_, true) => rows / EXCLUDED_ROWS,
        (true, false) if effect.indexed_by.as_ref().is_some_and(is_in_order) => rows / INDEXED_ROWS_IN_ORDER,
        (true, false) => rows / INDEXED_ROWS,
        (false, false) => 0.0,
    };
    let looked_up = if effect.looks_up_rows { rows / LOOKED_UP_ROWS } else { 0.0 };
    Some(LEAST + scan + build + looked_up)
}

/// What the time of a statement depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Work {
    /// On its effects, which a forecast knows.
    Definition,
    /// On the rows that its conditions meet: at worst every row of every table that it names.
    Rows,
    /// On code that nobody has read.
    Code,
}

impl Work {
    pub(super) fn of(sql: &str) -> Self {
        match first_keyword(sql).as_str() {
            "UPDATE" | "DELETE" | "MERGE" | "WITH" => Self::Rows,
            "INSERT" | "REPLACE" if words(sql).any(|word| word.eq_ignore_ascii_case("select")) => Self::Rows,
            // The query of a view is not read.
            "DO" | "CALL" | "REFRESH" => Self::Code,
            _ => Self::Definition,
        }
    }
}

/// Estimates the seconds that it takes at worst to change every row of a table; `None`: nobody knows how many there are.
pub(super) fn seconds_of_all_rows(effect: &Effect, size: Option<&TableSize>) -> Option<f64> {
    let rows = size.and_then(|size| size.rows).or(effect.rows)? as f64;
    let heap = size.map_or(0.0, |size| size.heap_bytes as f64);
    Some(LEAST + (rows / CHANGED_ROWS).max(heap / REWRITTEN_BYTES))
}

/// Returns a span of time as people say it: `3 ms`, `1.2 s`, `4 min`.
pub fn shown_seconds(seconds: f64) -> String {
    match seconds {
        _ if seconds < 0.0095 => format!("{:.0} ms", (seconds * 1e3).max(1.0)),
        _ if seconds < 0.95 => format!("{:.0} ms", seconds * 1e3),
        _ if seconds < 10.0 => format!("{seconds:.1} s"),
        _ if seconds < 120.0 => format!("{seconds:.0} s"),
        _ if seconds < 7200.0 => format!("{:.0} min", seconds / 60.0),
        _ => format!("{:.0} h", seconds / 3600.0),
    }
}

/// Returns a number of bytes as people say it, by thousands: `512 B`, `8.2 kB`, `812 MB`.
pub fn shown_bytes(bytes: u64) -> String {
    let (mut value, mut unit) = (bytes as f64, "B");
    for next in ["kB", "MB", "GB", "TB"] {
        if value < 1000.0 {
            break;
        }
        (value, unit) = (value / 1000.0, next);
    }
    if unit == "B" || value >= 100.0 { format!("{value:.0} {unit}") } else { format!("{value:.1} {unit}") }
}

/// Returns a count with its thousands apart: `5,000,000`.
pub fn shown_count(count: u64) -> String {
    let digits = count.to_string();
    let mut shown = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use lint::{Recorded, Server, Situation, Size, effects};
    use schema::TableName;

    use super::*;

    fn seconds_of(sql: &str, rows: u64, heap_bytes: u64) -> f64 {
        let table = TableName { namespace: None, name: "t".into() };
        let size = TableSize {
            table: table.clone(),
            rows: Some(rows),
            heap_bytes,
            index_bytes: heap_bytes / 4,
            in_order_of: vec!["id".into()],
        };
        let situation =
            Situation::unknown(Server::NEWEST_POSTGRESQL).with_sizes([(table, Size { rows, bytes: heap_bytes })]);
        let effects = effects(&Recorded::sql(sql), &situation);
        seconds(&effects[0], Some(&size)).unwrap()
    }

    #[test]
    fn what_only_changes_the_catalogue_takes_no_longer_on_a_large_table() {
        let adds = "ALTER TABLE t ADD COLUMN a int";
        assert_eq!(seconds_of(adds, 5_000_000, 1 << 30), seconds_of(adds, 5, 8192));
    }

    #[test]
    fn a_rewrite_takes_longer_than_an_index_and_that_longer_than_a_scan() {
        let of = |sql| seconds_of(sql, 5_000_000, 400_000_000);
        let scan = of("ALTER TABLE t ALTER a SET NOT NULL");
        let index = of("CREATE INDEX i ON t (a)");
        let rewrite = of("ALTER TABLE t ADD COLUMN b int DEFAULT random()");
        assert!(0.3 < scan && scan < index && index < rewrite, "{scan} {index} {rewrite}");
        let foreign_key = of("ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES u (a)");
        assert!(scan < foreign_key, "{scan} {foreign_key}");
        assert_eq!(of("TRUNCATE t"), LEAST);
        let exclusion = of("ALTER TABLE t ADD CONSTRAINT x EXCLUDE USING gist (a WITH =)");
        assert!(exclusion > rewrite, "{exclusion} {rewrite}");
    }

    #[test]
    fn an_index_is_built_faster_where_the_rows_lie_in_its_order() {
        let of = |sql| seconds_of(sql, 5_000_000, 400_000_000);
        let (sorted, unsorted) = (of("CREATE INDEX i ON t (id)"), of("CREATE INDEX i ON t (a)"));
        assert!(sorted * 2.0 < unsorted, "{sorted} {unsorted}");
        for sql in [
            "CREATE UNIQUE INDEX CONCURRENTLY i ON t USING btree (id DESC, a)",
            "ALTER TABLE t ADD PRIMARY KEY (id)",
            "ALTER TABLE t ADD UNIQUE (id, a)",
        ] {
            assert_eq!(of(sql), sorted, "{sql}");
        }
        for sql in [
            "CREATE INDEX i ON t (a, id)",
            "CREATE INDEX i ON t (lower(id), id)",
            "CREATE INDEX i ON t USING gin (id)",
            "ALTER TABLE t ADD UNIQUE (id), ADD UNIQUE (a)",
        ] {
            assert_eq!(of(sql), unsorted, "{sql}");
        }
    }

    #[test]
    fn what_depends_on_rows_or_code_is_known_by_its_first_word() {
        for sql in ["UPDATE t SET a = 1", "insert into t select * from u", "WITH x AS (DELETE FROM t) SELECT 1"] {
            assert_eq!(Work::of(sql), Work::Rows, "{sql}");
        }
        for sql in ["INSERT INTO t VALUES ('select')", "ALTER TABLE t ADD COLUMN a int", "SELECT 1"] {
            assert_eq!(Work::of(sql), Work::Definition, "{sql}");
        }
        for sql in ["DO $$ BEGIN PERFORM 1; END $$", "REFRESH MATERIALIZED VIEW v"] {
            assert_eq!(Work::of(sql), Work::Code, "{sql}");
        }
    }

    #[test]
    fn numbers_are_shown_with_units() {
        assert_eq!([shown_seconds(0.0), shown_seconds(0.25), shown_seconds(42.0)], ["1 ms", "250 ms", "42 s"]);
        assert_eq!([shown_bytes(512), shown_bytes(8192), shown_bytes(812_000_000)], ["512 B", "8.2 kB", "812 MB"]);
        assert_eq!([shown_count(7), shown_count(1000), shown_count(5_000_000)], ["7", "1,000", "5,000,000"]);
    }
}
