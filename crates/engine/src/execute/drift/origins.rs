//! Which revision made or last changed a thing.

use std::collections::BTreeMap;

use dialect::objects::{Named, ObjectKind, named_in};
use operation::Operation;
use schema::{EnumType, Name};
use serde_json::Value as Json;

/// The revisions of a replay by what their operations and statements name; namespaces count for nothing.
#[derive(Default)]
pub(super) struct Origins {
    /// By `table` and `table.name`.
    of_tables: BTreeMap<String, String>,
    of_objects: BTreeMap<Named, String>,
}

impl Origins {
    /// Returns the revision that a difference has to do with; for a part of a table else that of the table.
    pub(super) fn of(&self, difference: &Json) -> Option<&String> {
        let text = |key: &str| difference[key].as_str().map(str::to_owned);
        let table = text("table").unwrap_or_default();
        let whole = text("name").map(|name| format!("{table}.{name}"));
        let found = whole.and_then(|whole| self.of_tables.get(&whole)).or_else(|| self.of_tables.get(&table));
        // An enum type is among the differences of tables.
        found.or_else(|| self.of_object(ObjectKind::Enum, text("name")?.as_str(), None))
    }

    pub(super) fn of_object(&self, kind: ObjectKind, name: &str, table: Option<&str>) -> Option<&String> {
        self.of_objects.get(&key(kind, Some(name), table))
    }

    pub(super) fn of_row_security(&self, table: &str) -> Option<&String> {
        self.of_objects.get(&key(ObjectKind::RowSecurity, None, Some(table)))
    }

    pub(super) fn note_sql(&mut self, revision: &str, sql: &str) {
        for Named { kind, name, table } in named_in(sql) {
            self.of_objects.insert(key(kind, name.as_deref(), table.as_deref()), revision.to_owned());
        }
    }

    pub(super) fn note(&mut self, revision: &str, operation: &Operation) {
        match operation {
            Operation::CreateEnum(create) => return self.note_enum(revision, &create.enum_type),
            Operation::AlterEnum(alter) => return self.note_enum(revision, &alter.enum_type),
            Operation::DropEnum(drop) => return self.note_enum(revision, &drop.enum_type),
            Operation::Batch(batch) => {
                return batch.operations.iter().for_each(|operation| self.note(revision, operation));
            }
            _ => {}
        }
        let Some(table) = operation.table().map(|table| table.name.text.clone()) else { return };
        let mut note = |name: &Name| {
            self.of_tables.insert(format!("{table}.{}", name.text), revision.to_owned());
        };
        match operation {
            Operation::CreateTable(create) => {
                create.table.columns.iter().for_each(|column| note(&column.name));
                self.of_tables.insert(table, revision.to_owned());
            }
            Operation::DropTable(_) => {
                self.of_tables.insert(table, revision.to_owned());
            }
            Operation::AddColumn(add) => note(&add.column.name),
            Operation::DropColumn(drop) => note(&drop.column),
            Operation::AlterColumn(alter) => note(&alter.column),
            Operation::CreateIndex(create) => create.index.name.given().into_iter().for_each(note),
            Operation::DropIndex(drop) => drop.name.given().into_iter().for_each(note),
            Operation::CreateConstraint(create) => create.definition.name().given().into_iter().for_each(note),
            Operation::DropConstraint(drop) => drop.name.given().into_iter().for_each(note),
            Operation::RenameTable(rename) => {
                self.of_tables.insert(rename.to.text.clone(), revision.to_owned());
            }
            _ => {}
        }
    }

    fn note_enum(&mut self, revision: &str, enum_type: &EnumType) {
        let name = enum_type.name.as_ref().map(|name| name.text.as_str());
        self.of_objects.insert(key(ObjectKind::Enum, name, None), revision.to_owned());
    }
}

/// Kinds that share their names, or that `DROP ROUTINE` and the like speak of in other words, are one.
fn key(kind: ObjectKind, name: Option<&str>, table: Option<&str>) -> Named {
    let kind = match kind {
        ObjectKind::Enum | ObjectKind::Domain => ObjectKind::Type,
        ObjectKind::Procedure | ObjectKind::Aggregate => ObjectKind::Function,
        ObjectKind::MaterializedView => ObjectKind::View,
        kind => kind,
    };
    let table = match kind {
        // They have names of their own, and statements do not always say of what they are.
        ObjectKind::Index | ObjectKind::Statistics => None,
        _ => table,
    };
    // `f(integer)`: functions of one name are told apart by nobody who drops the only one there is.
    let name = name.map(|name| name.split('(').next().unwrap_or(name).to_owned());
    Named { kind, name, table: table.map(str::to_owned) }
}
