//! The examples of rules as plans: SQL with lines that say where a transaction ends.

use crate::{Recorded, Situation};

/// A line before what was there before the plan.
const ALREADY_THERE: &str = "-- already there";
/// A line before what runs outside of a transaction.
const AUTOCOMMIT: &str = "-- in autocommit_block()";
/// A line before what runs in the next transaction.
const NEXT: &str = "-- next transaction";

/// Reads an example: what was there goes into the situation, the rest is the plan.
pub fn plan(example: &str, mut situation: Situation) -> (Vec<Recorded>, Situation) {
    let mut plan = Vec::new();
    let mut part = String::new();
    let (mut mark, mut transaction) = (NEXT, 0);
    for line in example.lines().chain([NEXT]) {
        let Some(next) = [ALREADY_THERE, AUTOCOMMIT, NEXT].into_iter().find(|mark| *mark == line) else {
            part.push_str(line);
            part.push('\n');
            continue;
        };
        let sql = std::mem::take(&mut part);
        if !sql.trim().is_empty() {
            transaction += 1;
            let recorded = Recorded { in_transaction: mark == NEXT, transaction, ..Recorded::sql(sql) };
            if mark == ALREADY_THERE {
                situation.learn(&recorded);
                situation.picture.grow_old();
            } else {
                plan.push(recorded);
            }
        }
        mark = next;
    }
    (plan, situation)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Finding, FixedStatement, Level, RULES, Rule, Server, Setting, Settings, lint};

    fn findings(rule: &Rule, example: &str) -> Vec<Finding> {
        let mut settings = Settings::default();
        settings.rules.insert(rule.name.to_owned(), Setting::Error);
        let (plan, mut situation) = plan(example, Situation::unknown(Server::NEWEST_POSTGRESQL));
        let mut findings = lint(&plan, &mut situation, &settings);
        findings.retain(|finding| finding.rule == rule.name);
        findings
    }

    /// Rules whose examples are SQLite's, or that only look at batches.
    fn has_example(rule: &&Rule) -> bool {
        !rule.bad.is_empty()
    }

    #[test]
    fn every_rule_finds_its_bad_example_and_passes_its_good_one() {
        for rule in RULES.iter().filter(has_example) {
            assert_eq!(findings(rule, rule.bad).len(), 1, "{}: {:?}", rule.name, findings(rule, rule.bad));
            assert_eq!(findings(rule, rule.good), [], "{}", rule.name);
            assert!(findings(rule, rule.bad)[0].level == Level::Error, "{}", rule.name);
        }
    }

    #[test]
    fn every_rule_is_silenced_by_a_comment() {
        let unused = crate::rule_named("unused-ignore").unwrap();
        for rule in RULES.iter().filter(has_example).filter(|rule| rule.name != unused.name) {
            // The comment goes directly above the statement that is found.
            let statement = findings(rule, rule.bad)[0].sql.clone().unwrap();
            let comment = format!("-- limbeck: ignore {}\n{statement}", rule.name);
            if rule.name == "unreadable-sql" {
                continue;
            }
            let ignored = rule.bad.replacen(&statement, &comment, 1);
            assert_eq!(findings(rule, &ignored), [], "{}", rule.name);
        }
    }

    #[test]
    fn what_is_mended_is_found_no_more() {
        let mut mended = 0;
        for rule in RULES.iter().filter(has_example) {
            let finding = findings(rule, rule.bad).remove(0);
            let Some(fix) = &finding.fix else { continue };
            let lines = |statement: &FixedStatement| {
                let mark = if statement.autocommit { AUTOCOMMIT } else { NEXT };
                format!("\n{mark}\n{}\n", statement.sql)
            };
            let statements: String = fix.statements().map(lines).collect();
            let after = rule.bad.replacen(finding.sql.as_deref().unwrap(), &statements, 1).replace("\n;", "");
            assert_eq!(findings(rule, &after), [], "{}:\n{after}", rule.name);
            assert_eq!(findings(crate::rule_named("unreadable-sql").unwrap(), &after), [], "{}:\n{after}", rule.name);
            mended += 1;
        }
        assert!(mended >= 12, "{mended}");
    }

    #[test]
    fn a_batch_that_copies_its_table_on_sqlite_is_found_where_it_is_wished() {
        let batch = serde_json::json!({"op": "batch", "table": {"name": "users"}, "operations": [
            {"op": "alter_column", "table": {"name": "users"}, "column": "name", "nullable": false},
            {"op": "drop_column", "table": {"name": "users"}, "column": "age"},
        ]});
        let operation = serde_json::from_value(batch).unwrap();
        let batch = Recorded::operation(operation, &dialect::sqlite::Sqlite, &dialect::Context::default()).unwrap();
        assert!(batch.sql.is_empty());
        let rules = [("copies-table".to_owned(), Setting::Warning)].into();
        let settings = Settings { rules, ..Settings::default() };
        let findings = lint(&[batch], &mut Situation::unknown(Server::Sqlite), &settings);
        let found: Vec<&str> = findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(found, ["copies-table", "drop-column"]);
    }

    #[test]
    fn names_are_unique_and_kebab_case() {
        let mut names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RULES.len());
        assert!(names.iter().all(|name| name.chars().all(|char| char.is_ascii_lowercase() || char == '-')));
    }
}
