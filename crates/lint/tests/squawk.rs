//! Our verdicts beside squawk's, statement by statement (`recorded/record_squawk.py`); every difference is explained.

use std::collections::BTreeSet;

use lint::{Recorded, Server, Setting, Settings, Situation, lint};

#[derive(serde::Deserialize)]
struct Recording {
    version: String,
    cases: Vec<Case>,
}

#[derive(serde::Deserialize)]
struct Case {
    sql: String,
    in_transaction: Vec<String>,
    outside: Vec<String>,
}

/// squawk's rule, and ours that mean the same.
const ALIKE: &[(&str, &[&str])] = &[
    ("adding-field-with-default", &["add-column-volatile-default", "add-column-stored-generated"]),
    ("adding-foreign-key-constraint", &["foreign-key-without-not-valid"]),
    ("adding-not-nullable-field", &["not-null-scan"]),
    ("adding-required-field", &["add-column-not-null"]),
    ("adding-serial-primary-key-field", &["primary-key-without-index"]),
    ("ban-alter-domain-with-add-constraint", &["domain-constraint"]),
    ("ban-char-field", &["char-column"]),
    ("ban-concurrent-index-creation-in-transaction", &["concurrently-in-transaction"]),
    ("ban-create-domain-with-constraint", &["domain-constraint"]),
    ("ban-drop-column", &["drop-column"]),
    ("ban-drop-database", &["drop-database"]),
    ("ban-drop-not-null", &["drop-not-null"]),
    ("ban-drop-schema", &["drop-schema"]),
    ("ban-drop-table", &["drop-table"]),
    ("ban-set-schema", &["rename-table"]),
    ("ban-truncate-cascade", &["truncate"]),
    ("ban-uncommitted-transaction", &["transaction-in-script"]),
    ("changing-column-type", &["change-column-type"]),
    (
        "constraint-missing-not-valid",
        &["check-without-not-valid", "foreign-key-without-not-valid", "validate-in-same-transaction"],
    ),
    ("disallowed-unique-constraint", &["unique-without-index"]),
    ("identifier-too-long", &["identifier-too-long"]),
    ("prefer-big-int", &["prefer-bigint"]),
    ("prefer-bigint-over-int", &["prefer-bigint"]),
    ("prefer-bigint-over-smallint", &["prefer-bigint"]),
    ("prefer-identity", &["prefer-identity"]),
    ("prefer-robust-stmts", &["not-repeatable"]),
    ("prefer-text-field", &["prefer-text"]),
    ("prefer-timestamp-tz", &["prefer-timestamptz"]),
    ("renaming-column", &["rename-column"]),
    ("renaming-object", &["rename-schema", "rename-enum-value"]),
    ("renaming-table", &["rename-table"]),
    ("require-concurrent-index-creation", &["index-not-concurrent"]),
    ("require-concurrent-index-deletion", &["drop-index-not-concurrent"]),
    ("require-concurrent-partition-detach", &["detach-not-concurrent"]),
    ("require-concurrent-reindex", &["reindex-not-concurrent"]),
    ("require-enum-value-ordering", &["enum-value-order"]),
    ("require-lock-timeout", &["lock-without-timeout"]),
    ("require-statement-timeout", &["statement-without-timeout"]),
    ("transaction-nesting", &["transaction-in-script"]),
];

/// Who finds something that the other does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Only {
    Squawk,
    Ours,
}

/// Who, by which rule, in which statements (a part of their text), and why that is right.
const EXPLAINED: &[(Only, &str, &str, &str)] = &[
    // What is not asked of a statement that Limbeck runs.
    (
        Only::Squawk,
        "prefer-robust-stmts",
        "ALTER TABLE",
        "no IF NOT EXISTS can be written there; the journal knows what is done",
    ),
    (Only::Squawk, "prefer-robust-stmts", "CONCURRENTLY", "in a transaction it fails before it could be repeated"),
    (Only::Ours, "not-repeatable", "", "what can be written with IF [NOT] EXISTS is, also where squawk does not look"),
    (Only::Squawk, "require-lock-timeout", "", "our forecast is a lock that nobody waits for behind it"),
    (Only::Squawk, "require-statement-timeout", "", "our forecast is a lock that nobody waits for behind it"),
    (Only::Ours, "lock-without-timeout", "PARTITION OF", "the parent is locked altogether"),
    (Only::Ours, "statement-without-timeout", "PARTITION OF", "the parent is locked altogether"),
    // What a single statement knows of its transaction.
    (
        Only::Ours,
        "concurrently-in-transaction",
        "",
        "squawk lets a file of one statement pass; a migration has a transaction around it",
    ),
    (Only::Ours, "transaction-in-script", "BEGIN", "also a whole BEGIN … COMMIT has no place in a migration"),
    (
        Only::Ours,
        "validate-in-same-transaction",
        "VALIDATE",
        "the text alone is one thing for us, also outside of a transaction",
    ),
    (
        Only::Squawk,
        "require-concurrent-index-creation",
        "CREATE TABLE t",
        "the plan has made the table, in whatever transaction",
    ),
    (
        Only::Squawk,
        "require-concurrent-index-creation",
        "ON ONLY",
        "PostgreSQL refuses CONCURRENTLY there, and builds nothing",
    ),
    (
        Only::Squawk,
        "constraint-missing-not-valid",
        "CREATE TABLE t",
        "the plan has made the table, in whatever transaction",
    ),
    (
        Only::Squawk,
        "adding-foreign-key-constraint",
        "CREATE TABLE t",
        "the plan has made the table, in whatever transaction",
    ),
    (
        Only::Squawk,
        "disallowed-unique-constraint",
        "CREATE TABLE t",
        "the plan has made the table, in whatever transaction",
    ),
    (Only::Squawk, "adding-required-field", "CREATE TABLE t", "the plan has made the table, which has no rows"),
    (Only::Squawk, "changing-column-type", "CREATE TABLE t", "the plan has made the table, which has no rows"),
    (Only::Squawk, "ban-drop-column", "CREATE TABLE t", "the plan has made the table, which has no rows"),
    (Only::Squawk, "ban-drop-table", "CREATE TABLE t", "the plan has made the table, which has no rows"),
    // What the server really does: see forecast.rs.
    (
        Only::Squawk,
        "adding-foreign-key-constraint",
        "ADD COLUMN a bigint",
        "a column that is NULL everywhere refers to nothing: no row is looked up",
    ),
    (
        Only::Squawk,
        "adding-field-with-default",
        "DEFAULT (1 + 2)",
        "an expression of constants is one value: no rewrite",
    ),
    (Only::Squawk, "adding-field-with-default", "current_date", "stable: one value for the transaction, no rewrite"),
    (Only::Squawk, "adding-field-with-default", "current_setting", "stable: one value for the transaction, no rewrite"),
    (Only::Squawk, "adding-field-with-default", "lower('X')", "immutable: one value, no rewrite"),
    (Only::Squawk, "adding-field-with-default", "IDENTITY", "found by a rule of its own, `add-column-serial`"),
    (
        Only::Squawk,
        "constraint-missing-not-valid",
        "UNIQUE",
        "there is no UNIQUE NOT VALID: `unique-without-index` says what to do",
    ),
    (
        Only::Squawk,
        "constraint-missing-not-valid",
        "PRIMARY KEY",
        "there is no PRIMARY KEY NOT VALID: `primary-key-without-index`",
    ),
    (Only::Squawk, "constraint-missing-not-valid", "EXCLUDE", "there is no EXCLUDE NOT VALID: `exclusion-constraint`"),
    (
        Only::Ours,
        "check-without-not-valid",
        "ADD COLUMN a bigint CHECK",
        "every row is tested, as for a CHECK of the table",
    ),
    (Only::Ours, "add-column-not-null", "PRIMARY KEY", "a new key without a value fails at the first row"),
    (Only::Ours, "truncate", "TRUNCATE users", "the rows are gone without CASCADE, too"),
    // What PostgreSQL says itself, or what loses nothing.
    (
        Only::Squawk,
        "ban-duplicate-column-assignments",
        "",
        "PostgreSQL refuses the statement: it cannot reach production",
    ),
    (
        Only::Squawk,
        "ban-drop-constraint",
        "",
        "only foreign and primary keys protect what a program relies on; which kind a constraint is must be known",
    ),
    (Only::Squawk, "ban-drop-default", "", "INSERTs that name the column go on"),
    (Only::Squawk, "ban-alter-identity", "", "INSERTs go on, and no row is written"),
    (Only::Squawk, "ban-drop-view", "", "no data is lost, and views are dropped and made anew as a matter of course"),
    (Only::Squawk, "ban-drop-sequence", "", "PostgreSQL refuses while a column uses it"),
    (Only::Squawk, "ban-drop-type", "", "PostgreSQL refuses while a column uses it"),
    (
        Only::Squawk,
        "ban-drop-function",
        "",
        "no data is lost, and functions are dropped and made anew as a matter of course",
    ),
    (Only::Squawk, "renaming-object", "ALTER INDEX", "no program names an index"),
    (Only::Squawk, "renaming-object", "CONSTRAINT", "no program names a constraint, except in ON CONFLICT"),
    (Only::Squawk, "renaming-object", "RENAME TO feeling", "the type of columns that exist goes on by its number"),
];

#[test]
fn verdicts_are_those_of_squawk_or_explained() {
    let recording: Recording = serde_json::from_str(include_str!("recorded/squawk.json")).unwrap();
    assert!(recording.version.starts_with("squawk 2."), "{}", recording.version);
    assert!(recording.cases.len() >= 200);
    let mut unexplained = Vec::new();
    let mut used = BTreeSet::new();
    let mut agreed = 0;
    for case in &recording.cases {
        for (in_transaction, theirs) in [(true, &case.in_transaction), (false, &case.outside)] {
            let ours = verdict(&case.sql, in_transaction);
            let differences = differences(theirs, &ours);
            agreed += usize::from(differences.is_empty());
            for (only, rule) in differences {
                let explained = EXPLAINED
                    .iter()
                    .position(|(who, what, part, _)| *who == only && *what == rule && case.sql.contains(part));
                match explained {
                    Some(index) => drop(used.insert(index)),
                    None => unexplained.push(format!("{only:?} {rule} ({in_transaction}): {}", case.sql)),
                }
            }
        }
    }
    assert!(unexplained.is_empty(), "{} unexplained:\n{}", unexplained.len(), unexplained.join("\n"));
    let unused: Vec<_> = (0..EXPLAINED.len()).filter(|index| !used.contains(index)).map(|i| EXPLAINED[i]).collect();
    assert!(unused.is_empty(), "explained and not found: {unused:?}");
    // Of 484 verdicts 267 are the same rule for rule; the others differ in what is explained, mostly in timeouts.
    assert!(agreed >= 267, "{agreed}");
}

/// What of either side has nothing beside it.
fn differences<'a>(theirs: &'a [String], ours: &BTreeSet<&'static str>) -> Vec<(Only, &'a str)> {
    let mut found = Vec::new();
    for rule in theirs {
        let alike = ALIKE.iter().find(|(name, _)| name == rule);
        if alike.is_none_or(|(_, alike)| !alike.iter().any(|rule| ours.contains(rule))) {
            found.push((Only::Squawk, rule.as_str()));
        }
    }
    for rule in ours {
        let beside: Vec<_> = ALIKE.iter().filter(|(_, alike)| alike.contains(rule)).collect();
        if !beside.is_empty() && !beside.iter().any(|(name, _)| theirs.iter().any(|rule| rule == name)) {
            found.push((Only::Ours, rule));
        }
    }
    found
}

/// Our rules that find something, all of them on.
fn verdict(sql: &str, in_transaction: bool) -> BTreeSet<&'static str> {
    let rules = lint::RULES.iter().map(|rule| (rule.name.to_owned(), Setting::Warning)).collect();
    let settings = Settings { rules, ..Settings::default() };
    let recorded = Recorded { in_transaction, ..Recorded::sql(sql) };
    let mut situation = Situation::unknown(Server::Postgresql { major: 15 });
    lint(&[recorded], &mut situation, &settings).into_iter().map(|finding| finding.rule).collect()
}
