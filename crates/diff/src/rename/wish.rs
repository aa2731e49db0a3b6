//! What the user wishes with `--rename`, and what is said where it fits nothing.

use std::fmt;

use schema::{Pair, Schema, TableName};

use super::sides::Sides;
use crate::Context;
use crate::comparison::Comparison;

/// More names than these are no help.
const MOST_NAMES: usize = 8;

/// All wishes of a run.
#[derive(Default)]
pub(super) struct Wishes {
    wishes: Vec<Wish>,
}

struct Wish {
    text: String,
    is_fulfilled: bool,
}

/// One side of a wish, as it was written.
#[derive(Clone, Copy)]
pub(super) struct Wished<'w> {
    text: &'w str,
    default_namespace: Option<&'w str>,
}

impl Wished<'_> {
    /// Returns whether that full name is meant; the default namespace may be named or not.
    pub fn means(&self, full_name: &str) -> bool {
        let in_default =
            self.default_namespace.and_then(|namespace| self.text.strip_prefix(namespace)?.strip_prefix('.'));
        self.text == full_name || in_default == Some(full_name)
    }
}

/// A rename that does not fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The wish as it was written; empty where the models are at fault.
    pub wish: String,
    pub reason: String,
    pub hint: String,
}

impl fmt::Display for Misfit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.wish.is_empty() {
            return formatter.write_str(&self.reason);
        }
        write!(formatter, "--rename {}: {}", self.wish, self.reason)
    }
}

impl std::error::Error for Misfit {}

impl Misfit {
    pub(super) fn claimed_twice(from: &str, by: [impl fmt::Display; 2]) -> Self {
        Self {
            wish: String::new(),
            reason: format!("{} and {} both say `renamed_from` of {from}", by[0], by[1]),
            hint: "only one of them can keep its data; take `renamed_from` away from the other".to_owned(),
        }
    }

    pub(super) fn other_namespace(from: &TableName, to: &TableName) -> Self {
        Self {
            wish: String::new(),
            reason: format!("{to} says `renamed_from` of {from}, which is in another schema"),
            hint: "write `ALTER TABLE … SET SCHEMA …` into a revision of its own, and upgrade first".to_owned(),
        }
    }
}

impl Wishes {
    pub fn of(texts: &[String]) -> Self {
        let wish = |text: &String| Wish { text: text.clone(), is_fulfilled: false };
        Self { wishes: texts.iter().map(wish).collect() }
    }

    /// Returns the wishes that are open yet, by their places; each with all ways to read it.
    pub fn open<'w>(&'w self, context: &'w Context<'_>) -> Vec<(usize, Vec<Pair<Wished<'w>>>)> {
        let open = self.wishes.iter().enumerate().filter(|(_, wish)| !wish.is_fulfilled);
        open.map(|(place, wish)| (place, sides_of(&wish.text, context).collect())).collect()
    }

    pub fn fulfil(&mut self, places: &[usize]) {
        places.iter().for_each(|place| self.wishes[*place].is_fulfilled = true);
    }

    pub fn fulfilled(&self) -> Vec<String> {
        self.wishes.iter().filter(|wish| wish.is_fulfilled).map(|wish| wish.text.clone()).collect()
    }

    /// Says of every other wish why it fits nothing, and what there is.
    pub fn misfits(&self, comparison: &Comparison<'_>, schemas: Pair<&Schema>) -> Vec<Misfit> {
        let wishes = self.wishes.iter().filter(|wish| !wish.is_fulfilled);
        let misfit = |wish: &Wish| Misfit {
            wish: wish.text.clone(),
            reason: reason(&wish.text, comparison, schemas),
            hint: hint(&wish.text, comparison, schemas),
        };
        wishes.map(misfit).collect()
    }
}

/// Returns the two sides of a wish; a name may hold an equals sign, too.
fn sides_of<'w>(wish: &'w str, context: &'w Context<'_>) -> impl Iterator<Item = Pair<Wished<'w>>> {
    let default_namespace = context.default_namespace.as_ref().map(|namespace| namespace.text.as_str());
    let side = move |text| Wished { text, default_namespace };
    wish.match_indices('=')
        .map(move |(place, _)| Pair { before: side(&wish[..place]), after: side(&wish[place + 1..]) })
}

fn reason(wish: &str, comparison: &Comparison<'_>, schemas: Pair<&Schema>) -> String {
    let Some(Pair { before: from, after: to }) = sides_of(wish, comparison.context).next() else {
        return "it does not say the new name; write `users.name=users.full_name` or `users=accounts`".to_owned();
    };
    let names = full_names(comparison, schemas);
    let has = |names: &[String], wished: Wished<'_>| names.iter().any(|name| wished.means(name));
    if !has(&names.before, from) {
        format!("the database has no table or column {}", from.text)
    } else if has(&names.after, from) {
        format!("{} is in the models as well, so it was not renamed", from.text)
    } else if !has(&names.after, to) {
        format!("the models have no table or column {}", to.text)
    } else if has(&names.before, to) {
        format!("{} is in the database already", to.text)
    } else {
        "a column is renamed within its table, a table within its schema, each once; `include_name` and \
         `include_object` may leave it out"
            .to_owned()
    }
}

/// Returns every table and column of both sides by its full name.
fn full_names(comparison: &Comparison<'_>, schemas: Pair<&Schema>) -> Pair<Vec<String>> {
    let sides = Sides::of(comparison, schemas);
    let mut names = Pair { before: Vec::new(), after: Vec::new() };
    let add = |names: &mut Vec<String>, full_name: &TableName, table: &schema::Table| {
        names.push(full_name.to_string());
        names.extend(table.columns.iter().map(|column| format!("{full_name}.{}", column.name)));
    };
    for table in &sides.gone {
        add(&mut names.before, &table.name, table);
    }
    for (name, table) in &sides.come {
        add(&mut names.after, name, table);
    }
    for (name, tables) in &sides.both {
        add(&mut names.before, name, tables.before);
        add(&mut names.after, name, tables.after);
    }
    names
}

/// Says what could be renamed, of the table at hand first.
fn hint(wish: &str, comparison: &Comparison<'_>, schemas: Pair<&Schema>) -> String {
    let sides = Sides::of(comparison, schemas);
    let mut gone: Vec<String> = sides.gone.iter().map(|table| table.name.to_string()).collect();
    let mut come: Vec<String> = sides.come.iter().map(|(name, _)| name.to_string()).collect();
    for unmatched in sides.unmatched() {
        gone.extend(unmatched.gone.iter().map(|column| format!("{}.{}", unmatched.table, column.name)));
        come.extend(unmatched.come.iter().map(|column| format!("{}.{}", unmatched.table, column.name)));
    }
    if gone.is_empty() || come.is_empty() {
        return "there is nothing that only the database has beside something that only the models have".to_owned();
    }
    let table = wish.split(['.', '=']).next().unwrap_or_default();
    format!("only the database has {}; only the models have {}", listed(gone, table), listed(come, table))
}

fn listed(mut names: Vec<String>, table: &str) -> String {
    names.sort_by_key(|name| !(name == table || name.starts_with(&format!("{table}."))));
    let more = names.len().saturating_sub(MOST_NAMES);
    names.truncate(MOST_NAMES);
    let names = names.join(", ");
    if more == 0 { names } else { format!("{names} and {more} more") }
}
