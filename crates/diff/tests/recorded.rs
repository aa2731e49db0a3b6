//! Compares what is found with what the real Alembic found (`recorded/record_diff.py` records it).

use std::collections::BTreeMap;
use std::path::Path;

use dialect::{Context as SqlContext, Delivery, Dialect, Heard, Probe};
use diff::{Context, Differences, Filter, Level, Renames, Server, diff};
use operation::Operation;
use schema::{Expression, NamingConvention, Pair, Schema};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    case: String,
    database: String,
    #[serde(default = "yes")]
    compare_type: bool,
    #[serde(default)]
    compare_server_default: bool,
    #[serde(default)]
    naming_convention: BTreeMap<String, String>,
    /// Python's sets decided the order.
    #[serde(default)]
    any_order: bool,
    before: Schema,
    after: Schema,
    server: Vec<Answer>,
    /// Level, logger, text.
    messages: Vec<(String, String, String)>,
    diffs: String,
    /// The SQL of the rendered script; absent where Alembic cannot run it.
    upgrade: Option<String>,
    downgrade: Option<String>,
    /// Why the SQL is another one on purpose.
    sql_differs: Option<String>,
}

fn yes() -> bool {
    true
}

/// What the server said of a default.
#[derive(Deserialize)]
struct Answer {
    column: String,
    before: String,
    same: bool,
}

struct Recorded<'c>(&'c [Answer]);

impl Server for Recorded<'_> {
    fn probe(&self, probes: &[Probe]) -> Vec<Option<Heard>> {
        let answer = |column: &str, before: &Expression| {
            let Expression::Text(before) = before else { return None };
            let is_asked = |answer: &&Answer| answer.column == column && answer.before == before.sql;
            self.0.iter().find(is_asked).map(|answer| answer.same)
        };
        let of_table = |probe: &Probe| {
            let columns = probe.defaults.iter().map(|(column, _)| column.text.as_str());
            let pairs = columns.zip(&probe.equalities);
            Some(Heard {
                equalities: pairs.map(|(column, pair)| answer(column, &pair.before)).collect(),
                defaults: vec![None; probe.defaults.len()],
                ..Heard::default()
            })
        };
        probes.iter().map(of_table).collect()
    }
}

struct Everything;

impl Filter for Everything {}

impl Case {
    fn check(&self) -> Vec<String> {
        let dialect = dialect::by_name(&self.database).expect("a recorded database is a dialect");
        let naming_convention = NamingConvention { patterns: self.naming_convention.clone() };
        let context = Context {
            dialect,
            naming_convention: &naming_convention,
            compares_types: self.compare_type,
            compares_server_defaults: self.compare_server_default,
            version_table: "alembic_version".into(),
            default_namespace: None,
            compares_all_indexes: false,
            filter: &Everything,
            server: &Recorded(&self.server),
        };
        let pair = Pair { before: &self.before, after: &self.after };
        let differences = without_named_types(diff(pair, &Renames::default(), &context));
        let mut wrong = Vec::new();
        self.check_messages(&differences, &mut wrong);
        self.check_tuples(&differences, &mut wrong);
        let sql_context = SqlContext {
            naming_convention: naming_convention.clone(),
            delivery: Delivery::Printed,
            ..SqlContext::default()
        };
        let upgrade = differences.changes.iter().map(|change| &change.operation);
        let downgrade = differences.changes.iter().rev().map(|change| &change.reverse);
        if !self.any_order && self.sql_differs.is_none() {
            compare("upgrade", self.upgrade.as_deref(), sql(dialect, &sql_context, upgrade), &mut wrong);
            compare("downgrade", self.downgrade.as_deref(), sql(dialect, &sql_context, downgrade), &mut wrong);
        }
        wrong
    }

    /// Which table is read first is decided by Python's sets: those lines are compared by themselves.
    fn check_messages(&self, differences: &Differences, wrong: &mut Vec<String>) {
        let written = differences.messages.iter().map(|message| {
            let level = match message.level {
                Level::Info => "info",
                Level::Warning => "warning",
            };
            format!("{level} {} {}", message.logger, without_addresses(&message.text))
        });
        let is_of_reading = |line: &String| line.contains("alembic.ddl.postgresql");
        // SQLAlchemy's own warnings while it reads are not ours to give.
        let expected = self.messages.iter().filter(|(_, _, text)| !text.starts_with("Skipped unsupported reflection"));
        let expected = expected.map(|(level, logger, text)| format!("{level} {logger} {text}"));
        let (mut read, mut compared): (Vec<_>, Vec<_>) = written.partition(is_of_reading);
        let (mut expected_read, mut expected_compared): (Vec<_>, Vec<_>) = expected.partition(is_of_reading);
        read.sort();
        expected_read.sort();
        if self.any_order {
            compared.sort();
            expected_compared.sort();
        }
        for (found, expected) in [(read, expected_read), (compared, expected_compared)] {
            if found != expected {
                wrong.push(format!("messages: expected {expected:#?}\n found {found:#?}"));
            }
        }
    }

    fn check_tuples(&self, differences: &Differences, wrong: &mut Vec<String>) {
        let shown = without_addresses(&differences.shown());
        let is_same = if self.any_order {
            let holds = |change: &diff::Change| self.diffs.contains(&without_addresses(&change.shown()));
            differences.changes.iter().all(holds) && shown.len() == self.diffs.len()
        } else {
            shown == self.diffs
        };
        if !is_same {
            wrong.push(format!("expected {}\n   found {shown}", self.diffs));
        }
    }
}

fn without_addresses(text: &str) -> String {
    let mut parts = text.split("0x");
    let mut left = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        left.push_str("0x");
        left.push_str(part.trim_start_matches(|c: char| c.is_ascii_hexdigit()));
    }
    left
}

/// Takes off what Alembic is blind to: enum types and domains that come and go (`cli/tests/autogenerate/pairs` has them).
fn without_named_types(mut differences: Differences) -> Differences {
    differences.messages.retain(|message| ![" enum '", " domain '"].iter().any(|words| message.text.contains(words)));
    let is_alembics = |change: &diff::Change| {
        !matches!(change.operation, Operation::CreateEnum(_) | Operation::DropEnum(_))
            && !change.tuples.iter().any(|tuple| tuple.starts_with("('add_domain'"))
    };
    differences.changes.retain(is_alembics);
    for change in &mut differences.changes {
        change.tuples.retain(|tuple| !tuple.starts_with("('remove_enum'"));
        for operation in [&mut change.operation, &mut change.reverse] {
            if let Operation::DropTable(drop) = operation {
                drop.types.clear();
            }
        }
    }
    differences
}

/// Takes off what Alembic leaves out: how values get to another type.
fn as_alembic(statement: &str) -> &str {
    statement.split(" USING ").next().filter(|start| start.contains(" ALTER COLUMN ")).unwrap_or(statement)
}

/// Alembic leaves the sequence of a SERIAL in its type when the column gets another one.
fn is_alembics(statement: &str) -> bool {
    !(statement.starts_with("ALTER SEQUENCE ") && statement.contains(" AS "))
}

/// Returns the statements as an offline run prints them; `None` where one is refused.
fn sql<'o>(
    dialect: &dyn Dialect,
    context: &SqlContext,
    operations: impl Iterator<Item = &'o Operation>,
) -> Option<String> {
    let mut text = String::new();
    for operation in operations {
        let statements = operation.sql(dialect, context).ok()?;
        for statement in statements.iter().filter(|statement| is_alembics(&statement.sql)) {
            text.push_str(as_alembic(&statement.sql).replace('\t', "    ").trim());
            text.push_str(";\n\n");
        }
    }
    Some(text)
}

/// Alembic's renderer sorts the constraints of a table, which is not decided here: the lines of a statement are compared
/// as a set.
fn compare(what: &str, expected: Option<&str>, written: Option<String>, wrong: &mut Vec<String>) {
    let Some(expected) = expected else { return };
    let sorted = |text: &str| -> Vec<Vec<String>> {
        let statements = text.split(";\n\n").map(|statement| {
            let mut lines: Vec<String> =
                statement.lines().map(|line| line.trim_end_matches([',', ' ']).to_owned()).collect();
            lines.sort();
            lines
        });
        statements.collect()
    };
    match written {
        Some(written) if sorted(&written) == sorted(expected) => {}
        Some(written) => wrong.push(format!("{what}: expected {expected}\n written {written}")),
        None => wrong.push(format!("{what}: expected {expected}\n refused")),
    }
}

fn check_group(group: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recorded").join(format!("{group}.json"));
    let text = std::fs::read_to_string(&path).expect("the recorded cases lie beside the test");
    let cases: Vec<Case> = serde_json::from_str(&text).expect("the recorded cases are schemas on the wire");
    assert!(!cases.is_empty());
    let mut wrong = Vec::new();
    for case in &cases {
        let differences = case.check();
        if !differences.is_empty() {
            wrong.push(format!("## {group}: {} on {}\n{}", case.case, case.database, differences.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{} of {} differ\n{}", wrong.len(), cases.len(), wrong.join("\n\n"));
}

#[test]
fn tables_are_found_as_alembic_finds_them() {
    check_group("tables");
}

#[test]
fn columns_are_found_as_alembic_finds_them() {
    check_group("columns");
}

#[test]
fn types_are_compared_as_alembic_compares_them() {
    check_group("types");
}

#[test]
fn defaults_are_compared_as_alembic_compares_them() {
    check_group("defaults");
}

#[test]
fn indexes_and_unique_constraints_are_compared_as_alembic_compares_them() {
    check_group("indexes");
}

#[test]
fn foreign_keys_are_compared_as_alembic_compares_them() {
    check_group("keys");
}
