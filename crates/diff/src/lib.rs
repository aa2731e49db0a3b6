//! Compares two schemas, what a database holds and what models declare, with Alembic's decisions.
//!
//! Both schemas are given: this room opens no connection and reads no file. What only the server can compare (how it
//! spells a default) is brought into one spelling before, or asked through [`Server`].

mod answers;
mod awaited_keys;
mod change;
mod chosen_names;
mod compare;
mod comparison;
mod context;
mod declared;
mod dependent_keys;
mod described;
mod doubts;
mod draft;
mod enum_difference;
mod enum_types;
mod found;
mod index_columns;
mod inherited;
mod later_keys;
mod names;
mod order;
mod reflected;
mod rename;
mod retyped_keys;
mod rules;
mod sequence_of_changes;
mod server_spelling;
mod shown;
mod sql_literals;
mod tables;
mod words;

use schema::{Pair, Schema};

pub use change::{Change, Differences, Level, Message};
pub use context::{Compared, Context, Filter, Kind, Plugin, Server, Subject, WithoutServer};
pub use rename::{Answer, Asks, Candidate, Misfit, Named, Nobody, Rename, RenamedName, Renames, find_renames};

use comparison::Comparison;
use enum_types::EnumTypes;
use found::Found;
use tables::Tables;

/// Returns what takes the database to the models, in the order in which it is to be done.
///
/// The database's side has the new names already ([`Renames::applied`]).
pub fn diff(schemas: Pair<&Schema>, renames: &Renames, context: &Context<'_>) -> Differences {
    let mut comparison = Comparison::of(context);
    let mut found = Found::default();
    if !(context.filter.has(Plugin::Schemas) && context.filter.has(Plugin::Tables)) {
        return found.into_differences();
    }
    let types = EnumTypes::of(context, schemas);
    rename::changes(&comparison, renames, schemas.before, &mut found);
    let changed = compare::enum_values(&comparison, &types, schemas, &mut found);
    let after_values = Pair { before: changed.as_ref().unwrap_or(schemas.before), after: schemas.after };
    let tables = Tables::pair(&comparison, after_values, &mut found);
    comparison.answers = doubts::answers(&comparison, &tables.existing, renames);
    compare::sequences::added(&comparison, schemas, &mut found);
    compare::sequences::changed(&comparison, schemas, &mut found);
    compare::added_tables(&comparison, &tables, &mut found);
    compare::removed_tables(&comparison, &tables, &mut found);
    compare::existing_tables(&comparison, &tables, &mut found);
    compare::sequences::removed(&comparison, schemas, &mut found);
    rename::note(&renames.unanswered, &mut found);
    if context.dialect.facts().alters_constraints {
        awaited_keys::take_out(&tables, found.changes());
        dependent_keys::take_along(&tables, found.changes());
        retyped_keys::give_way(&comparison, &tables, found.changes());
        sequence_of_changes::arrange(found.changes());
    }
    sequence_of_changes::free_index_names(found.changes());
    compare::enum_types(&comparison, &types, schemas.before, &mut found);
    compare::domains(&comparison, schemas, &mut found);
    compare::dropped_domains(&comparison, schemas, &mut found);
    let mut differences = found.into_differences();
    chosen_names::give(&comparison, schemas.before, &tables, &mut differences.changes);
    differences
}
