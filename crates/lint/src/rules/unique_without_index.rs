//! UNIQUE that builds its index under the strongest lock.

use super::{
    Found, Group, Rule, Subject,
    subject::{new_name, quoted, quoted_table},
};
use crate::{ConstraintKind, Fix, FixedStatement};

pub(super) const RULE: Rule = Rule {
    name: "unique-without-index",
    group: Group::Lock,
    is_on: true,
    why: "Adding a UNIQUE constraint builds its index while reads and writes of the table wait.",
    way_out: "CREATE UNIQUE INDEX CONCURRENTLY in an `autocommit_block()`, then ADD CONSTRAINT … UNIQUE USING INDEX",
    bad: "ALTER TABLE users ADD CONSTRAINT uq_email UNIQUE (email)",
    good: "-- in autocommit_block()\nCREATE UNIQUE INDEX CONCURRENTLY uq_email ON users (email)\n\
           -- next transaction\nALTER TABLE users ADD CONSTRAINT uq_email UNIQUE USING INDEX uq_email",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    if !subject.is_postgresql() {
        return;
    }
    for (table, constraint, column) in subject.added_constraints() {
        let ConstraintKind::Unique { columns, using_index: None } = &constraint.kind else { continue };
        let listed: Vec<String> = columns.iter().map(|column| quoted(column)).collect();
        let plain = subject.sql.to_ascii_uppercase();
        // Words behind the columns (INCLUDE, DEFERRABLE, NULLS NOT DISTINCT) would be lost.
        let is_plain = subject.is_alone() && column.is_none() && plain.trim_end().trim_end_matches(';').ends_with(')')
            && !["INCLUDE", "NULLS", "WITH", "TABLESPACE"].iter().any(|word| plain.contains(word));
        let fix = is_plain.then(|| {
            let first = columns.iter().map(String::as_str);
            let parts: Vec<&str> = [table.name.text.as_str()].into_iter().chain(first).chain(["key"]).collect();
            let name = constraint.name.clone().unwrap_or_else(|| new_name(&parts));
            let (table, name) = (quoted_table(table), quoted(&name));
            Fix {
                before: vec![FixedStatement::autocommit(format!(
                    "CREATE UNIQUE INDEX CONCURRENTLY {name} ON {table} ({})",
                    listed.join(", ")
                ))],
                main: Some(FixedStatement::in_transaction(format!(
                    "ALTER TABLE {table} ADD CONSTRAINT {name} UNIQUE USING INDEX {name}"
                ))),
                keyword: None,
                after: Vec::new(),
            }
        });
        found.fixable(table, format!("adding UNIQUE builds an index while reads and writes of `{table}` wait"), fix);
    }
}
