//! What is compared, and in which order.

mod added_tables;
mod autoincrement;
mod checks;
mod column_comment;
mod column_type;
mod column_users;
mod columns;
mod computed;
mod computed_users;
mod conversion;
mod counting;
mod domains;
mod dropped_domains;
mod enum_dependents;
mod enum_types;
mod enum_values;
mod excludes;
mod foreign_keys;
mod held_places;
mod identity;
mod indexes;
mod nullable;
mod primary_key;
mod removed_tables;
mod repeated_uniques;
mod retyped_users;
pub(crate) mod sequences;
mod serial_type;
pub(crate) mod server_default;
mod table_comment;
mod type_checks;

use schema::Pair;

use crate::comparison::Comparison;
use crate::described::Described;
use crate::draft::{Columns, Draft};
use crate::found::Found;
use crate::tables::Tables;
use crate::{Compared, Kind, Plugin, Subject};

pub(crate) use added_tables::added_tables;
pub(crate) use column_type::{Kinship, kinship};
pub(crate) use counting::execute;
pub(crate) use domains::domains;
pub(crate) use dropped_domains::dropped_domains;
pub(crate) use enum_types::enum_types;
pub(crate) use enum_values::enum_values;
pub(crate) use foreign_keys::{create_key, drop_key};
pub(crate) use removed_tables::removed_tables;
pub(crate) use server_default::text as default_text;

type OfTable = fn(&Comparison<'_>, Pair<&Described>, &mut Found);
type OfColumn = fn(&Comparison<'_>, Columns<'_>, &mut Draft, &mut Found);

/// What is compared of a table that both sides have, after its columns.
const OF_TABLES: &[(Plugin, OfTable)] = &[
    (Plugin::Constraints, primary_key::added),
    (Plugin::Constraints, indexes::compare),
    (Plugin::Constraints, foreign_keys::compare),
    (Plugin::Constraints, checks::added),
    (Plugin::Constraints, type_checks::compare),
    (Plugin::Constraints, excludes::compare),
    (Plugin::Comments, table_comment::compare),
];

/// What is compared of a column that both sides have. The user's own comparisons come first, the dialect's last.
const OF_COLUMNS: &[(Plugin, OfColumn)] = &[
    (Plugin::Types, column_type::compare_by_user),
    (Plugin::Defaults, server_default::compare_by_user),
    (Plugin::Constraints, nullable::compare),
    (Plugin::Defaults, computed::compare),
    (Plugin::Defaults, identity::compare),
    (Plugin::Defaults, autoincrement::compare),
    (Plugin::Comments, column_comment::compare),
    (Plugin::Types, column_type::compare),
    (Plugin::Defaults, server_default::compare),
];

/// Compares the tables that both sides have.
pub(crate) fn existing_tables(comparison: &Comparison<'_>, tables: &Tables, found: &mut Found) {
    found.all(&tables.read);
    for tables in &tables.existing {
        let pair = Pair { before: &tables.before, after: &tables.after };
        let name = pair.after.name();
        let subject = Subject {
            kind: Kind::Table,
            name: Some(&name.name),
            table: Some(name),
            of: Compared::Models,
            has_other: true,
        };
        if !comparison.context.filter.includes(&subject) {
            continue;
        }
        let start = found.changes().len();
        if comparison.context.filter.has(Plugin::Constraints) {
            checks::removed(comparison, pair, found);
            primary_key::removed(comparison, pair, found);
        }
        columns::added_and_changed(comparison, pair, found);
        for (_, compare) in OF_TABLES.iter().filter(|(plugin, _)| comparison.context.filter.has(*plugin)) {
            compare(comparison, pair, found);
        }
        columns::removed(comparison, pair, found);
        retyped_users::give_way(comparison, pair, start, found);
        computed_users::give_way(comparison, pair, start, found);
    }
}
