//! The enum types of both sides: PostgreSQL's, which stand beside the tables.

use std::collections::{BTreeMap, BTreeSet};

use dialect::Dialect;
use dialect::types::resolved;
use schema::{Column, ColumnType, EnumType, Name, Pair, Schema, TableName};

use crate::Context;

/// The full name of a type; in the default namespace it is the name alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct EnumName {
    namespace: Option<String>,
    name: String,
}

/// A column that holds an enum, or an array of it.
#[derive(Clone, Copy)]
pub(crate) struct Holder<'s> {
    pub table: &'s TableName,
    pub column: &'s Column,
    pub enum_type: &'s EnumType,
    pub is_array: bool,
}

/// Which types there are.
pub(crate) struct EnumTypes {
    /// Those of the database that a migration may change.
    pub before: BTreeMap<EnumName, EnumType>,
    /// All of the database, those that are out of sight among them.
    pub present: BTreeSet<EnumName>,
    /// Those that the models use.
    pub after: BTreeMap<EnumName, Wanted>,
}

/// A type that the models use.
pub(crate) struct Wanted {
    pub enum_type: EnumType,
    /// Whether it is ours to create, to change and to drop: not if every use says `create_type=False`.
    pub is_managed: bool,
    /// Whether it belongs to the models' metadata, so that it is there without a table.
    pub stands_alone: bool,
    /// Whether its uses differ in their values.
    pub is_ambiguous: bool,
}

impl EnumName {
    /// Returns the name of a type that has one.
    pub fn of(context: &Context<'_>, enum_type: &EnumType) -> Option<Self> {
        let is_default = |namespace: &&Name| {
            context.default_namespace.as_ref().is_some_and(|default| default.text == namespace.text)
        };
        let namespace = enum_type.namespace.as_ref().filter(|namespace| !is_default(namespace));
        let name = enum_type.name.as_ref().filter(|name| !name.text.is_empty())?.text.clone();
        Some(Self { namespace: namespace.map(|namespace| namespace.text.clone()), name })
    }

    /// Returns the name as log lines say it.
    pub fn shown(&self) -> String {
        match &self.namespace {
            Some(namespace) => format!("{namespace}.{}", self.name),
            None => self.name.clone(),
        }
    }

    /// Returns whether SQL that the server shows casts something to the type.
    pub fn is_cast_in(&self, sql: &str) -> bool {
        let sql = sql.replace('"', "");
        let ends_here = |rest: &str| !rest.starts_with(|next: char| next.is_alphanumeric() || "_$.".contains(next));
        sql.split("::").skip(1).any(|rest| {
            let full = rest.strip_prefix(self.shown().as_str());
            full.is_some_and(ends_here)
        })
    }

    fn is_in_sight(&self, context: &Context<'_>) -> bool {
        let namespace = self.namespace.as_deref().map(Name::from);
        namespace.is_none_or(|namespace| context.filter.includes_namespace(&namespace))
    }
}

/// Returns the enum that a type is or holds, if it is a type of its own in the database.
pub(crate) fn enum_within<'t>(dialect: &dyn Dialect, column_type: &'t ColumnType) -> Option<(&'t EnumType, bool)> {
    match resolved(dialect, column_type) {
        ColumnType::Array { item, .. } => enum_within(dialect, item).map(|(enum_type, _)| (enum_type, true)),
        ColumnType::Enum(enum_type) if dialect.facts().creates_enums => {
            (enum_type.native_enum || enum_type.postgresql_only).then_some((enum_type, false))
        }
        _ => None,
    }
}

/// Returns the type as the database's side has it: without the default namespace.
pub(crate) fn in_known_namespace(context: &Context<'_>, column_type: &ColumnType) -> ColumnType {
    let Some((held, _)) = enum_within(context.dialect, column_type) else { return column_type.clone() };
    let is_default = EnumName::of(context, held).is_some_and(|name| name.namespace.is_none());
    let namespace = held.namespace.clone().filter(|_| !is_default);
    let change = |held: &EnumType| EnumType { namespace: namespace.clone(), ..held.clone() };
    with_enum(context.dialect, column_type, &change)
}

/// Returns the type with its enum changed.
pub(crate) fn with_enum(
    dialect: &dyn Dialect,
    column_type: &ColumnType,
    change: &dyn Fn(&EnumType) -> EnumType,
) -> ColumnType {
    match column_type {
        ColumnType::Enum(enum_type) => change(enum_type).into(),
        ColumnType::Array { item, as_tuple, dimensions, zero_indexes, postgresql_only } => ColumnType::Array {
            item: Box::new(with_enum(dialect, item, change)),
            as_tuple: *as_tuple,
            dimensions: *dimensions,
            zero_indexes: *zero_indexes,
            postgresql_only: *postgresql_only,
        },
        // What a class of the user's says cannot be said in other words: the type on the server takes its place.
        ColumnType::Custom { sql, .. } => with_enum(dialect, sql, change),
        ColumnType::Variant { base, variants } => {
            let (mut base, mut variants) = (base.clone(), variants.clone());
            match variants.get_mut(dialect.facts().name) {
                Some(variant) => *variant = with_enum(dialect, variant, change),
                None => *base = with_enum(dialect, &base, change),
            }
            ColumnType::Variant { base, variants }
        }
        other => other.clone(),
    }
}

/// Returns every column of a schema that holds an enum, in the order of the tables.
pub(crate) fn holders<'s>(dialect: &dyn Dialect, schema: &'s Schema) -> Vec<Holder<'s>> {
    let of_table = |table: &'s schema::Table| {
        table.columns.iter().filter_map(|column| {
            let (enum_type, is_array) = enum_within(dialect, &column.column_type)?;
            Some(Holder { table: &table.name, column, enum_type, is_array })
        })
    };
    schema.tables.iter().flat_map(of_table).collect()
}

impl EnumTypes {
    pub fn of(context: &Context<'_>, schemas: Pair<&Schema>) -> Self {
        let mut found = Self { before: BTreeMap::new(), present: BTreeSet::new(), after: BTreeMap::new() };
        if !context.dialect.facts().creates_enums {
            return found;
        }
        for enum_type in &schemas.before.enums {
            let Some(name) = EnumName::of(context, enum_type) else { continue };
            found.present.insert(name.clone());
            if name.is_in_sight(context) {
                found.before.insert(name, enum_type.clone());
            }
        }
        let held = holders(context.dialect, schemas.before);
        found.present.extend(held.iter().filter_map(|holder| EnumName::of(context, holder.enum_type)));
        for holder in holders(context.dialect, schemas.after) {
            found.want(context, holder.enum_type, false);
        }
        for enum_type in &schemas.after.enums {
            found.want(context, enum_type, true);
        }
        found
    }

    fn want(&mut self, context: &Context<'_>, enum_type: &EnumType, stands_alone: bool) {
        let Some(name) = EnumName::of(context, enum_type) else { return };
        let is_managed = enum_type.create_type && name.is_in_sight(context);
        let wanted = self.after.entry(name).or_insert_with(|| Wanted {
            enum_type: enum_type.clone(),
            is_managed: false,
            stands_alone: false,
            is_ambiguous: false,
        });
        wanted.is_ambiguous |= wanted.enum_type.values != enum_type.values;
        wanted.is_managed |= is_managed;
        wanted.stands_alone |= stands_alone;
    }

    /// Returns whether every migration finds the type in the database and leaves it there.
    pub fn stays(&self, name: &EnumName) -> bool {
        self.present.contains(name) && (self.after.contains_key(name) || !self.before.contains_key(name))
    }
}
