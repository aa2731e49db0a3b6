//! A new column whose default differs from row to row.

use super::{
    Found, Group, Rule, Subject,
    subject::{new_name, quoted, quoted_table},
};
use crate::{Change, Fix, FixedStatement};

pub(super) const RULE: Rule = Rule {
    name: "add-column-volatile-default",
    group: Group::Lock,
    is_on: true,
    why: "A default that may differ from row to row (gen_random_uuid(), random(), clock_timestamp(), functions of one's own) \
          has the whole table written anew while reads and writes wait. A constant, or now(), is kept in the catalogue.",
    way_out: "add the column without the default, SET DEFAULT, fill the old rows outside the transaction, then make it NOT NULL",
    bad: "ALTER TABLE users ADD COLUMN token uuid DEFAULT gen_random_uuid()",
    good: "ALTER TABLE users ADD COLUMN token uuid;\nALTER TABLE users ALTER COLUMN token SET DEFAULT gen_random_uuid()",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    if !subject.is_postgresql() {
        return;
    }
    for (table, change) in subject.changes() {
        let Change::AddColumn { column, .. } = change else { continue };
        let Some(default) = column.default.as_ref().filter(|default| default.volatile) else { continue };
        let message = format!("the default `{}` has `{table}` written anew while reads and writes wait", default.sql);
        let can_split = subject.is_alone() && column.constraints.is_empty() && column.generated.is_none();
        let fix = can_split.then(|| {
            let (alter, name) = (format!("ALTER TABLE {}", quoted_table(table)), quoted(&column.name));
            let mut after = vec![FixedStatement::autocommit(format!(
                "UPDATE {} SET {name} = {} WHERE {name} IS NULL",
                quoted_table(table),
                default.sql
            ))];
            if column.not_null {
                let check = quoted(&new_name(&[&table.name.text, &column.name, "not_null"]));
                after.extend([
                    FixedStatement::in_transaction(format!(
                        "{alter} ADD CONSTRAINT {check} CHECK ({name} IS NOT NULL) NOT VALID"
                    )),
                    FixedStatement::autocommit(format!("{alter} VALIDATE CONSTRAINT {check}")),
                    FixedStatement::in_transaction(format!("{alter} ALTER COLUMN {name} SET NOT NULL")),
                    FixedStatement::in_transaction(format!("{alter} DROP CONSTRAINT {check}")),
                ]);
            }
            Fix {
                before: vec![FixedStatement::in_transaction(format!("{alter} ADD COLUMN {name} {}", column.column_text))],
                main: Some(FixedStatement::in_transaction(format!(
                    "{alter} ALTER COLUMN {name} SET DEFAULT {}",
                    default.sql
                ))),
                keyword: None,
                after,
            }
        });
        found.fixable(table, message, fix);
    }
}
