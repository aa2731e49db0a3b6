//! The new table while it is being worked out.

use dialect::ddl::{Transfer, index_of_column};
use dialect::{Context, Dialect, Original, RenamedColumn, Unsupported};
use schema::{Column, ColumnType, Constraint, Fill, Index, Name, Table};

use super::order::Order;
use super::{spoken_of, unnamed};
use crate::Batch;
use crate::add_column::constraints_of;

/// A column of the new table. Until the end it has the name that it has in the old one.
pub(super) struct Slot {
    pub column: Column,
    /// Where its values come from; a new column has none.
    pub source: Option<Source>,
}

pub(super) struct Source {
    pub column_type: ColumnType,
    pub cast: Option<ColumnType>,
}

pub(super) struct Draft<'a> {
    pub dialect: &'a dyn Dialect,
    pub context: &'a Context,
    /// Name, options and prefixes; the rest is below.
    pub table: Table,
    pub slots: Vec<Slot>,
    pub order: Order,
    pub constraints: Vec<Constraint>,
    pub indexes: Vec<Index>,
    pub new_indexes: Vec<Index>,
    pub dropped: Vec<Name>,
    /// Old names and new ones.
    pub renames: Vec<(Name, Name)>,
}

impl<'a> Draft<'a> {
    /// Begins with the table as the script knows it, else as it is found.
    pub fn of(
        batch: &Batch,
        dialect: &'a dyn Dialect,
        context: &'a Context,
        found: Option<&Original>,
    ) -> Result<Self, Unsupported> {
        let known = batch.copy_from.as_deref().or(found.map(|found| &found.table));
        let mut table = known.ok_or_else(|| batch.needs_database(dialect))?.clone();
        let found = found.filter(|_| batch.copy_from.is_none());
        if let Some(given) = &batch.reflected {
            replace_columns(&mut table, given);
        }
        let mut constraints = std::mem::take(&mut table.constraints);
        let mut indexes = std::mem::take(&mut table.indexes);
        let mut slots = Vec::new();
        for mut column in std::mem::take(&mut table.columns) {
            constraints.extend(constraints_of(&column));
            if column.index {
                indexes.insert(0, index_of_column(&column));
            }
            column.foreign_keys.clear();
            (column.unique, column.index) = (false, false);
            let column_type = column.column_type.clone();
            // Until its type is changed a column stays as it was declared.
            if let Some(spec) = found.and_then(|found| found.declared_types.get(&column.name.text).cloned())
                && !batch.gives(&column.name)
            {
                column.column_type = ColumnType::UserDefined { spec, python: String::new(), module: String::new() };
            }
            slots.push(Slot { column, source: Some(Source { column_type, cast: None }) });
        }
        let columns: Vec<&Name> = slots.iter().map(|slot| &slot.column.name).collect();
        unnamed::name_all(batch, &table.name, &columns, &mut constraints)?;
        if let Some(given) = &batch.table_arguments {
            slots.extend(given.columns.iter().map(|column| Slot { column: column.clone(), source: None }));
            constraints.extend(given.constraints.iter().cloned());
            indexes.extend(given.indexes.iter().cloned());
            table.options.extend(given.options.clone());
        }
        let order = Order::of(slots.iter().map(|slot| slot.column.name.clone()), &batch.partial_reordering);
        Ok(Self {
            dialect,
            context,
            table,
            slots,
            order,
            constraints,
            indexes,
            new_indexes: Vec::new(),
            dropped: Vec::new(),
            renames: Vec::new(),
        })
    }

    /// Returns the table, and the way of its rows.
    pub fn finish(mut self) -> Result<(Table, Vec<Transfer>), Unsupported> {
        self.leave_out_what_speaks_of_dropped_columns();
        self.sort_columns()?;
        self.constraints.sort_by_key(|constraint| constraint.name().given().is_none());
        let transfers = self.slots.iter().filter_map(|slot| self.transfer(slot)).collect();
        self.indexes.append(&mut self.new_indexes);
        let mut table = Table {
            columns: self.slots.into_iter().map(|slot| slot.column).collect(),
            constraints: self.constraints,
            indexes: self.indexes,
            ..self.table
        };
        rename(self.dialect, &mut table, &self.renames);
        Ok((table, transfers))
    }

    /// A generated column makes its values itself.
    fn transfer(&self, slot: &Slot) -> Option<Transfer> {
        let source = slot.source.as_ref().filter(|_| !matches!(slot.column.fill, Fill::Computed { .. }))?;
        let from = &slot.column.name;
        let renamed = self.renames.iter().rev().find(|(known, _)| known.text == from.text);
        let to = renamed.map_or(from, |(_, to)| to);
        Some(Transfer { from: from.clone(), to: to.clone(), cast: source.cast.clone() })
    }

    fn sort_columns(&mut self) -> Result<(), Unsupported> {
        let names: Vec<&str> = self.slots.iter().map(|slot| slot.column.name.text.as_str()).collect();
        let places = self.order.sorted(&names)?;
        let mut slots: Vec<Option<Slot>> = std::mem::take(&mut self.slots).into_iter().map(Some).collect();
        self.slots = places.into_iter().filter_map(|place| slots[place].take()).collect();
        Ok(())
    }

    /// As a server does that drops a column: what speaks of it goes with it. A primary key goes on without it.
    fn leave_out_what_speaks_of_dropped_columns(&mut self) {
        for dropped in &self.dropped {
            for constraint in &mut self.constraints {
                if let Constraint::PrimaryKey(key) = constraint {
                    key.columns.retain(|name| name.text != dropped.text);
                }
            }
            self.constraints.retain(|constraint| match constraint {
                Constraint::PrimaryKey(key) => !key.columns.is_empty(),
                other => !spoken_of::in_constraint(other, dropped),
            });
            self.indexes.retain(|index| !spoken_of::in_index(index, dropped));
        }
    }
}

impl Batch {
    /// Whether `reflect_args` says what the column is.
    fn gives(&self, column: &Name) -> bool {
        let given = self.reflected.as_ref().map_or(&[][..], |given| &given.columns);
        given.iter().any(|given| given.name.text == column.text)
    }
}

/// `reflect_args`: a column that is given stands for the one that is found.
fn replace_columns(table: &mut Table, given: &Table) {
    for column in &given.columns {
        match table.columns.iter_mut().find(|known| known.name.text == column.name.text) {
            Some(known) => *known = column.clone(),
            None => table.columns.push(column.clone()),
        }
    }
    table.constraints.extend(given.constraints.iter().cloned());
}

/// Gives columns their new names. Two may exchange theirs, so each goes by way of a name that nothing has.
fn rename(dialect: &dyn Dialect, table: &mut Table, renames: &[(Name, Name)]) {
    let between: Vec<Name> = (0..renames.len()).map(|place| Name::from(format!("limbeck_renamed_{place}"))).collect();
    let there = renames.iter().map(|(from, _)| from).zip(&between);
    let back = between.iter().zip(renames.iter().map(|(_, to)| to));
    for (from, to) in there.chain(back) {
        let renamed = RenamedColumn { dialect, from, to };
        renamed.in_table(table);
        let own_name = table.name.name.text.clone();
        for constraint in &mut table.constraints {
            if let Constraint::ForeignKey(key) = constraint
                && key.referred_table.name.text.eq_ignore_ascii_case(&own_name)
            {
                renamed.in_names(&mut key.referred_columns);
            }
        }
    }
}
