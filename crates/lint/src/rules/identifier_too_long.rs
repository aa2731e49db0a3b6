//! Names that PostgreSQL cuts.

use super::{Found, Group, Rule, Subject};
use crate::{Action, Change};

pub(super) const RULE: Rule = Rule {
    name: "identifier-too-long",
    group: Group::Clarity,
    is_on: true,
    why: "PostgreSQL cuts a name after 63 bytes without an error: two names may become one, and none is found by what was written.",
    way_out: "choose a shorter name",
    bad: "ALTER TABLE users ADD COLUMN a_name_that_goes_on_and_on_until_the_server_has_had_enough_of_it int",
    good: "ALTER TABLE users ADD COLUMN a_short_name int",
    judge,
};

fn judge(subject: &Subject<'_>, found: &mut Found<'_>) {
    if !subject.is_postgresql() {
        return;
    }
    let mut names: Vec<&str> = subject.columns().iter().map(|(_, column)| column.name.as_str()).collect();
    match subject.action {
        Some(Action::CreateTable(table)) => {
            names.extend(table.name.iter().map(|name| name.name.text.as_str()));
            let of_columns = table.columns.iter().flat_map(|column| &column.constraints);
            names.extend(table.constraints.iter().chain(of_columns).filter_map(|constraint| constraint.name.as_deref()));
        }
        Some(Action::CreateIndex(index)) => names.extend(index.name.as_deref()),
        Some(Action::CreateType { name } | Action::CreateSequence { name, .. }) => names.push(&name.name.text),
        _ => {}
    }
    for (_, change) in subject.all_changes() {
        match change {
            Change::AddConstraint(constraint) => names.extend(constraint.name.as_deref()),
            Change::RenameColumn { to, .. } | Change::RenameTable { to } | Change::RenameConstraint { to, .. } => names.push(to),
            _ => {}
        }
    }
    for name in names.into_iter().filter(|name| name.len() > 63) {
        let mut kept = 63;
        while !name.is_char_boundary(kept) {
            kept -= 1;
        }
        found.here(format!("`{name}` has {} bytes: PostgreSQL makes `{}` of it", name.len(), &name[..kept]));
    }
}
