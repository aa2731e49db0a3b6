//! What each example needs before it, and which ones no table can tell anything of.

/// The databases that examples run on: each has one large table or some.
pub const WORLDS: &[World] = &[
    World { name: "users", scripts: &[include_str!("users.sql")] },
    World { name: "posts", scripts: &[include_str!("users.sql"), include_str!("posts.sql")] },
    World { name: "others", scripts: &[include_str!("others.sql")] },
    World { name: "bookings", scripts: &[include_str!("bookings.sql")] },
];

/// A database, and the SQL that makes it.
pub struct World {
    pub name: &'static str,
    pub scripts: &'static [&'static str],
}

/// How an example is run.
#[derive(Debug, PartialEq, Eq)]
pub enum Case {
    /// On that database, after these statements.
    On {
        world: &'static str,
        before: &'static str,
    },
    LeftOut(&'static str),
}

const NEW: &str = "makes a new table, which nobody uses";
const NO_TABLE: &str = "touches no table";

/// Returns what a rule finds on a table that is there, where its example makes a new one.
pub fn on_large_table(rule: &str) -> Option<&'static str> {
    Some(match rule {
        "small-primary-key" => "ALTER TABLE users ADD COLUMN number serial PRIMARY KEY",
        "char-column" => "ALTER TABLE users ADD COLUMN code char(3)",
        "json-column" => "ALTER TABLE users ADD COLUMN data json",
        "prefer-bigint" => "ALTER TABLE users ADD COLUMN number int",
        "prefer-identity" => "ALTER TABLE users ADD COLUMN number bigserial",
        "prefer-text" => "ALTER TABLE users ADD COLUMN kind varchar(50)",
        "prefer-timestamptz" => "ALTER TABLE users ADD COLUMN at timestamp",
        "unnamed-constraint" => "ALTER TABLE users ADD CHECK (age > 0)",
        _ => return None,
    })
}

/// Returns how the example of a rule is run.
pub fn of(rule: &str) -> Case {
    let (world, before) = match rule {
        "detach-not-concurrent" | "attach-partition-scan" | "wide-index" => ("others", ""),
        "exclusion-constraint" => ("bookings", ""),
        "foreign-key-without-not-valid" => ("posts", "ALTER TABLE posts DROP CONSTRAINT fk_user"),
        "drop-foreign-key" | "truncate" => ("posts", ""),
        "index-not-concurrent" | "not-repeatable" => ("users", "DROP INDEX ix_users_name"),
        "drop-primary-key" => ("users", "DROP SCHEMA sales CASCADE"),
        "primary-key-without-index" | "small-primary-key" => {
            ("users", "DROP SCHEMA sales CASCADE; ALTER TABLE users DROP CONSTRAINT users_pkey")
        }
        "drop-column" | "change-column-type" => ("users", "DROP VIEW names"),
        "drop-table" => ("users", "DROP VIEW names; DROP MATERIALIZED VIEW totals; DROP SCHEMA sales CASCADE"),
        "lock-without-timeout" | "statement-without-timeout" => ("users", "ALTER TABLE users RENAME age TO years"),
        "unused-ignore" => ("users", "ALTER TABLE users RENAME name TO full_name"),
        "write-without-where" => ("users", "ALTER TABLE users ADD COLUMN kind text"),
        "no-primary-key" | "no-schema" => return Case::LeftOut(NEW),
        "domain-constraint"
        | "rename-schema"
        | "rename-enum-value"
        | "enum-value-in-transaction"
        | "enum-value-order"
        | "drop-database"
        | "transaction-in-script" => return Case::LeftOut(NO_TABLE),
        "add-column-not-null" | "concurrently-in-transaction" | "unreadable-sql" => {
            return Case::LeftOut("the server refuses it");
        }
        "unchecked-code" => return Case::LeftOut("code is not forecast"),
        _ => ("users", ""),
    };
    Case::On { world, before }
}
